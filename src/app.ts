import type { AddressInfo } from 'node:net';
import { migrations } from '../migrations';
import { demonstration } from '../seeds/demonstration';
import { replaceKey } from './access';
import { loadMatrices } from './analytics/ranking';
import { seedDemonstration } from './cli/demonstration';
import { listPartnerships } from './domain/areas';
import { loadVocabulary } from './domain/vocabulary';
import { entities } from './entities';
import type { Config } from './platform/config';
import { Database, type DatabaseOptions, migrate } from './platform/database';
import { Problem } from './platform/errors';
import { closeCompute } from './platform/threads';

/** Tells a person at the terminal what goes on. */
export type Say = (line: string) => void;

/** Opens the database with the product's entities and migrations. */
export function openDatabase(options: DatabaseOptions): Promise<Database> {
  return Database.open({ ...options, entities, migrations });
}

/** Brings a database to the newest schema and vocabulary. Returns the names of the migrations that ran. */
export async function prepare(database: Database): Promise<string[]> {
  const ran = await migrate(database);
  await database.transaction({}, loadVocabulary);
  await database.transaction({}, loadMatrices);
  return ran;
}

/** Opens the database of these settings, as it is. */
export function openConfigured(config: Config, say: Say): Promise<Database> {
  const { databaseUrl: url, dataDir: folder, databasePoolSize: poolSize } = config;
  return openDatabase({ url, folder, poolSize, onProgress: say });
}

/** A server that listens. */
export interface RunningServer {
  url: string;
  /**
   * A key for the demonstration, and the pages opened with it, null where they are off; null where the database has no
   * demonstration.
   */
  demonstration: { key: string; map: string | null; editor: string | null } | null;
  /** Stops listening, waits for the requests in flight, and closes the database. */
  stop(): Promise<void>;
}

const DEMONSTRATION_YEAR = { from: '2008-07-01', to: '2009-06-30' };

/** Loads the demonstration into a database without any partnership; true where there is one afterwards. */
async function demonstrate(database: Database, say: Say): Promise<boolean> {
  const partnerships = await database.transaction({ readOnly: true }, listPartnerships);
  if (partnerships.length > 0) return partnerships.some(({ code }) => code === demonstration.code);
  say('The database is empty: loading the demonstration partnership …');
  await seedDemonstration(database, say);
  return true;
}

/** A new key for the demonstration in the place of the last one, since a key can be shown only when it is made. */
async function demonstrationKey(database: Database): Promise<string> {
  const wanted = { role: 'ANALYST', partnership: demonstration.code, name: 'demonstration' } as const;
  const { key } = await database.transaction({}, (session) => replaceKey(session, wanted));
  return key;
}

function urlOf({ address, port, family }: AddressInfo): string {
  if (address === '0.0.0.0' || address === '::') return `http://localhost:${port}`;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}

/** Prepares the database, loads the demonstration where it is empty, and serves until stopped. */
export async function serve(config: Config, say: Say): Promise<RunningServer> {
  // Loaded here and now: no other command needs the 40 MB that they take.
  const { createLogger, createServer, editorLink, explorerLink } = await import('./api/http/index.js');
  const { serveDoors } = await import('./api/index.js');
  const { buildApiSchema } = await import('./api/graphql/schema.js');
  const database = await openConfigured(config, say);
  try {
    await prepare(database);
    const key = (await demonstrate(database, say)) ? await demonstrationKey(database) : null;
    const schema = await buildApiSchema();
    const logger = createLogger(config.logLevel);
    const server = await createServer({ config, database, schema, logger, doors: serveDoors });
    await server.listen({ port: config.port, host: config.host }).catch(explainAddress);
    const url = urlOf(server.server.address() as AddressInfo);
    const start = key === null ? null : { key, partnership: demonstration.code, ...DEMONSTRATION_YEAR };
    return {
      url,
      demonstration: start && {
        key: start.key,
        map: config.explorer ? explorerLink(url, start) : null,
        editor: config.editor ? editorLink(url, start) : null,
      },
      async stop() {
        await server.close();
        await closeCompute();
        await database.close();
      },
    };
  } catch (error) {
    await database.close();
    throw error;
  }
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
