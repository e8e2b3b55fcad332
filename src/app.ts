import { once } from 'node:events';
import { type AddressInfo, createServer as createListener } from 'node:net';
import { migrations } from '../migrations';
import { AuditKeeper } from './access';
import { HotspotKeeper } from './analytics/hotspots';
import { loadMatrices } from './analytics/ranking';
import { loadVocabulary } from './domain/vocabulary';
import { entities } from './entities';
import type { Config } from './platform/config';
import { Database, type DatabaseOptions, migrate } from './platform/database';
import { Problem } from './platform/errors';
import { closeCompute } from './platform/threads';

/** Prints a line for the person at the terminal. */
export type Say = (line: string) => void;

/** Opens the database with the product's entities and migrations. */
export function openDatabase(options: DatabaseOptions): Promise<Database> {
  return Database.open({ ...options, entities, migrations });
}

/** Migrates a database to the latest schema and vocabulary. Returns the names of the migrations that ran. */
export async function prepare(database: Database): Promise<string[]> {
  const ran = await migrate(database);
  await database.transaction({}, loadVocabulary);
  await database.transaction({}, loadMatrices);
  return ran;
}

/** Opens the configured database without migrating it. */
export function openConfigured(config: Config, say: Say): Promise<Database> {
  const {
    databaseUrl: url,
    readerDatabaseUrl: readerUrl,
    dataDir: folder,
    databasePoolSize: poolSize,
  } = config;
  return openDatabase({ url, readerUrl, folder, poolSize, onProgress: say });
}

/** Key, partnership and period that the server's pages open with. */
export interface Welcome {
  key: string;
  /** Code of the partnership. */
  partnership: string;
  from: string;
  to: string;
}

/** Server that listens. */
export interface RunningServer {
  url: string;
  /** Key and links of the welcome; a page that is switched off has no link. Null without a welcome. */
  welcome: { key: string; map: string | null; editor: string | null } | null;
  /** Stops listening, waits for the requests in flight, and closes the database. */
  stop(): Promise<void>;
}

function urlOf({ address, port, family }: AddressInfo): string {
  if (address === '0.0.0.0' || address === '::') return `http://localhost:${port}`;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}

/** Warning at the start on a server where viewers read with the owner's login. */
const NO_READER =
  'Warning: reads of viewers use the login of DATABASE_URL, since there is none of their own. Give its role CREATEROLE and ' +
  'start again, or set READER_DATABASE_URL (docs/security.md).';

/**
 * Prepares the database and serves until stopped. Fails before it opens the database where the port is taken.
 *
 * @param greet runs on the migrated database before the server listens; its welcome is returned with links.
 */
export async function serve(
  config: Config,
  say: Say,
  greet: (database: Database) => Promise<Welcome | null>,
): Promise<RunningServer> {
  await assertFree(config);
  // Load the HTTP server only here: it takes 40 MB, which no other command needs.
  const { createLogger, createServer, editorLink, explorerLink } = await import('./api/http/index.js');
  const { serveRoutes } = await import('./api/index.js');
  const { buildApiSchema } = await import('./api/graphql/index.js');
  const database = await openConfigured(config, say);
  try {
    await prepare(database);
    if (config.databaseUrl && !(await database.hasReader())) say(NO_READER);
    const welcome = await greet(database);
    const schema = await buildApiSchema();
    const logger = createLogger(config.logLevel);
    const server = await createServer({ config, database, schema, logger, routes: serveRoutes });
    await server.listen({ port: config.port, host: config.host }).catch(explainAddress);
    const keeper = new HotspotKeeper(database, (error) =>
      logger.error({ err: error }, 'hotspots were not brought up to date'),
    );
    keeper.start();
    const auditKeeper = new AuditKeeper(database, config.auditDays, (error) =>
      logger.error({ err: error }, 'old lines of the audit were not deleted'),
    );
    auditKeeper.start();
    const url = urlOf(server.server.address() as AddressInfo);
    return {
      url,
      welcome: welcome && {
        key: welcome.key,
        map: config.explorer ? explorerLink(url, welcome) : null,
        editor: config.editor ? editorLink(url, welcome) : null,
      },
      async stop() {
        await server.close();
        await keeper.stop();
        await auditKeeper.stop();
        await closeCompute();
        await database.close();
      },
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** Fails at once where the server could not listen later: it may migrate and load for a minute before it does. */
async function assertFree({ port, host }: Config): Promise<void> {
  const listener = createListener().listen(port, host);
  await once(listener, 'listening').catch(explainAddress);
  await new Promise((resolve) => listener.close(resolve));
}

function explainAddress(error: NodeJS.ErrnoException): never {
  const reasons: Record<string, string> = {
    EADDRINUSE: 'The port is in use by another program.',
    EACCES: 'This user may not listen on the port.',
    EADDRNOTAVAIL: 'This machine does not have the address.',
  };
  const reason = reasons[error.code ?? ''];
  if (!reason) throw error;
  throw new Problem('CONFLICT', `${reason} Choose others with PORT and HOST.`);
}
