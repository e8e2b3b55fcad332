import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import geojsonVt from 'geojson-vt';
import { parse } from 'graphql';
import { fromGeojsonVt } from 'vt-pbf';
import type { RequestContext } from '../../access';
import { Problem } from '../../platform/errors';
import type { Analytic } from '../export';
import {
  type Feature,
  type FlatParameter,
  ownParameter,
  type Query,
  readParameters,
  variablesOf,
} from '../export';
import { publicUrl, runOperation, type ServerContext } from '../http';
import { answerName, featuresOf, partnershipIn } from '../ogc';
import { Versions } from './versions';

/** Layers of tiles, each with the name of its analytic. */
const TILED: Record<string, string> = {
  wards: 'wards',
  'snt-areas': 'snt-areas',
  'postcode-districts': 'postcode-districts',
  incidents: 'incident-places',
  'hotspot-grid': 'hotspot-grid',
};

const MVT = 'application/vnd.mapbox-vector-tile';

/** Units of a tile's side, and of the margin by which shapes go beyond it, so that no outline shows along the side. */
const EXTENT = 4096;
const BUFFER = 64;
const MAX_ZOOM = 16;

/** Least zoom at which every place is a point of its own; below it, the places of a cell are one point. */
const PLACES_FROM = 14;
/** Cells along a tile's side. They nest in the tile, so that no cluster lies in two tiles. */
const CELLS = 16;

/** Tiles after which an index is built again, to bound its memory: it keeps each tile asked for and its ancestors. */
const MAX_TILES_KEPT = 500;

/** Factor of the rate limit for tiles: a map asks for many at every move. */
const TILES_PER_REQUEST = 10;

/** Seconds for which a client may reuse a tile without asking. */
const FRESH = 60;

interface Address {
  z: number;
  x: number;
  y: number;
}

/** Features of a tile, in its units. */
interface TileLayer {
  features: { type: number; geometry: unknown; id?: unknown; tags?: object | null }[];
}

/** Features that can be cut into tiles. */
interface Index {
  tile(address: Address): TileLayer | null;
}

/** Index of shapes, simplified for each zoom (Douglas and Peucker 1973) and clipped with a margin. */
class ShapeIndex implements Index {
  private index: ReturnType<typeof geojsonVt>;
  private readonly kept = new Set<string>();

  constructor(private readonly features: Feature[]) {
    this.index = this.cut();
  }

  private cut(): ReturnType<typeof geojsonVt> {
    const collection = { type: 'FeatureCollection', features: this.features } as Parameters<
      typeof geojsonVt
    >[0];
    return geojsonVt(collection, {
      maxZoom: MAX_ZOOM,
      extent: EXTENT,
      buffer: BUFFER,
      indexMaxZoom: 4,
    });
  }

  tile({ z, x, y }: Address) {
    if (this.kept.size >= MAX_TILES_KEPT) {
      this.kept.clear();
      this.index = this.cut();
    }
    this.kept.add(`${z}/${x}/${y}`);
    return this.index.getTile(z, x, y);
  }
}

/** Tags of a point that is a single place. */
const singlePlace = ({ properties: { place, snapped } }: Feature) => ({ place, snapped });

/**
 * Index of places with counts. Below zoom 14 the places of a cell are one point at their mean, with their total count.
 */
class PlaceIndex implements Index {
  private readonly xs: Float64Array;
  private readonly ys: Float64Array;

  constructor(private readonly features: Feature[]) {
    const positions = features.map(({ geometry }) => geometry!.coordinates as [number, number]);
    this.xs = Float64Array.from(positions, ([longitude]) => longitude / 360 + 0.5);
    this.ys = Float64Array.from(positions, ([, latitude]) => {
      const sine = Math.sin((latitude * Math.PI) / 180);
      return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
    });
  }

  tile({ z, x, y }: Address) {
    const scale = 2 ** z;
    const cells = new Map<number, { places: number; count: number; x: number; y: number; last: number }>();
    for (let i = 0; i < this.xs.length; i++) {
      const across = this.xs[i] * scale - x;
      const down = this.ys[i] * scale - y;
      if (across < 0 || across >= 1 || down < 0 || down >= 1) continue;
      const key = z >= PLACES_FROM ? -1 - i : Math.floor(across * CELLS) * CELLS + Math.floor(down * CELLS);
      const count = this.features[i].properties.count as number;
      const cell = cells.get(key) ?? { places: 0, count: 0, x: 0, y: 0, last: i };
      cells.set(key, cell);
      cell.places += 1;
      cell.count += count;
      cell.x += across * count;
      cell.y += down * count;
      cell.last = i;
    }
    if (cells.size === 0) return null;
    const features = [...cells.values()].map((cell) => ({
      type: 1,
      geometry: [[Math.round((cell.x / cell.count) * EXTENT), Math.round((cell.y / cell.count) * EXTENT)]],
      tags: {
        count: cell.count,
        places: cell.places,
        // A single place has its own id; a cluster has none.
        ...(cell.places === 1 ? singlePlace(this.features[cell.last]) : {}),
      },
    }));
    return { features };
  }
}

/** Descriptions of the fields in tiles of places, which differ from the columns of the analytic. */
const PLACE_FIELDS = {
  count: 'Incidents.',
  places: 'Places that the point stands for; 1 from zoom 14 on.',
  place: 'Id of a single place, as `place` of IncidentPlace.',
  snapped: 'Whether a single place is an anonymous map point.',
};

const KEY = ownParameter('key', 'The key, for clients that cannot send the header Authorization.');

const parametersOf = ({ parameters }: Analytic): FlatParameter[] => [
  ...parameters.filter(({ name }) => name !== 'simplify'),
  KEY,
];

const BOUNDS = parse('query ($code: ID!) { partnership(code: $code) { bbox } }');

/** Layer of tiles: its description and its tiles. */
class Layer {
  constructor(
    private readonly server: ServerContext,
    private readonly name: string,
    private readonly title: string,
    private readonly analytic: Analytic,
    private readonly versions: Versions,
  ) {}

  /** Variables of the layer's operation from a request, and the data version of the partnership. */
  private async asked(request: FastifyRequest, context: RequestContext) {
    const { key: _, ...filter } = request.query as Query;
    readParameters(parametersOf(this.analytic), { ...this.analytic.usual, ...(request.query as Query) });
    const variables = await variablesOf(this.analytic, filter, context);
    return { variables, version: await this.versions.of(context, partnershipIn(variables)) };
  }

  private head(request: FastifyRequest, reply: FastifyReply, etag: string): boolean {
    const whose = request.viewer.keyId === null ? 'public' : 'private';
    reply
      .header('cache-control', `${whose}, max-age=${FRESH}`)
      .header('vary', 'authorization')
      .header('etag', etag);
    return request.headers['if-none-match'] === etag;
  }

  async describe(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const context = this.server.contextOf(request, reply);
    const { variables, version } = await this.asked(request, context);
    const origin = publicUrl(this.server.config, request);
    if (this.head(request, reply, `W/"${answerName(version, origin, request.url, request.viewer)}"`))
      return reply.code(304).send();
    // A cache that does not tell hosts apart would give one caller the address that another made up.
    if (!this.server.config.publicUrl) reply.header('cache-control', 'no-store');
    const code = partnershipIn(variables);
    const { partnership } = await runOperation<{ partnership: { bbox: number[] | null } }>(
      this.server,
      BOUNDS,
      { code },
      context,
    );
    const { features, beside } = await featuresOf(this.server, this.analytic, variables, version, context);
    const [, query = ''] = request.url.split('?');
    const fields =
      this.name === 'incidents'
        ? PLACE_FIELDS
        : Object.fromEntries(
            Object.entries(features[0]?.properties ?? {}).map(([name, value]) => [
              name,
              typeof value === 'number' ? 'Number' : 'String',
            ]),
          );
    return reply.type('application/json').send({
      tilejson: '3.0.0',
      name: this.title,
      description: this.analytic.description,
      version: '1.0.0',
      scheme: 'xyz',
      tiles: [`${origin}/tiles/${this.name}/{z}/{x}/{y}.mvt${query === '' ? '' : `?${query}`}`],
      minzoom: 0,
      maxzoom: MAX_ZOOM,
      ...(partnership.bbox ? { bounds: partnership.bbox } : {}),
      vector_layers: [{ id: this.name, fields, minzoom: 0, maxzoom: MAX_ZOOM }],
      ...beside,
    });
  }

  async tile(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const address = addressOf(request.params as Record<keyof Address, string>);
    const context = this.server.contextOf(request, reply);
    const { variables, version } = await this.asked(request, context);
    const name = answerName(version, this.name, variables);
    const at = `${address.z}/${address.x}/${address.y}`;
    if (this.head(request, reply, `W/"${answerName(name, at, request.viewer)}"`))
      return reply.code(304).send();
    const bytes = await context.recall(`tile ${name} ${at}`, async () => {
      const index = await context.recall(`tiles ${name}`, async (): Promise<Index> => {
        const { features } = await featuresOf(this.server, this.analytic, variables, version, context);
        return this.name === 'incidents' ? new PlaceIndex(features) : new ShapeIndex(features);
      });
      const tile = index.tile(address);
      return tile === null ? new Uint8Array(0) : encode(this.name, tile);
    });
    if (bytes.length === 0) return reply.code(204).send();
    return reply.type(MVT).send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  }
}

/** Encodes a layer as a Mapbox Vector Tile. */
function encode(name: string, layer: TileLayer): Uint8Array {
  // The published types declare an index, but the function takes a tile of it.
  const layers = { [name]: layer } as unknown as Parameters<typeof fromGeojsonVt>[0];
  return fromGeojsonVt(layers, { version: 2, extent: EXTENT });
}

function addressOf(params: Record<keyof Address, string>): Address {
  const [z, x, y] = [params.z, params.x, params.y].map((text) =>
    /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN,
  );
  if (z <= MAX_ZOOM && x < 2 ** z && y < 2 ** z) return { z, x, y };
  throw new Problem(
    'NOT_FOUND',
    `There is no such tile: zooms are 0 to ${MAX_ZOOM}, columns and rows 0 to 2^zoom − 1.`,
  );
}

/** Serves `/tiles/{layer}.json` and `/tiles/{layer}/{z}/{x}/{y}.mvt`. */
export function serveTiles(
  app: FastifyInstance,
  server: ServerContext,
  analytics: Map<string, Analytic>,
): void {
  const versions = new Versions();
  const limited = { rateLimit: { max: server.config.rateLimitPerMinute * TILES_PER_REQUEST } };
  for (const [name, analytic] of Object.entries(TILED)) {
    const layer = new Layer(server, name, analytics.get(name)!.layer!, analytics.get(analytic)!, versions);
    app.get(`/tiles/${name}.json`, { config: { keyInAddress: true } }, (request, reply) =>
      layer.describe(request, reply),
    );
    app.get(
      `/tiles/${name}/:z/:x/:y(^\\d+).mvt`,
      { config: { keyInAddress: true, ...limited } },
      (request, reply) => layer.tile(request, reply),
    );
  }
}
