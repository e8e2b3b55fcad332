import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';

/** Environment variable: its check, default and description in the README. */
interface Setting<T> {
  variable: string;
  /** Default in the words of the README. */
  default: string;
  description: string;
  read: (text: string) => T;
}

const text = (value: string) => value;

const oneOf =
  <T extends string>(...allowed: T[]) =>
  (value: string): T => {
    if (!allowed.includes(value as T)) throw new Error(`must be one of ${allowed.join(', ')}`);
    return value as T;
  };

const integer = (least: number, greatest: number) => (value: string) => {
  if (!/^\d+$/.test(value) || Number(value) < least || Number(value) > greatest)
    throw new Error(`must be a whole number from ${least} to ${greatest}`);
  return Number(value);
};

const onOff = (value: string) => oneOf('on', 'off')(value as 'on') === 'on';

const postgresUrl = (value: string) => {
  if (value !== '' && !/^postgres(ql)?:\/\//.test(value)) throw new Error('must start with postgres://');
  return value;
};

const publicAddress = (value: string) => {
  if (value !== '' && !/^https?:\/\/[\w.:[\]-]+(\/[\w.~/-]*[\w.~-])?$/.test(value))
    throw new Error('must be an address such as https://safety.example, without a slash at its end');
  return value;
};

const metricsKey = (value: string) => {
  if (value !== '' && !/^[!-~]{16,}$/.test(value))
    throw new Error('must have at least 16 characters, none a space');
  return value;
};

const tileAddress = (value: string) => {
  if (
    value !== '' &&
    !(/^https?:\/\/[^/]+\//.test(value) && ['{z}', '{x}', '{y}'].every((part) => value.includes(part)))
  )
    throw new Error('must be an address with {z}, {x} and {y}');
  return value;
};

const list = (value: string) =>
  value
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);

const listOf = (what: string, isOne: (part: string) => boolean) => (value: string) => {
  const parts = list(value);
  if (!parts.every(isOne)) throw new Error(`must be ${what}, separated by commas`);
  return parts;
};

const isOrigin = (part: string) => part === '*' || /^https?:\/\/[^/]+$/.test(part);

function isNetwork(part: string): boolean {
  const [address, bits = '0', more] = part.split('/');
  const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)]!;
  return more === undefined && /^\d{1,3}$/.test(bits) && Number(bits) <= most;
}

function setting<T>(
  variable: string,
  fallback: string,
  read: (text: string) => T,
  description: string,
): Setting<T> {
  return { variable, default: fallback, read, description };
}

/** All settings of the product. The README's table is made from them, which a test checks. */
export const SETTINGS = {
  databaseUrl: setting(
    'DATABASE_URL',
    '',
    postgresUrl,
    'PostgreSQL ≥ 15 with PostGIS ≥ 3.3. Empty: the embedded database in `DATA_DIR`.',
  ),
  readerDatabaseUrl: setting(
    'READER_DATABASE_URL',
    '',
    postgresUrl,
    'The database of `DATABASE_URL` with a login that can do nothing but `SET ROLE csg_viewer`, for the reads of viewers. ' +
      'Empty: the migration makes one, where the role of `DATABASE_URL` may create roles.',
  ),
  databasePoolSize: setting(
    'DATABASE_POOL_SIZE',
    '10',
    integer(2, 200),
    'Connections to a PostgreSQL server, for each of its two logins. The embedded database always has one.',
  ),
  dataDir: setting('DATA_DIR', '.data', text, 'Folder of the embedded database.'),
  cacheMegabytes: setting(
    'CACHE_MEGABYTES',
    '64',
    integer(0, 65_536),
    'Memory for answers that are kept until the data changes, in megabytes; 0 keeps none.',
  ),
  port: setting('PORT', '4000', integer(0, 65535), 'Port to listen on; 0 takes a free one.'),
  host: setting('HOST', '127.0.0.1', text, 'Address to listen on; `0.0.0.0` for all.'),
  publicUrl: setting(
    'PUBLIC_URL',
    '',
    publicAddress,
    'Address that clients reach the server by, such as `https://safety.example`, for links in answers. Empty: links have ' +
      'the host that the request was sent to, and TileJSON is not cached.',
  ),
  metricsKey: setting(
    'METRICS_KEY',
    '',
    metricsKey,
    'Bearer token that `/metrics` asks for. Empty: `/metrics` is not served.',
  ),
  logLevel: setting(
    'LOG_LEVEL',
    'info',
    oneOf('trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'),
    'Least severe level that is logged: `trace`, `debug`, `info`, `warn`, `error`, `fatal` or `silent`.',
  ),
  introspection: setting(
    'INTROSPECTION',
    'on',
    onOff,
    'Whether clients may ask for the schema by introspection: `on` or `off`.',
  ),
  editor: setting('EDITOR_PAGE', 'on', onOff, 'Whether `/editor/` serves the GraphQL editor: `on` or `off`.'),
  explorer: setting('EXPLORER_PAGE', 'on', onOff, 'Whether `/` serves the map page: `on` or `off`.'),
  basemapTiles: setting(
    'BASEMAP_TILES',
    '',
    tileAddress,
    'Raster tiles below the map, such as `https://tile.openstreetmap.org/{z}/{x}/{y}.png`. Empty: none.',
  ),
  basemapAttribution: setting(
    'BASEMAP_ATTRIBUTION',
    '',
    text,
    'Attribution of the basemap, shown on the map.',
  ),
  corsOrigins: setting(
    'CORS_ORIGINS',
    '*',
    listOf('* or origins such as https://maps.example', isOrigin),
    'Origins whose pages may call the API, separated by commas. Keys travel in a header, never in a cookie.',
  ),
  trustedProxies: setting(
    'TRUSTED_PROXIES',
    '',
    listOf('addresses or networks such as 10.0.0.0/8', isNetwork),
    'Addresses or networks of reverse proxies, separated by commas, whose `X-Forwarded-For` names the caller.',
  ),
  queryTimeoutSeconds: setting(
    'QUERY_TIMEOUT_SECONDS',
    '20',
    integer(1, 3600),
    'Deadline of one database query; beyond it the answer is `TIMEOUT`.',
  ),
  requestTimeoutSeconds: setting(
    'REQUEST_TIMEOUT_SECONDS',
    '60',
    integer(1, 3600),
    'Deadline of one HTTP request as a whole.',
  ),
  rateLimitPerMinute: setting(
    'RATE_LIMIT_PER_MINUTE',
    '600',
    integer(1, 1_000_000),
    'Requests per minute for each key, and for each address without one.',
  ),
  bodyLimitKilobytes: setting(
    'BODY_LIMIT_KB',
    '512',
    integer(1, 102_400),
    'Largest request body, in kilobytes.',
  ),
  submissionLimitMegabytes: setting(
    'SUBMISSION_LIMIT_MB',
    '200',
    integer(1, 10_000),
    'Largest file that an agency may deliver over HTTP, as it is sent, in megabytes.',
  ),
  maxRejects: setting(
    'MAX_REJECTS',
    '1000',
    integer(0, 10_000_000),
    'Rejected rows of a delivered file, beyond which nothing of it is kept.',
  ),
  dryRunsPerHour: setting(
    'DRY_RUNS_PER_HOUR',
    '60',
    integer(1, 100_000),
    'Dry runs and refused deliveries over HTTP per hour for each key.',
  ),
  auditDays: setting(
    'AUDIT_DAYS',
    '1095',
    integer(30, 36_500),
    'Days for which lines of the audit are kept.',
  ),
  maxDepth: setting(
    'MAX_DEPTH',
    '12',
    integer(1, 100),
    'Greatest depth of a GraphQL operation, in nested fields.',
  ),
  maxAliases: setting('MAX_ALIASES', '30', integer(1, 1000), 'Greatest number of aliases in one operation.'),
  maxTokens: setting(
    'MAX_TOKENS',
    '4000',
    integer(100, 100_000),
    'Greatest number of tokens in one operation.',
  ),
  maxComplexity: setting(
    'MAX_COMPLEXITY',
    '60000',
    integer(100, 10_000_000),
    'Greatest cost of one operation: objects that it may return, lists counted by their size, and a fixed cost of each analytic.',
  ),
};

/** Validated settings of a process. */
export type Config = { [K in keyof typeof SETTINGS]: ReturnType<(typeof SETTINGS)[K]['read']> };

/** Thrown at the start where a setting cannot be used; the message lists all faulty ones. */
export class ConfigError extends Error {}

/**
 * Reads and validates all settings at once. A secret may be given as a file: `DATABASE_URL_FILE=/run/secrets/url`.
 *
 * @throws ConfigError naming each faulty variable and its allowed values, never its value.
 */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const wrong: string[] = [];
  const entries = Object.entries(SETTINGS).map(([key, { variable, default: fallback, read }]) => {
    try {
      const file = environment[`${variable}_FILE`];
      const value = environment[variable] ?? (file ? readFileSync(file, 'utf8').trim() : fallback);
      return [key, read(value)];
    } catch (error) {
      const reason = (error as NodeJS.ErrnoException).code
        ? 'the file cannot be read'
        : (error as Error).message;
      wrong.push(`${variable} ${reason}`);
      return [key, undefined];
    }
  });
  if (wrong.length > 0) throw new ConfigError(`These settings cannot be used:\n  ${wrong.join('\n  ')}`);
  return Object.fromEntries(entries) as Config;
}
