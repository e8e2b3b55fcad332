import type { Random } from './random';
import { HOSTILE, type Known, MARKER } from './values';

/** HTTP request, as it is injected into the server. */
export interface HttpRequest {
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE' | 'PATCH' | 'OPTIONS';
  url: string;
  headers: Record<string, string>;
  payload?: string;
}

/** An export with the names of its parameters, from the catalogue at `/export`. */
export interface ExportDescription {
  name: string;
  formats: string[];
  parameters: { name: string }[];
}

const COLLECTIONS = [
  'wards',
  'lsoas',
  'incidents',
  'snt-areas',
  'hotspot-clusters',
  'postcode-districts',
  MARKER,
];
const FIXED = [
  '/',
  '/healthz',
  '/readyz',
  '/schema.graphql',
  '/editor/',
  '/explorer/settings.json',
  '/export',
  '/metrics',
];
const HEADERS: [string, string[]][] = [
  ['accept', ['text/html', 'application/json', '*/*;q=0', MARKER, 'text/csv;q=NaN']],
  ['accept-encoding', ['gzip', 'br', 'identity;q=0', MARKER]],
  ['accept-crs', [MARKER]],
  ['if-none-match', ['*', `"${MARKER}"`, 'W/""']],
  ['range', ['bytes=0-0', 'bytes=-1', `bytes=9-${MARKER}`]],
  ['content-type', ['text/plain', 'application/json; charset=utf-99', MARKER]],
  ['content-encoding', ['gzip', MARKER]],
  ['authorization', [`Bearer ${MARKER}`, 'Basic', `Bearer ${MARKER.repeat(200)}`]],
];

/** A value of a query string, percent-encoded, or badly so now and then. */
function encoded(random: Random, value: string): string {
  if (random.chance(0.03)) return random.pick(['%', '%zz', '%c0%af', '%ff', '%00', '%ed%a0%80']);
  return encodeURIComponent(value.replace(/[\ud800-\udfff]/g, 'x'));
}

function parameter(random: Random, name: string, known: Known): string {
  const valid: Record<string, string[]> = {
    partnership: known.partnership,
    from: known.date,
    to: known.date,
    first: ['1', '20'],
    limit: ['1', '20'],
    offset: ['0', '5'],
    f: ['json', 'html'],
    bbox: ['-1,51,1,53', '1,1', 'NaN,0,0,0', '-1,51,0,1,53,9'],
    datetime: ['2023-01-01T00:00:00Z/..', '../..', '2023-13-01'],
    crs: ['http://www.opengis.net/def/crs/EPSG/0/27700'],
  };
  const codes = valid[name] ?? known[name] ?? ['1', 'true', '2023-01-01'];
  return `${name}=${encoded(random, random.chance(0.92) ? random.pick(codes) : random.pick(HOSTILE))}`;
}

function queryOf(random: Random, names: string[], known: Known): string {
  const chosen = new Set(random.some(names, 3));
  if (random.chance(0.96)) chosen.add('partnership');
  const parts = [...chosen].map((name) => parameter(random, name, known));
  if (random.chance(0.03)) parts.push(parts[0]);
  if (random.chance(0.03)) parts.push(`${MARKER}=${MARKER}`);
  return `?${parts.join('&')}`;
}

const segment = (random: Random, usual: string[]) =>
  encoded(random, random.chance(0.9) ? random.pick(usual) : random.pick(HOSTILE));

function addressOf(random: Random, exports: ExportDescription[], known: Known): string {
  return random.pick([
    () => {
      const { name, formats, parameters } = random.pick(exports);
      const format = random.chance(0.9) ? random.pick(formats) : 'csv-metadata.json';
      return `/export/${name}.${format}${queryOf(
        random,
        parameters.map((each) => each.name),
        known,
      )}`;
    },
    () => {
      const rest = random.pick([
        '',
        '/queryables',
        '/items',
        '/items',
        `/items/${segment(random, ['1', 'E05'])}`,
      ]);
      const names = ['f', 'limit', 'offset', 'bbox', 'datetime', 'crs', 'from', 'to', 'cursor'];
      return `/ogc/collections/${segment(random, COLLECTIONS)}${rest}${queryOf(random, names, known)}`;
    },
    () =>
      `/ogc${random.pick(['', '/', '/api', '/conformance', '/collections'])}?f=${segment(random, ['json', 'html'])}`,
    () => {
      const tile = ['9', '255', '169']
        .map((part) => segment(random, [part, '0', '99999999999', '-1']))
        .join('/');
      const layer = segment(random, ['wards', 'incidents', 'lsoas', 'hotspots']);
      const path = random.chance(0.8) ? `${layer}/${tile}.mvt` : `${layer}.json`;
      return `/tiles/${path}${queryOf(random, ['from', 'to', 'themes'], known)}`;
    },
    () => {
      const set = segment(random, ['police-crimes', 'hospital', MARKER]);
      const path = `/submissions/${set}/${segment(random, ['2023Q1', '2023Q9'])}`;
      return path + queryOf(random, ['agency', 'replace', 'dryRun'], known);
    },
    () => random.pick(FIXED),
    () => `/${segment(random, ['graphql', 'editor', '..', '.env'])}`,
  ])();
}

/** Request to a route of the server: mostly a GET that is valid or nearly so. */
export function requestOf(random: Random, exports: ExportDescription[], known: Known): HttpRequest {
  const url = addressOf(random, exports, known);
  const usual = url.startsWith('/submissions') ? 'PUT' : 'GET';
  const method = random.chance(0.93)
    ? usual
    : random.pick(['HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'] as const);
  const headers: Record<string, string> = {};
  if (random.chance(0.2)) {
    const [name, values] = random.pick(HEADERS);
    headers[name] = random.pick(values);
  }
  const bodies = [
    '',
    '{',
    `{"query":"{ ${MARKER}"}`,
    '[]',
    'null',
    `"${MARKER}"`,
    'a,b\n1,2\n',
    '\0\x1f\x8b',
  ];
  const hasBody = method !== 'GET' && method !== 'HEAD' && method !== 'OPTIONS';
  return { method, url, headers, payload: hasBody ? random.pick(bodies) : undefined };
}
