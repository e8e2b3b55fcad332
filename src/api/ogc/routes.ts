import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLInt, parse } from 'graphql';
import type { RequestContext } from '../../access';
import { listPartnerships } from '../../domain/areas';
import { today } from '../../platform/calendar';
import { Problem } from '../../platform/errors';
import { decodeCursor, encodeCursor } from '../../platform/paging';
import type { Analytic } from '../export';
import {
  answerOf,
  type Feature,
  type FlatParameter,
  featureOf,
  featuresIn,
  ownParameter,
  type Query,
  readParameters,
  totalOf,
  usualPartnership,
  variablesOf,
} from '../export';

import { runOperation, type ServerContext } from '../http';
import { ALL_CRS, type Box, bringTo, CRS84, type Crs, crsOf, intersects, ringOf, written } from './crs';
import { anchor, escaped, type Link, page, table } from './html';
import { featuresOf, LAYERS, nameOf, partnershipIn, type Versions } from './layers';
import { jsonSchema, type OgcCollection, openApi } from './openapi';

const CONFORMANCE = [
  'http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core',
  'http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core',
  'http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30',
  'http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/html',
  'http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson',
  'http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs',
];

const QUERYABLES = 'http://www.opengis.net/def/rel/ogc/1.0/queryables';
const GEOJSON = 'application/geo+json';
const OPENAPI = 'application/vnd.oai.openapi+json;version=3.0';
const SCHEMA = 'application/schema+json';

const USUAL_LIMIT = 100;
/** Features of a page; a greater limit is taken for this one, as the standard has it. */
const MOST_FEATURES = 10_000;
const MOST_INCIDENTS = 1_000;

/** Parameters of the standard itself. */
const FORMAT = ownParameter('f', 'json, or html; by default what the header Accept says.');
const KEY = ownParameter('key', 'The key, for clients that cannot send the header Authorization.');
const CRS = ownParameter('crs', 'URI of the CRS of the answer; CRS84 by default.');
const OF_ITEMS: FlatParameter[] = [
  ownParameter('limit', `Features of a page, ${USUAL_LIMIT} by default.`, GraphQLInt),
  ownParameter('after', 'Where a page begins; taken from a next link.'),
  ownParameter(
    'bbox',
    'Only features that share ground with the box: four numbers, in the axis order of bbox-crs.',
  ),
  ownParameter('bbox-crs', 'URI of the CRS of bbox; CRS84 by default.'),
  CRS,
  ownParameter(
    'datetime',
    'A day or an instant, or an interval of two with a slash, either of which may be "..". Of incidents and hotspots the ' +
      'days that count (from and to); of areas the day of the boundaries, of an interval its last.',
  ),
];

/** What the filter has that the standard has its own parameters for, or the server fills in. */
const NOT_HERE = new Set(['bbox', 'simplify']);

/** The filter of a collection, as query parameters. */
const filterOf = (analytic: Analytic): FlatParameter[] =>
  analytic.parameters.filter(({ name }) => !NOT_HERE.has(name));

/** What one request of the standard has at hand. */
class Visit {
  readonly context: RequestContext;
  readonly query: Query;
  readonly isHtml: boolean;
  private readonly root: string;

  constructor(
    readonly server: ServerContext,
    readonly request: FastifyRequest,
    readonly reply: FastifyReply,
  ) {
    this.context = server.contextOf(request, reply);
    this.query = request.query as Query;
    this.root = `${request.protocol}://${request.host}/ogc`;
    const accept = request.headers.accept ?? '';
    const first = accept.split(',')[0].split(';')[0];
    if (this.query.f !== undefined && this.query.f !== 'json' && this.query.f !== 'html')
      throw new Problem('BAD_USER_INPUT', 'f: expected json or html.', { parameter: 'f' });
    this.isHtml = this.query.f === undefined ? first === 'text/html' : this.query.f === 'html';
    reply.header('vary', 'authorization, accept');
    reply.header('cache-control', request.viewer.keyId === null ? 'no-cache' : 'private, no-cache');
  }

  /** The address of a part of the service; the key and the partnership go on where they came in the address. */
  at(path: string, more: Record<string, string | null> = {}): string {
    const parameters = new URLSearchParams();
    for (const name of ['partnership', 'key']) {
      const value = this.query[name];
      if (typeof value === 'string') parameters.set(name, value);
    }
    for (const [name, value] of Object.entries(more))
      if (value === null) parameters.delete(name);
      else parameters.set(name, value);
    return `${this.root}${path}${parameters.size > 0 ? `?${parameters}` : ''}`;
  }

  /** The address that was asked for, with other values of some parameters. */
  again(more: Record<string, string>): string {
    const [path, query = ''] = this.request.url.split('?');
    const parameters = new URLSearchParams(query);
    for (const [name, value] of Object.entries(more)) parameters.set(name, value);
    return `${this.request.protocol}://${this.request.host}${path}?${parameters}`;
  }

  /** Links to this document itself and to its other form. */
  selves(type = 'application/json'): Link[] {
    const json = { href: this.again({ f: 'json' }), type, title: 'This document as JSON' };
    const html = { href: this.again({ f: 'html' }), type: 'text/html', title: 'This document as HTML' };
    return [
      { rel: this.isHtml ? 'alternate' : 'self', ...json },
      { rel: this.isHtml ? 'self' : 'alternate', ...html },
    ];
  }

  /** Sends a document as JSON, or its page. */
  send(document: object, title: string, body: () => string, type = 'application/json'): FastifyReply {
    if (!this.isHtml) return this.reply.type(type).send(JSON.stringify(document));
    return this.reply
      .type('text/html; charset=utf-8')
      .send(page(title, body(), (document as { links?: Link[] }).links ?? []));
  }

  /** Tells what this answer is, by a tag; true where the client has it already. */
  tagged(tag: string): boolean {
    const etag = `W/"${tag}"`;
    this.reply.header('etag', etag);
    const known = this.request.headers['if-none-match'];
    return known?.split(',').some((each) => each.trim() === etag) ?? false;
  }
}

interface Held {
  code: string;
  name: string;
  bbox: number[] | null;
  coverage: { from: string; to: string }[];
}

const HELD = parse('query ($code: ID!) { partnership(code: $code) { name bbox dataCoverage { from to } } }');

/** The OGC API: what `serveOgc` serves. */
class Service {
  constructor(
    private readonly server: ServerContext,
    private readonly analytics: Map<string, Analytic>,
    private readonly versions: Versions,
  ) {}

  landing(visit: Visit): FastifyReply {
    const links: Link[] = [
      ...visit.selves(),
      { rel: 'service-desc', href: visit.at('/api'), type: OPENAPI, title: 'The API, described in OpenAPI' },
      {
        rel: 'service-doc',
        href: visit.at('/api', { f: 'html' }),
        type: 'text/html',
        title: 'The API, described for people',
      },
      {
        rel: 'conformance',
        href: visit.at('/conformance'),
        type: 'application/json',
        title: 'Conformance classes',
      },
      { rel: 'data', href: visit.at('/collections'), type: 'application/json', title: 'Collections' },
    ];
    const title = 'Community Safety Graph';
    const description = 'Areas, incidents and hotspots of Community Safety Partnerships as features.';
    return visit.send({ title, description, links }, title, () => `<p>${escaped(description)}</p>`);
  }

  conformance(visit: Visit): FastifyReply {
    const body = () => `<ul>${CONFORMANCE.map((uri) => `<li>${anchor(uri, uri)}</li>`).join('')}</ul>`;
    return visit.send({ conformsTo: CONFORMANCE, links: visit.selves() }, 'Conformance', body);
  }

  /** What there is of a partnership, as far as the viewer may know. */
  private async held({ context }: Visit, code: string): Promise<Held> {
    const { partnership } = await runOperation<{
      partnership: { name: string; bbox: number[] | null; dataCoverage: Held['coverage'] };
    }>(this.server, HELD, { code }, context);
    return { code, name: partnership.name, bbox: partnership.bbox, coverage: partnership.dataCoverage };
  }

  /** Whether a collection has any feature for the viewer: some clients take an empty one for a broken service. */
  private async hasFeatures(visit: Visit, analytic: Analytic, partnership: string): Promise<boolean> {
    try {
      const variables = await variablesOf(analytic, { partnership }, visit.context);
      if (analytic.documents.one) {
        const first = await answerOf(
          this.server,
          analytic,
          'features',
          { ...variables, first: 1 },
          visit.context,
        );
        return [...featuresIn(analytic, first.answer)].length > 0;
      }
      const version = await this.versions.of(visit.context, partnership);
      return (await featuresOf(this.server, analytic, variables, version, visit.context)).length > 0;
    } catch (error) {
      const refused = ['FORBIDDEN', 'NOT_ENOUGH_DATA', 'NOT_SUPPORTED_FOR_SOURCE', 'TOO_LARGE'];
      if (error instanceof Problem && refused.includes(error.code)) return false;
      throw error;
    }
  }

  private describe(
    visit: Visit,
    analytic: Analytic,
    { code, name, bbox, coverage }: Held,
    prefix: string,
  ): OgcCollection {
    const id = `${prefix}${analytic.name}`;
    const timed = analytic.parameters.some((parameter) => parameter.name === 'from') && coverage.length > 0;
    const interval = timed
      ? [
          `${coverage.map(({ from }) => from).sort()[0]}T00:00:00Z`,
          `${coverage
            .map(({ to }) => to)
            .sort()
            .at(-1)}T23:59:59Z`,
        ]
      : [null, null];
    const links: Link[] = [
      {
        rel: 'self',
        href: visit.at(`/collections/${id}`),
        type: 'application/json',
        title: 'This collection',
      },
      { rel: 'items', href: visit.at(`/collections/${id}/items`), type: GEOJSON, title: 'Features' },
      {
        rel: 'items',
        href: visit.at(`/collections/${id}/items`, { f: 'html' }),
        type: 'text/html',
        title: 'Features as HTML',
      },
      {
        rel: QUERYABLES,
        href: visit.at(`/collections/${id}/queryables`),
        type: SCHEMA,
        title: 'Parameters of the filter',
      },
    ];
    return {
      id,
      title: prefix === '' ? LAYERS[analytic.name] : `${LAYERS[analytic.name]}, ${name}`,
      description: `${analytic.description} Partnership ${code}, ${name}.`,
      extent: {
        spatial: { bbox: [bbox ?? [-9, 49, 3, 61]], crs: CRS84.uri },
        temporal: { interval: [interval], trs: 'http://www.opengis.net/def/uom/ISO-8601/0/Gregorian' },
      },
      itemType: 'feature',
      crs: ALL_CRS.map(({ uri }) => uri),
      storageCrs: CRS84.uri,
      links,
    };
  }

  /** The collections of the partnership that is meant, or of every one where none is. */
  private async listed(visit: Visit): Promise<OgcCollection[]> {
    const named = visit.query.partnership;
    const one = typeof named === 'string' ? named : await usualPartnership(visit.context);
    const codes =
      one === null ? (await visit.context.session(listPartnerships)).map(({ code }) => code) : [one];
    const collections: OgcCollection[] = [];
    for (const code of codes) {
      const held = await this.held(visit, code);
      for (const analytic of this.analytics.values())
        if (await this.hasFeatures(visit, analytic, code))
          collections.push(this.describe(visit, analytic, held, one === null ? `${code}.` : ''));
    }
    return collections;
  }

  async collections(visit: Visit): Promise<FastifyReply> {
    readParameters([FORMAT, KEY, PARTNERSHIP], visit.query);
    const collections = await this.listed(visit);
    const links = visit.selves();
    return visit.send({ collections, links, crs: ALL_CRS.map(({ uri }) => uri) }, 'Collections', () =>
      table(
        'Collections',
        ['Collection', 'Description'],
        collections.map(({ id, title, description }) => [
          anchor(visit.at(`/collections/${id}`, { f: 'html' }), title),
          escaped(description),
        ]),
      ),
    );
  }

  /** The analytic that a collection's id names, and the partnership that it is fixed to, if any. */
  private find(id: string): { analytic: Analytic; partnership: string | null } {
    const cut = id.lastIndexOf('.');
    const analytic = this.analytics.get(id.slice(cut + 1));
    if (analytic) return { analytic, partnership: cut < 0 ? null : id.slice(0, cut) };
    throw new Problem('NOT_FOUND', 'There is no such collection. /ogc/collections lists them.');
  }

  async collection(visit: Visit, id: string): Promise<FastifyReply> {
    readParameters([FORMAT, KEY, PARTNERSHIP], visit.query);
    const { analytic, partnership } = this.find(id);
    const variables = await variablesOf(analytic, partnershipOf(visit.query, partnership), visit.context);
    const held = await this.held(visit, partnershipIn(variables));
    const collection = this.describe(visit, analytic, held, partnership === null ? '' : `${partnership}.`);
    collection.links.push(...visit.selves().filter(({ rel }) => rel === 'alternate'));
    return visit.send(collection, collection.title, () => `<p>${escaped(collection.description)}</p>`);
  }

  queryables(visit: Visit, id: string): FastifyReply {
    const { analytic } = this.find(id);
    const properties = Object.fromEntries(
      filterOf(analytic).map((parameter) => [
        parameter.name,
        { title: parameter.name, description: parameter.description, ...jsonSchema(parameter) },
      ]),
    );
    const document = {
      $schema: 'https://json-schema.org/draft/2019-09/schema',
      $id: visit.at(`/collections/${id}/queryables`),
      type: 'object',
      title: LAYERS[analytic.name],
      additionalProperties: false,
      properties,
    };
    const rows = filterOf(analytic).map(({ name, description }) => [escaped(name), escaped(description)]);
    return visit.send(
      document,
      `Filter of ${LAYERS[analytic.name]}`,
      () => table('Parameters', ['Name', 'Meaning'], rows),
      SCHEMA,
    );
  }

  /** The variables and the other wishes of a request for features. */
  private async asked(visit: Visit, id: string, own: FlatParameter[]) {
    const { analytic, partnership } = this.find(id);
    const names = new Set([FORMAT, KEY, ...own].map(({ name }) => name));
    readParameters([FORMAT, KEY, ...own, ...filterOf(analytic)], { ...analytic.usual, ...visit.query });
    const pick = (isOwn: boolean) =>
      Object.fromEntries(Object.entries(visit.query).filter(([name]) => names.has(name) === isOwn));
    const wishes = readParameters([FORMAT, KEY, ...own], pick(true)) as Record<string, string | undefined>;
    const crs = wishes.crs === undefined ? CRS84 : crsOf('crs', wishes.crs);
    const filter = { ...partnershipOf(pick(false), partnership), ...daysOf(analytic, wishes.datetime) };
    const variables = await variablesOf(analytic, filter, visit.context);
    const version = await this.versions.of(visit.context, partnershipIn(variables));
    return { analytic, wishes, crs, variables, version };
  }

  async items(visit: Visit, id: string): Promise<FastifyReply> {
    const { analytic, wishes, crs, variables, version } = await this.asked(visit, id, OF_ITEMS);
    const limit = wishes.limit === undefined ? USUAL_LIMIT : Number(wishes.limit);
    if (limit < 1)
      throw new Problem('BAD_USER_INPUT', 'limit: expected a whole number from 1.', { parameter: 'limit' });
    if (visit.tagged(nameOf(version, visit.request.url, visit.isHtml, visit.request.viewer)))
      return visit.reply.code(304).send();
    const box = boxOf(wishes.bbox, wishes['bbox-crs']);
    const wanted = { limit, after: wishes.after, box, crs };
    const found = analytic.documents.one
      ? await this.incidents(visit, analytic, variables, version, wanted)
      : await this.features(visit, analytic, variables, version, wanted);
    const features = found.features.map((feature) => written(feature, crs));
    const links: Link[] = [
      ...visit.selves(GEOJSON),
      {
        rel: 'collection',
        href: visit.at(`/collections/${id}`),
        type: 'application/json',
        title: 'The collection',
      },
    ];
    if (found.next !== null)
      links.push({
        rel: 'next',
        href: visit.again({ after: found.next }),
        type: GEOJSON,
        title: 'Next page',
      });
    visit.reply.header('content-crs', `<${crs.uri}>`);
    visit.reply.header('link', links.filter(({ rel }) => rel !== 'collection').map(headerOf));
    const document = {
      type: 'FeatureCollection',
      features,
      links,
      timeStamp: new Date().toISOString(),
      numberMatched: found.matched,
      numberReturned: features.length,
    };
    return visit.send(
      document,
      LAYERS[analytic.name],
      () => this.itemTable(visit, id, features, found.matched),
      GEOJSON,
    );
  }

  private itemTable(visit: Visit, id: string, features: Feature[], matched: number): string {
    const columns = Object.keys(features[0]?.properties ?? {});
    const rows = features.map((feature) => [
      anchor(visit.at(`/collections/${id}/items/${feature.id}`, { f: 'html' }), feature.id),
      ...columns.map((name) => escaped(feature.properties[name])),
    ]);
    return table(`${features.length} of ${matched} features`, ['id', ...columns], rows);
  }

  /** A page of features of which all are at hand. Pages follow each other by id, whatever is loaded meanwhile. */
  private async features(
    visit: Visit,
    analytic: Analytic,
    variables: Record<string, unknown>,
    version: string,
    { limit, after, box, crs }: Wanted,
  ): Promise<Found> {
    const { context } = visit;
    const inDegrees = await featuresOf(this.server, analytic, variables, version, context);
    const brought = (to: Crs) =>
      to.srid === CRS84.srid
        ? inDegrees
        : context.recall(`layer ${nameOf(version, analytic.name, variables, to.srid)}`, () =>
            bringTo(context, inDegrees, to),
          );
    const all = await brought(crs);
    const inside = box && (await brought(box.crs)).map(({ geometry }) => intersects(geometry, box));
    const matching = inside ? all.filter((_, i) => inside[i]) : all;
    const cursor = decodeCursor<[string, string]>(
      after,
      ['string', 'string'],
      ([name]) => name === analytic.name,
    );
    const rest = cursor ? matching.filter(({ id }) => String(id) > cursor[1]) : matching;
    const features = rest.slice(0, Math.min(limit, MOST_FEATURES));
    const next =
      features.length < rest.length ? encodeCursor([analytic.name, String(features.at(-1)!.id)]) : null;
    return { features, matched: matching.length, next };
  }

  /** A page of incidents, by time. */
  private async incidents(
    visit: Visit,
    analytic: Analytic,
    variables: Record<string, unknown>,
    version: string,
    { limit, after, box, crs }: Wanted,
  ): Promise<Found> {
    const { context } = visit;
    const where = variables.where as Record<string, unknown>;
    if (box?.crs.srid === CRS84.srid) {
      const { west, south, east, north } = box;
      where.bbox = { west, south, east, north };
    } else if (box) where.within = { type: 'Polygon', coordinates: [await ringOf(context, box)] };
    const asked = { ...variables, first: Math.min(limit, MOST_INCIDENTS), after };
    const { answer, next } = await answerOf(this.server, analytic, 'features', asked, context);
    const matched = await context.recall(`total ${nameOf(version, analytic.name, variables)}`, () =>
      totalOf(this.server, analytic, variables, context),
    );
    return { features: await bringTo(context, [...featuresIn(analytic, answer)], crs), matched, next };
  }

  async item(visit: Visit, id: string, featureId: string): Promise<FastifyReply> {
    const { analytic, crs, variables, version } = await this.asked(visit, id, [CRS]);
    if (visit.tagged(nameOf(version, visit.request.url, visit.isHtml, visit.request.viewer)))
      return visit.reply.code(304).send();
    const found = analytic.documents.one
      ? await featureOf(
          this.server,
          analytic,
          { partnership: partnershipIn(variables), id: featureId },
          visit.context,
        )
      : (await featuresOf(this.server, analytic, variables, version, visit.context)).find(
          (each) => String(each.id) === featureId,
        );
    if (!found) throw new Problem('NOT_FOUND', 'The collection has no such feature.');
    const feature = written((await bringTo(visit.context, [found], crs))[0], crs);
    const links: Link[] = [
      ...visit.selves(GEOJSON),
      {
        rel: 'collection',
        href: visit.at(`/collections/${id}`),
        type: 'application/json',
        title: 'The collection',
      },
    ];
    visit.reply.header('content-crs', `<${crs.uri}>`);
    const rows = Object.entries(feature.properties).map(([name, value]) => [escaped(name), escaped(value)]);
    return visit.send(
      { ...feature, links },
      `${LAYERS[analytic.name]}: ${featureId}`,
      () => table('Properties', ['Name', 'Value'], rows),
      GEOJSON,
    );
  }

  async api(visit: Visit): Promise<FastifyReply> {
    const collections = await this.listed(visit);
    const described = collections.map((collection) => {
      const { analytic } = this.find(collection.id);
      return { collection, parameters: [...OF_ITEMS, ...filterOf(analytic), FORMAT] };
    });
    const document = openApi(visit.at('', { partnership: null, key: null }), described);
    const rows = Object.entries(document.paths).map(([path, { get }]) => [
      escaped(path),
      escaped(get.summary),
    ]);
    return visit.send(document, 'The API', () => table('Addresses', ['Path', 'What'], rows), OPENAPI);
  }
}

const PARTNERSHIP = ownParameter('partnership', 'Code of the partnership.');

interface Wanted {
  limit: number;
  after: string | undefined;
  box: Box | null;
  crs: Crs;
}

interface Found {
  features: Feature[];
  matched: number;
  next: string | null;
}

const headerOf = ({ href, rel, type }: Link) => `<${href}>; rel="${rel}"; type="${type}"`;

/** A query with the partnership that a collection's id is fixed to. */
const partnershipOf = (query: Query, partnership: string | null): Query =>
  partnership === null ? query : { ...query, partnership };

function boxOf(bbox: string | undefined, uri: string | undefined): Box | null {
  const crs = uri === undefined ? CRS84 : crsOf('bbox-crs', uri);
  if (bbox === undefined) return null;
  const numbers = bbox.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  const flat = numbers.length === 6 ? [0, 1, 3, 4].map((i) => numbers[i]) : numbers; // heights say nothing here
  if (flat.length !== 4 || !flat.every(Number.isFinite))
    throw new Problem('BAD_USER_INPUT', 'bbox: expected four numbers, in the axis order of bbox-crs.', {
      parameter: 'bbox',
    });
  const [west, south, east, north] = crs.latitudeFirst ? [flat[1], flat[0], flat[3], flat[2]] : flat;
  if (west > east || south > north)
    throw new Problem('BAD_USER_INPUT', 'bbox: the least corner comes first.', { parameter: 'bbox' });
  return { crs, west, south, east, north };
}

const DAY_OR_INSTANT = /^(\d{4}-\d\d-\d\d)(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?$/i;

/** The parameters of the filter that `datetime` means. */
function daysOf(analytic: Analytic, datetime: string | undefined): Query {
  if (datetime === undefined) return {};
  const ends = datetime
    .split('/')
    .map((end) => (end === '..' || end === '' ? null : DAY_OR_INSTANT.exec(end)?.[1]));
  if (ends.length > 2 || ends.some((end) => end === undefined) || ends.every((end) => end === null))
    throw new Problem(
      'BAD_USER_INPUT',
      'datetime: expected a day or an instant, or an interval of two with a slash, one of which may be "..".',
      { parameter: 'datetime' },
    );
  const [from, to] = ends.length === 2 ? ends : [ends[0], ends[0]];
  if (analytic.parameters.some(({ name }) => name === 'at')) return { at: to ?? today() };
  return { from: from ?? '1900-01-01', to: to ?? '2999-12-31' };
}

/** Serves OGC API – Features at `/ogc`: Parts 1 and 2. */
export function serveOgc(
  app: FastifyInstance,
  server: ServerContext,
  analytics: Map<string, Analytic>,
  versions: Versions,
): void {
  const layers = new Map(Object.keys(LAYERS).map((name) => [name, analytics.get(name)!]));
  const service = new Service(server, layers, versions);
  const serve = (path: string, answer: (visit: Visit, params: { id: string; feature: string }) => unknown) =>
    app.get(`/ogc${path}`, { config: { keyInAddress: true } }, (request, reply) =>
      answer(new Visit(server, request, reply), request.params as { id: string; feature: string }),
    );
  serve('', (visit) => service.landing(visit));
  serve('/', (visit) => service.landing(visit));
  serve('/conformance', (visit) => service.conformance(visit));
  serve('/api', (visit) => service.api(visit));
  serve('/collections', (visit) => service.collections(visit));
  serve('/collections/:id', (visit, { id }) => service.collection(visit, id));
  serve('/collections/:id/queryables', (visit, { id }) => service.queryables(visit, id));
  serve('/collections/:id/items', (visit, { id }) => service.items(visit, id));
  serve('/collections/:id/items/:feature', (visit, { id, feature }) => service.item(visit, id, feature));
}
