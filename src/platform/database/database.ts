import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, types } from 'pg';
import {
  DataSource,
  type DataSourceOptions,
  type Logger,
  QueryFailedError,
  type QueryRunner,
  QueryRunnerAlreadyReleasedError,
} from 'typeorm';
import { givenUp, Problem } from '../errors';
import { arrayParser, PARSERS } from './driver/rows';
import { stopped } from './driver/stopped';
import { Engine } from './embedded/engine';
import { lockFolder } from './embedded/lock';
import { EmbeddedClient, embeddedDriver } from './embedded/pool';
import { leanPostgis } from './embedded/postgis';
import { emptySnapshot } from './embedded/snapshot';
import { type ReadMemory, Session } from './session';

export type Backend = 'embedded' | 'server';

/** Where the database is. Exactly one of `url` and `folder` counts: a non-empty `url` wins. */
export interface DatabaseOptions {
  /** `postgres://…`, or empty for the embedded database. */
  url?: string;
  /** Folder of the embedded database. */
  folder?: string;
  /** Snapshot that a new embedded folder starts from; by default an empty one with PostGIS. */
  snapshot?: string;
  poolSize?: number;
  entities?: DataSourceOptions['entities'];
  migrations?: DataSourceOptions['migrations'];
  /** Told of slow first steps ("creating the embedded database …"). */
  onProgress?: (message: string) => void;
}

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

/** A failure of the database that no caller can mend. Never carries values of a statement. */
export class DatabaseError extends Error {
  constructor(
    /** SQLSTATE. */
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** SQLSTATEs after which the same request may simply be sent again. */
const RETRYABLE = new Set(['40001', '40P01', '57P01', '57P02', '57P03', '08000', '08003', '08006', '53300']);
const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'ETIMEDOUT',
  'EPIPE',
]);

/** SQLSTATEs of a disk that takes no more. */
const NO_ROOM = new Set(['53100', 'ENOSPC', 'EDQUOT']);

/** Major version of the PostgreSQL that is embedded: folders of another cannot be opened. */
const EMBEDDED_VERSION = '18';

/** How `pg` parses text[]. */
const TEXT_ARRAY = types.getTypeParser(1009 as number, 'text');

/** Classes of SQLSTATE whose messages may repeat a value: data exceptions, integrity, and PostGIS's own. */
const MAY_ECHO = /^(22|23|XX)/;

/**
 * Turns what a driver throws into the closed set of codes. What is unforeseen becomes an error without the
 * statement's parameters, and without the message where that may repeat one of them.
 */
function translate(error: unknown): unknown {
  if (error instanceof QueryFailedError && error.driverError instanceof Problem) return error.driverError;
  if (error instanceof Problem) return error;
  const { code = '', message = '' } = error as { code?: string; message?: string };
  if (code === '57014')
    return new Problem('TIMEOUT', 'The query took longer than its deadline and was stopped.');
  if (
    error instanceof QueryRunnerAlreadyReleasedError || // its connection ended between two statements
    RETRYABLE.has(code) ||
    UNREACHABLE.has(code) ||
    /Connection terminated|timeout exceeded when/.test(message)
  )
    return stopped();
  if (NO_ROOM.has(code))
    return new Problem(
      'INTERNAL',
      'The disk of the database is full. Nothing of this was kept. Make room there, then do the same again.',
    );
  if (!(error instanceof QueryFailedError)) return error;
  const { table, constraint, routine } = error.driverError as Record<string, string | undefined>;
  const where = [table, constraint, routine].filter(Boolean).join(' ');
  return new DatabaseError(code, MAY_ECHO.test(code) ? `SQLSTATE ${code} (${where})` : message);
}

/**
 * The one database of the process, on either back end, with the same code path: TypeORM's pool of connections, and
 * transactions that run as a given role.
 */
export class Database {
  private statementsSoFar = 0;
  private waitedMs = 0;
  private closing = false;
  private readonly running = new Set<Promise<unknown>>();

  private constructor(
    readonly backend: Backend,
    readonly dataSource: DataSource,
    private readonly unlock: () => void,
    private readonly engine?: Engine,
  ) {}

  /**
   * Opens the database. Nothing is migrated yet.
   *
   * @throws Problem CONFLICT where another process has the embedded folder, RETRY where a server is unreachable.
   */
  static async open(options: DatabaseOptions): Promise<Database> {
    return options.url ? Database.openServer(options) : Database.openEmbedded(options);
  }

  private static async openServer(options: DatabaseOptions): Promise<Database> {
    const dataSource = new DataSource({
      type: 'postgres',
      url: options.url,
      poolSize: options.poolSize ?? 10,
      installExtensions: false,
      entities: options.entities,
      migrations: options.migrations,
      extra: {
        connectionTimeoutMillis: 10_000,
        types: {
          getTypeParser: (oid: number, format: 'text') =>
            PARSERS[oid] ?? arrayParser(oid, TEXT_ARRAY) ?? types.getTypeParser(oid, format),
        },
      },
    });
    return Database.initialise('server', dataSource, () => {});
  }

  private static async openEmbedded(options: DatabaseOptions): Promise<Database> {
    const folder = options.folder ?? '.data';
    const unlock = lockFolder(folder);
    try {
      const cluster = join(folder, 'postgres');
      const isNew = !existsSync(join(cluster, 'PG_VERSION'));
      if (isNew) mkdirSync(cluster, { recursive: true });
      else checkVersion(cluster);
      const snapshot = isNew
        ? (options.snapshot ??
          (await emptySnapshot(() =>
            options.onProgress?.('Preparing the embedded PostgreSQL with PostGIS (about 20 seconds, once) …'),
          )))
        : undefined;
      const engine = new Engine({ folder: cluster, snapshot, postgis: leanPostgis() });
      const dataSource = new DataSource({
        type: 'postgres',
        driver: embeddedDriver(engine),
        installExtensions: false,
        entities: options.entities,
        migrations: options.migrations,
      });
      return await Database.initialise('embedded', dataSource, unlock, engine);
    } catch (error) {
      unlock();
      throw error;
    }
  }

  private static async initialise(
    backend: Backend,
    dataSource: DataSource,
    unlock: () => void,
    engine?: Engine,
  ): Promise<Database> {
    const database = new Database(backend, dataSource, unlock, engine);
    const count = () => {
      database.statementsSoFar += 1;
    };
    const silent = () => {};
    dataSource.setOptions({
      logger: {
        logQuery: count,
        logQueryError: silent,
        logQuerySlow: silent,
        logSchemaBuild: silent,
        logMigration: silent,
        log: silent,
      } satisfies Logger,
    });
    try {
      await dataSource.initialize();
    } catch (error) {
      await engine?.close();
      throw engine ? cannotOpen(error as Error) : translate(error);
    }
    return database;
  }

  /** Statements sent so far: tests take the difference around a request. */
  get statementCount(): number {
    return this.statementsSoFar;
  }

  /** Time that transactions have waited for a connection so far, in seconds. */
  get waitedSeconds(): number {
    return this.waitedMs / 1000;
  }

  /**
   * Runs `work` in one transaction on one connection: committed when it returns, rolled back when it throws. Role
   * and settings end with the transaction.
   */
  async transaction<T>(options: TransactionOptions, work: (session: Session) => Promise<T>): Promise<T> {
    if (this.closing) throw new Problem('RETRY', 'The database is being closed.');
    const running = this.run(options, work);
    this.running.add(running);
    try {
      return await running;
    } finally {
      this.running.delete(running);
    }
  }

  private async run<T>(options: TransactionOptions, work: (session: Session) => Promise<T>): Promise<T> {
    const { signal } = options;
    if (signal?.aborted) throw givenUp();
    const runner = this.dataSource.createQueryRunner();
    let cancelled = async () => {};
    try {
      const asked = performance.now();
      const client = await runner.connect();
      this.waitedMs += performance.now() - asked;
      if (client instanceof EmbeddedClient) client.deadlineMs = options.deadlineMs;
      if (signal?.aborted) throw givenUp();
      const { url } = this.dataSource.options as { url?: string };
      if (signal && url) cancelled = cancelOnAbort(signal, url, client.processID);
      await runner.startTransaction();
      const firstFailure = watch(runner);
      const preamble = preambleOf(options, this.backend);
      if (preamble) await runner.query(preamble);
      const result = await work(new Session(runner, signal, options.memory));
      const failure = firstFailure();
      if (failure) throw failure;
      await runner.commitTransaction();
      return result;
    } catch (error) {
      await cancelled();
      if (runner.isTransactionActive) await rollBack(runner);
      throw signal?.aborted ? givenUp() : translate(error);
    } finally {
      await cancelled();
      await runner.release();
    }
  }

  /** Gives back the room of rows that are gone from some tables, and tells the planner what is left. In no transaction. */
  async vacuum(tables: string[]): Promise<void> {
    if (tables.length === 0) return;
    try {
      await this.dataSource.query(`VACUUM (ANALYZE) ${tables.join(', ')}`);
    } catch (error) {
      throw translate(error);
    }
  }

  /** A copy of the whole embedded database, from which another can be opened. */
  async snapshot(): Promise<Uint8Array> {
    if (!this.engine) throw new Error('only the embedded database makes snapshots');
    return this.engine.dump();
  }

  /**
   * Test hook: ends the thread of the embedded database, as running out of memory in it would. Nothing outside the
   * process could.
   */
  async crash(): Promise<void> {
    if (!this.engine) throw new Error('only the embedded database runs in a thread of this process');
    await this.engine.crash();
  }

  /** Waits for what runs, closes all connections, and gives the folder free. */
  async close(): Promise<void> {
    this.closing = true;
    await Promise.allSettled(this.running); // TypeORM would take their connections away in the middle
    await this.dataSource.destroy();
    this.unlock();
  }
}

/** Refuses a folder that this program's embedded PostgreSQL cannot read. */
function checkVersion(cluster: string): void {
  const version = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim();
  if (version === EMBEDDED_VERSION) return;
  throw new Problem(
    'CONFLICT',
    `The embedded database was made with PostgreSQL ${Number(version)}, and this program has ${EMBEDDED_VERSION}. Make ` +
      'a backup with the version of this program that made it, and restore that into a new folder (docs/upgrading.md).',
  );
}

function cannotOpen({ message }: Error): Problem {
  return new Problem(
    'INTERNAL',
    `The embedded database cannot be opened (${message}). See that its disk has room and that this user may write to ` +
      'its folder; else restore a backup into a new one (docs/upgrading.md).',
  );
}

/**
 * Remembers the first statement of a transaction that fails. PostgreSQL answers the COMMIT after it with a silent
 * ROLLBACK: work that caught the error itself must not be told that it was committed.
 */
function watch(runner: QueryRunner): () => unknown {
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

/**
 * Cancels the statement of a server's process once the signal is aborted, through a connection of its own: those of
 * the pool may all be waiting for the same.
 *
 * @returns to be called before the connection is used for anything else: nothing is cancelled after it.
 */
function cancelOnAbort(signal: AbortSignal, url: string, processId: number): () => Promise<void> {
  let cancelling: Promise<void> | undefined;
  const abort = () => {
    cancelling = cancel(url, processId).catch(() => {
      // The deadline ends the statement then.
    });
  };
  signal.addEventListener('abort', abort, { once: true });
  return async () => {
    signal.removeEventListener('abort', abort);
    await cancelling;
  };
}

async function cancel(url: string, processId: number): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
    await client.query('SELECT pg_cancel_backend($1)', [processId]);
  } finally {
    await client.end();
  }
}

async function rollBack(runner: QueryRunner): Promise<void> {
  await runner.rollbackTransaction().catch(() => {
    // The connection is gone, and the transaction with it; the first error is the one to report.
  });
}

/** Identifiers and values here come from our own code; they are quoted all the same. */
function preambleOf(
  { role, settings = {}, readOnly, snapshot, deadlineMs }: TransactionOptions,
  backend: Backend,
): string {
  const literal = (value: string) => `'${value.replace(/'/g, "''")}'`;
  return [
    snapshot && 'SET TRANSACTION ISOLATION LEVEL REPEATABLE READ', // first: before anything is read
    // PostGIS functions are priced so high that short statements would be compiled, which takes longer than running them.
    backend === 'server' && 'SET LOCAL jit = off',
    readOnly && 'SET TRANSACTION READ ONLY',
    deadlineMs && backend === 'server' && `SET LOCAL statement_timeout = ${Math.ceil(deadlineMs)}`,
    ...Object.entries(settings).map(([name, value]) => `SET LOCAL ${name} = ${literal(value)}`),
    role && `SET LOCAL ROLE "${role}"`,
  ]
    .filter(Boolean)
    .join('; ');
}
