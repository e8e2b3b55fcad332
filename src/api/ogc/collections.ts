import type { FastifyReply } from 'fastify';
import { canReadRecords } from '../../access';
import {
  type AreaKind,
  areaCountsOf,
  boundsOf,
  listPartnerships,
  type Partnership,
  partnershipByCode,
} from '../../domain/areas';
import { checkTiers, type DeliveredSource, deliveredSourcesOf } from '../../domain/incidents';
import { today } from '../../platform/calendar';
import { Problem } from '../../platform/errors';
import { type Query, readParameters, usualPartnership, variablesOf } from '../export';
import { ALL_CRS, CRS84 } from './crs';
import { anchor, escaped, type Link, table } from './html';
import { filterOf, type Layer, partnershipIn } from './layers';
import { jsonSchema, type OgcCollection, OPENAPI_TYPE, openApi } from './openapi';
import { FORMAT, GEOJSON, ITEM_PARAMETERS, KEY, type OgcRequest, PARTNERSHIP } from './request';

const SCHEMA = 'application/schema+json';
const QUERYABLES = 'http://www.opengis.net/def/rel/ogc/1.0/queryables';

/** Extent of a partnership that has no areas yet: a box around Britain, in degrees. */
const BRITAIN = [-9, 49, 3, 61];

/** Layer of a collection, and the partnership in the collection's id; null where a parameter names the partnership. */
export interface CollectionAddress {
  layer: Layer;
  partnershipCode: string | null;
}

/** Finds a collection by its id: `wards`, or `E22000353.wards` for one partnership. Problem NOT_FOUND. */
export function findCollection(layers: Map<string, Layer>, id: string): CollectionAddress {
  const cut = id.lastIndexOf('.');
  const layer = layers.get(id.slice(cut + 1));
  if (layer) return { layer, partnershipCode: cut < 0 ? null : id.slice(0, cut) };
  throw new Problem('NOT_FOUND', 'There is no such collection. /ogc/collections lists them.');
}

/** Query with the partnership of a collection's id added, where the id names one. */
export const withPartnership = (query: Query, code: string | null): Query =>
  code === null ? query : { ...query, partnership: code };

/**
 * Bounds and delivered sources of a partnership, for the description of its collections; nothing is computed for it.
 */
interface PartnershipExtent {
  partnership: Partnership;
  bbox: number[] | null;
  delivered: DeliveredSource[];
}

async function extentOf({ context }: OgcRequest, partnership: Partnership): Promise<PartnershipExtent> {
  checkTiers(context.viewer, partnership);
  const [bbox, delivered] = await Promise.all([
    context.loader(boundsOf).load(partnership),
    context.loader(deliveredSourcesOf).load(partnership),
  ]);
  return { partnership, bbox, delivered };
}

/**
 * Whether a layer has any features for the viewer; an empty collection looks like a broken service to some clients. A
 * layer of areas is present where areas of its kind are valid today, one of incidents where a source that the viewer
 * may read has delivered.
 */
function isPresent(
  { context }: OgcRequest,
  { areaKind }: Layer,
  { partnership, delivered }: PartnershipExtent,
  areaCounts: Map<AreaKind, number>,
): boolean {
  if (areaKind !== null) return areaCounts.has(areaKind);
  const readsClosed = canReadRecords(context.viewer, partnership.id);
  return delivered.some(({ access }) => access === 'OPEN' || readsClosed);
}

function linksOf(request: OgcRequest, id: string): Link[] {
  const path = `/collections/${id}`;
  return [
    { rel: 'self', href: request.addressOf(path), type: 'application/json', title: 'This collection' },
    { rel: 'items', href: request.addressOf(`${path}/items`), type: GEOJSON, title: 'Features' },
    {
      rel: 'items',
      href: request.addressOf(`${path}/items`, { f: 'html' }),
      type: 'text/html',
      title: 'Features as HTML',
    },
    {
      rel: QUERYABLES,
      href: request.addressOf(`${path}/queryables`),
      type: SCHEMA,
      title: 'Parameters of the filter',
    },
  ];
}

/** First and last instant of the delivered data, for a layer with a period; nulls for any other. */
function intervalOf({ analytic }: Layer, delivered: DeliveredSource[]): (string | null)[] {
  const isTimed = analytic.parameters.some(({ name }) => name === 'from');
  if (!isTimed || delivered.length === 0) return [null, null];
  const from = delivered.map((source) => source.from).sort()[0];
  const to = delivered
    .map((source) => source.to)
    .sort()
    .at(-1)!;
  return [`${from}T00:00:00Z`, `${to}T23:59:59Z`];
}

function describe(
  request: OgcRequest,
  layer: Layer,
  { partnership: { code, name }, bbox, delivered }: PartnershipExtent,
  prefix: string,
): OgcCollection {
  const { title, analytic } = layer;
  const id = `${prefix}${analytic.name}`;
  return {
    id,
    title: prefix === '' ? title : `${title}, ${name}`,
    description: `${analytic.description} Partnership ${code}, ${name}.`,
    extent: {
      spatial: { bbox: [bbox ?? BRITAIN], crs: CRS84.uri },
      temporal: {
        interval: [intervalOf(layer, delivered)],
        trs: 'http://www.opengis.net/def/uom/ISO-8601/0/Gregorian',
      },
    },
    itemType: 'feature',
    crs: ALL_CRS.map(({ uri }) => uri),
    storageCrs: CRS84.uri,
    links: linksOf(request, id),
  };
}

/** Collections of the partnership in the query, or the default one; of every partnership where there is no default. */
async function listCollections(request: OgcRequest, layers: Map<string, Layer>): Promise<OgcCollection[]> {
  const { context, query } = request;
  const code = typeof query.partnership === 'string' ? query.partnership : await usualPartnership(context);
  const partnerships =
    code === null ? await context.session(listPartnerships) : [await context.once(partnershipByCode, code)];
  const day = today();
  const listed = await Promise.all(
    partnerships.map(async (partnership) => {
      const [extent, areaCounts] = await Promise.all([
        extentOf(request, partnership),
        context.loader(areaCountsOf).load({ partnership, day }),
      ]);
      return [...layers.values()]
        .filter((layer) => isPresent(request, layer, extent, areaCounts))
        .map((layer) => describe(request, layer, extent, code === null ? `${partnership.code}.` : ''));
    }),
  );
  return listed.flat();
}

/** Answers `/collections`. */
export async function sendCollections(
  request: OgcRequest,
  layers: Map<string, Layer>,
): Promise<FastifyReply> {
  readParameters([FORMAT, KEY, PARTNERSHIP], request.query);
  const collections = await listCollections(request, layers);
  const document = { collections, links: request.selfLinks(), crs: ALL_CRS.map(({ uri }) => uri) };
  return request.send(document, 'Collections', () =>
    table(
      'Collections',
      ['Collection', 'Description'],
      collections.map(({ id, title, description }) => [
        anchor(request.addressOf(`/collections/${id}`, { f: 'html' }), title),
        escaped(description),
      ]),
    ),
  );
}

/** Answers `/collections/{id}`. */
export async function sendCollection(
  request: OgcRequest,
  { layer, partnershipCode }: CollectionAddress,
): Promise<FastifyReply> {
  readParameters([FORMAT, KEY, PARTNERSHIP], request.query);
  const { context, query } = request;
  const variables = await variablesOf(layer.analytic, withPartnership(query, partnershipCode), context);
  const partnership = await context.once(partnershipByCode, partnershipIn(variables));
  const prefix = partnershipCode === null ? '' : `${partnershipCode}.`;
  const collection = describe(request, layer, await extentOf(request, partnership), prefix);
  collection.links.push(...request.selfLinks().filter(({ rel }) => rel === 'alternate'));
  return request.send(collection, collection.title, () => `<p>${escaped(collection.description)}</p>`);
}

/** Answers `/collections/{id}/queryables`. */
export function sendQueryables(request: OgcRequest, id: string, { layer }: CollectionAddress): FastifyReply {
  const filter = filterOf(layer);
  const properties = Object.fromEntries(
    filter.map((parameter) => [
      parameter.name,
      { title: parameter.name, description: parameter.description, ...jsonSchema(parameter) },
    ]),
  );
  const document = {
    $schema: 'https://json-schema.org/draft/2019-09/schema',
    $id: request.addressOf(`/collections/${id}/queryables`),
    type: 'object',
    title: layer.title,
    additionalProperties: false,
    properties,
  };
  const rows = filter.map(({ name, description }) => [escaped(name), escaped(description)]);
  const body = () => table('Parameters', ['Name', 'Meaning'], rows);
  return request.send(document, `Filter of ${layer.title}`, body, SCHEMA);
}

/** Answers `/api`: the service in OpenAPI, with the collections there are. */
export async function sendOpenApi(request: OgcRequest, layers: Map<string, Layer>): Promise<FastifyReply> {
  const collections = await listCollections(request, layers);
  const described = collections.map((collection) => {
    const { layer } = findCollection(layers, collection.id);
    return { collection, parameters: [...ITEM_PARAMETERS, ...filterOf(layer), FORMAT] };
  });
  const document = openApi(request.addressOf('', { partnership: null, key: null }), described);
  const rows = Object.entries(document.paths).map(([path, { get }]) => [escaped(path), escaped(get.summary)]);
  return request.send(document, 'The API', () => table('Addresses', ['Path', 'What'], rows), OPENAPI_TYPE);
}
