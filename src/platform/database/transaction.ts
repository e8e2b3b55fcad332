import type { DataSource, QueryRunner } from 'typeorm';
import { abortedProblem } from '../errors';
import { cancelOnAbort } from './driver/cancel';
import { translateError } from './driver/failures';
import { EmbeddedClient } from './embedded/pool';
import { type ReaderSecrets, type Rights, sealRights } from './seal';
import { type ReadMemory, Session } from './session';

/** Settings of a transaction. */
export interface TransactionOptions {
  /** Database role for the transaction; the owner by default. */
  role?: string;
  /** Settings of PostgreSQL for the transaction. */
  settings?: Record<string, string>;
  /** Rights that row-level policies ask for, sealed so that no SQL of the transaction can widen them. */
  rights?: Rights;
  /** Whether to refuse every write. */
  readOnly?: boolean;
  /** Whether all statements see the data as of one moment, despite commits by others. */
  snapshot?: boolean;
  /** Deadline of each statement in milliseconds, after which the transaction fails with TIMEOUT; none by default. */
  deadlineMs?: number;
  /** No statement is sent after it is aborted; on a server the running one is cancelled. */
  signal?: AbortSignal;
  /** Key or address of the request, whose transactions take turns; without one, none waits. */
  caller?: string;
  /** Memory of reads shared with other transactions of the request; only for transactions that do not write. */
  memory?: ReadMemory;
}

/** Connections that a transaction takes one of. */
export interface Connections {
  dataSource: DataSource;
  /** Whether their login is that of readers, rather than the owner's. */
  ofReader?: boolean;
  /** Secrets that rights are sealed with; needed for a transaction with rights. */
  secrets?: ReaderSecrets;
}

/**
 * Runs `work` in one transaction on one connection: committed when it returns, rolled back when it throws. Role and
 * settings end with the transaction.
 *
 * @param onConnect receives the milliseconds that the transaction waited for a connection.
 */
export async function runTransaction<T>(
  { dataSource, ofReader, secrets }: Connections,
  options: TransactionOptions,
  onConnect: (waitedMs: number) => void,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const { signal } = options;
  const runner = dataSource.createQueryRunner();
  let cancelled = async () => {};
  try {
    const requestedAt = performance.now();
    const client = await runner.connect();
    onConnect(performance.now() - requestedAt);
    if (client instanceof EmbeddedClient) client.deadlineMs = options.deadlineMs;
    if (signal?.aborted) throw abortedProblem();
    const { url } = dataSource.options as { url?: string };
    if (signal && url) cancelled = cancelOnAbort(signal, url, client.processID);
    await runner.startTransaction();
    const firstFailure = watchFailures(runner);
    const settings = settingsOf(options, url !== undefined, ofReader);
    if (settings) await runner.query(settings);
    if (options.rights && secrets) await giveRights(runner, options.rights, secrets);
    const result = await work(new Session(runner, signal, options.memory));
    const failure = firstFailure();
    if (failure) throw failure;
    await runner.commitTransaction();
    return result;
  } catch (error) {
    await cancelled();
    if (runner.isTransactionActive) await rollBack(runner);
    throw signal?.aborted ? abortedProblem() : translateError(error);
  } finally {
    await cancelled();
    await runner.release();
  }
}

/**
 * Records the first failed statement of a transaction. PostgreSQL answers a COMMIT after it with a silent ROLLBACK, so
 * work that caught the error itself would take it for committed.
 */
function watchFailures(runner: QueryRunner): () => unknown {
  const query = runner.query.bind(runner) as (...call: unknown[]) => Promise<unknown>;
  let failure: unknown;
  runner.query = async (...call: unknown[]): Promise<never> => {
    try {
      return (await query(...call)) as never;
    } catch (error) {
      failure ??= error;
      throw error;
    }
  };
  return () => failure;
}

async function rollBack(runner: QueryRunner): Promise<void> {
  await runner.rollbackTransaction().catch(() => {
    // The connection is lost, and the transaction with it; report the first error.
  });
}

/** Gives sealed rights to a transaction that has begun. As a parameter, so that no other session sees them among the statements. */
async function giveRights(runner: QueryRunner, rights: Rights, secrets: ReaderSecrets): Promise<void> {
  const [{ begun }] = await runner.query('SELECT extract(epoch FROM transaction_timestamp())::text AS begun');
  await runner.query("SELECT set_config('csg.rights', $1, true)", [sealRights(rights, begun, secrets)]);
}

/** Drops all that SQL of an earlier session, had it ended its transaction, might have left behind in the connection. */
const FRESH =
  'DISCARD TEMP; DEALLOCATE ALL; CLOSE ALL; RESET ALL; RESET ROLE; SELECT pg_advisory_unlock_all()';

/** Statements that set up a transaction. Values come from this code base only, and are quoted nevertheless. */
function settingsOf(
  { role, settings = {}, readOnly, snapshot, deadlineMs }: TransactionOptions,
  onServer: boolean,
  ofReader = false,
): string {
  const literal = (value: string) => `'${value.replace(/'/g, "''")}'`;
  return [
    snapshot && 'SET TRANSACTION ISOLATION LEVEL REPEATABLE READ', // must precede any read
    ofReader && FRESH,
    // PostGIS functions have such high costs that short statements would be compiled, which takes longer than they do.
    onServer && 'SET LOCAL jit = off',
    readOnly && 'SET TRANSACTION READ ONLY',
    deadlineMs && onServer && `SET LOCAL statement_timeout = ${Math.ceil(deadlineMs)}`,
    ...Object.entries(settings).map(([name, value]) => `SET LOCAL ${name} = ${literal(value)}`),
    role && `SET LOCAL ROLE "${role}"`,
  ]
    .filter(Boolean)
    .join('; ');
}
