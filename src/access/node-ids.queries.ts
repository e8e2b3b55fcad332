import type { Database } from '../platform/database';
import { loadSql } from '../platform/database/sql';
import { NodeIds } from './node-ids';

const SELECT_SECRET = loadSql(__dirname, 'select_installation_secret');

const KNOWN = new WeakMap<Database, Promise<NodeIds>>();

async function read(database: Database): Promise<NodeIds> {
  const [{ secret }] = await database.transaction({ readOnly: true }, (session) =>
    session.query<{ secret: Uint8Array }>(SELECT_SECRET),
  );
  return new NodeIds(secret);
}

/**
 * Ids of an installation. Its secret, which no viewer can read, is read once per process, outside the transactions of
 * requests: ask for them before a session, since the embedded database has one connection.
 */
export function nodeIdsOf(database: Database): Promise<NodeIds> {
  const known = KNOWN.get(database);
  if (known) return known;
  const reading = read(database);
  KNOWN.set(database, reading);
  reading.catch(() => KNOWN.delete(database));
  return reading;
}
