import type { FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLInt } from 'graphql';
import type { RequestContext } from '../../access';
import type { ProjectedBox } from '../../domain/areas';
import { Problem } from '../../platform/errors';
import { checkAxisOrder } from '../../platform/geo';
import { type FlatParameter, ownParameter, type Query } from '../export';
import { publicUrl, type ServerContext } from '../http';
import { CRS84, crsOf } from './crs';
import { type Link, page } from './html';

/** Media type of features. */
export const GEOJSON = 'application/geo+json';

/** Features on a page where the request has no limit. */
const DEFAULT_LIMIT = 100;

export const FORMAT = ownParameter('f', 'json, or html; by default what the header Accept says.');
export const KEY = ownParameter('key', 'The key, for clients that cannot send the header Authorization.');
export const PARTNERSHIP = ownParameter('partnership', 'Code of the partnership.');
export const CRS = ownParameter('crs', 'URI of the CRS of the answer; CRS84 by default.');

/** Parameters that the standard defines for features, apart from the filter of the collection. */
export const ITEM_PARAMETERS: FlatParameter[] = [
  ownParameter('limit', `Features of a page, ${DEFAULT_LIMIT} by default.`, GraphQLInt),
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

function wantsHtml({ query, headers }: FastifyRequest): boolean {
  const { f } = query as Query;
  if (f !== undefined && f !== 'json' && f !== 'html')
    throw new Problem('BAD_USER_INPUT', 'f: expected json or html.', { parameter: 'f' });
  const preferred = (headers.accept ?? '').split(',')[0].split(';')[0];
  return f === undefined ? preferred === 'text/html' : f === 'html';
}

/** Request to the OGC API, with its context, addresses, and answer as JSON or HTML. */
export class OgcRequest {
  readonly context: RequestContext;
  readonly query: Query;
  /** Whether to answer with an HTML page. */
  readonly isHtml: boolean;
  private readonly origin: string;

  constructor(
    readonly server: ServerContext,
    private readonly request: FastifyRequest,
    private readonly reply: FastifyReply,
  ) {
    this.context = server.contextOf(request, reply);
    this.query = request.query as Query;
    this.isHtml = wantsHtml(request);
    this.origin = publicUrl(server.config, request);
    reply.header('vary', 'authorization, accept');
    reply.header('cache-control', request.viewer.keyId === null ? 'no-cache' : 'private, no-cache');
  }

  /** Address with its host, form and viewer, which together with the data version identify an answer for its ETag. */
  get identity(): unknown[] {
    return [this.origin, this.request.url, this.isHtml, this.request.viewer];
  }

  /**
   * Address of a resource of the service. It carries on the partnership and the key that the request has in its
   * address; null removes a parameter.
   */
  addressOf(path: string, parameters: Record<string, string | null> = {}): string {
    const search = new URLSearchParams();
    for (const name of ['partnership', 'key']) {
      const value = this.query[name];
      if (typeof value === 'string') search.set(name, value);
    }
    for (const [name, value] of Object.entries(parameters))
      if (value === null) search.delete(name);
      else search.set(name, value);
    return `${this.origin}/ogc${path}${search.size > 0 ? `?${search}` : ''}`;
  }

  /** Address of the request, with some parameters replaced. */
  addressWith(parameters: Record<string, string>): string {
    const [path, query = ''] = this.request.url.split('?');
    const search = new URLSearchParams(query);
    for (const [name, value] of Object.entries(parameters)) search.set(name, value);
    return `${this.origin}${path}?${search}`;
  }

  /** Links to this document itself and to its other form. */
  selfLinks(type = 'application/json'): Link[] {
    const json = { href: this.addressWith({ f: 'json' }), type, title: 'This document as JSON' };
    const html = { href: this.addressWith({ f: 'html' }), type: 'text/html', title: 'This document as HTML' };
    return [
      { rel: this.isHtml ? 'alternate' : 'self', ...json },
      { rel: this.isHtml ? 'self' : 'alternate', ...html },
    ];
  }

  /** Sets a header of the answer. */
  header(name: string, value: string | string[]): void {
    this.reply.header(name, value);
  }

  /** Sends a document as JSON, or as a page with `body`, which must be escaped HTML. */
  send(document: object, title: string, body: () => string, type = 'application/json'): FastifyReply {
    if (!this.isHtml) return this.reply.type(type).send(JSON.stringify(document));
    const { links = [] } = document as { links?: Link[] };
    return this.reply.type('text/html; charset=utf-8').send(page(title, body(), links));
  }

  /**
   * Sets the ETag `name`; where the client has that answer already, sends status 304 and returns the finished reply.
   */
  sendIfUnchanged(name: string): FastifyReply | null {
    const etag = `W/"${name}"`;
    this.reply.header('etag', etag);
    const known = this.request.headers['if-none-match'];
    const isKnown = known?.split(',').some((each) => each.trim() === etag) ?? false;
    return isKnown ? this.reply.code(304).send() : null;
  }
}

/** Reads the limit of a page; 100 by default. Problem BAD_USER_INPUT below 1. */
export function readLimit(limit: unknown): number {
  const wanted = limit === undefined ? DEFAULT_LIMIT : Number(limit);
  if (wanted >= 1) return wanted;
  throw new Problem('BAD_USER_INPUT', 'limit: expected a whole number from 1.', { parameter: 'limit' });
}

/** Reads the box of `bbox` and `bbox-crs`; null without `bbox`. Problem BAD_USER_INPUT where it is not a box. */
export function readBox(bbox: string | undefined, uri: string | undefined): ProjectedBox | null {
  const { srid, latitudeFirst } = uri === undefined ? CRS84 : crsOf('bbox-crs', uri);
  if (bbox === undefined) return null;
  const numbers = bbox.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  const flat = numbers.length === 6 ? [0, 1, 3, 4].map((i) => numbers[i]) : numbers; // features have no height
  if (flat.length !== 4 || !flat.every(Number.isFinite))
    throw new Problem('BAD_USER_INPUT', 'bbox: expected four numbers, in the axis order of bbox-crs.', {
      parameter: 'bbox',
    });
  const [west, south, east, north] = latitudeFirst ? [flat[1], flat[0], flat[3], flat[2]] : flat;
  if (west > east || south > north)
    throw new Problem('BAD_USER_INPUT', 'bbox: the least corner comes first.', { parameter: 'bbox' });
  if (srid === CRS84.srid)
    checkAxisOrder('bbox', [
      [west, south],
      [east, north],
    ]);
  return { srid, west, south, east, north };
}

const DAY_OR_INSTANT = /^(\d{4}-\d\d-\d\d)(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?$/i;

/**
 * First and last day of `datetime`; null for an open end. Problem BAD_USER_INPUT where it is neither day nor interval.
 */
export function readDatetime(datetime: string): { from: string | null; to: string | null } {
  const ends = datetime
    .split('/')
    .map((end) => (end === '..' || end === '' ? null : DAY_OR_INSTANT.exec(end)?.[1]));
  const [from, to] = ends.length === 1 ? [ends[0], ends[0]] : ends;
  if (ends.length <= 2 && from !== undefined && to !== undefined && (from ?? to) !== null)
    return { from, to };
  throw new Problem(
    'BAD_USER_INPUT',
    'datetime: expected a day or an instant, or an interval of two with a slash, one of which may be "..".',
    { parameter: 'datetime' },
  );
}
