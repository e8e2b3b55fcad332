import type { DataSource, QueryRunner } from 'typeorm';
import { abortedProblem } from '../errors';
import { cancelOnAbort } from './driver/cancel';
import { translateError } from './driver/failures';
import { EmbeddedClient } from './embedded/pool';
import { type ReadMemory, Session } from './session';

/** How a transaction runs. */
export interface TransactionOptions {
  /** Database role taken for the transaction; the owner where undefined. */
  role?: string;
  /** Settings of the transaction that policies read, such as `csg.record_partnership`. */
  settings?: Record<string, string>;
  /** Refuse every write. */
  readOnly?: boolean;
  /** See the data as of one moment, whatever others commit meanwhile. */
  snapshot?: boolean;
  /** Deadline of each statement; beyond it the transaction fails with TIMEOUT. None where undefined. */
  deadlineMs?: number;
  /** Once aborted, no further statement is sent, and on a server the one in flight is cancelled. */
  signal?: AbortSignal;
  /** Reads that the transaction shares with others of its request; only for transactions that write nothing. */
  memory?: ReadMemory;
}

/**
 * Runs `work` in one transaction on one connection: committed when it returns, rolled back when it throws. Role and
 * settings end with the transaction.
 *
 * @param onConnect called with the milliseconds that the transaction has waited for a connection
 */
export async function runTransaction<T>(
  dataSource: DataSource,
  options: TransactionOptions,
  onConnect: (waitedMs: number) => void,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const { signal } = options;
  if (signal?.aborted) throw abortedProblem();
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
    const settings = settingsOf(options, url !== undefined);
    if (settings) await runner.query(settings);
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
 * Remembers the first statement of a transaction that fails. PostgreSQL answers the COMMIT after it with a silent
 * ROLLBACK: work that caught the error itself must not be told that it was committed.
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
    // The connection is gone, and the transaction with it; the first error is the one to report.
  });
}

/** Statements that set a transaction up. Identifiers and values here come from our own code; they are quoted all the same. */
function settingsOf(
  { role, settings = {}, readOnly, snapshot, deadlineMs }: TransactionOptions,
  onServer: boolean,
): string {
  const literal = (value: string) => `'${value.replace(/'/g, "''")}'`;
  return [
    snapshot && 'SET TRANSACTION ISOLATION LEVEL REPEATABLE READ', // first: before anything is read
    // PostGIS functions are priced so high that short statements would be compiled, which takes longer than running them.
    onServer && 'SET LOCAL jit = off',
    readOnly && 'SET TRANSACTION READ ONLY',
    deadlineMs && onServer && `SET LOCAL statement_timeout = ${Math.ceil(deadlineMs)}`,
    ...Object.entries(settings).map(([name, value]) => `SET LOCAL ${name} = ${literal(value)}`),
    role && `SET LOCAL ROLE "${role}"`,
  ]
    .filter(Boolean)
    .join('; ');
}
