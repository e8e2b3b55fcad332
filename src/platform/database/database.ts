import type { DataSource, DataSourceOptions, Logger } from 'typeorm';
import { abortedProblem, Problem } from '../errors';
import { Admission, Turns } from '../turns';
import { translateError } from './driver/failures';
import type { Engine } from './embedded/engine';
import { cannotOpen, openEmbedded } from './embedded/open';
import { Readers } from './reader';
import { serverDataSource } from './server';
import type { Session } from './session';
import { type Connections, runTransaction, type TransactionOptions } from './transaction';

/** Kind of database: embedded in this process, or a PostgreSQL server. */
export type Backend = 'embedded' | 'server';

/** Location of the database. A non-empty `url` takes precedence over `folder`. */
export interface DatabaseOptions {
  /** `postgres://…`, or empty for the embedded database. */
  url?: string;
  /** Folder of the embedded database. */
  folder?: string;
  /** Snapshot that a new embedded folder starts from; by default an empty one with PostGIS. */
  snapshot?: string;
  /** Login of a server that viewers read with, made by the operator; by default one that the migration makes. */
  readerUrl?: string;
  poolSize?: number;
  entities?: DataSourceOptions['entities'];
  migrations?: DataSourceOptions['migrations'];
  /** Called before slow first steps ("Preparing the embedded PostgreSQL …"). */
  onProgress?: (message: string) => void;
}

/**
 * Database of the process, on either back end with one code path: a pool of connections by TypeORM, and transactions
 * that run with a given role.
 */
export class Database {
  private statementsSoFar = 0;
  private waitedMs = 0;
  private closing = false;
  private readonly running = new Set<Promise<unknown>>();
  /** Of callers: each has at most half of the connections, and all together no more than there are. */
  private readonly turns: Turns;

  private constructor(
    readonly backend: Backend,
    readonly dataSource: DataSource,
    private readonly readers: Readers,
    private readonly unlock: () => void,
    private readonly engine?: Engine,
  ) {
    const connections = engine ? 1 : (dataSource.options as { poolSize: number }).poolSize;
    this.turns = new Turns(Math.max(1, Math.floor(connections / 2)), new Admission({ atOnce: connections }));
  }

  /**
   * Opens the database without migrating it.
   *
   * @throws Problem CONFLICT where another process has the embedded folder, RETRY where a server is unreachable.
   */
  static async open(options: DatabaseOptions): Promise<Database> {
    const { url, entities, migrations } = options;
    const schema = { entities, migrations };
    if (url) {
      const server = { ...options, url };
      return Database.initialise(serverDataSource(server, schema), () => {}, undefined, server);
    }
    const { engine, dataSource, unlock } = await openEmbedded(options, schema);
    try {
      return await Database.initialise(dataSource, unlock, engine);
    } catch (error) {
      unlock();
      throw error;
    }
  }

  private static async initialise(
    dataSource: DataSource,
    unlock: () => void,
    engine?: Engine,
    server?: DatabaseOptions & { url: string },
  ): Promise<Database> {
    const logger = countingLogger(() => database.statementsSoFar++);
    const readers = new Readers(dataSource, { entities: dataSource.options.entities, logger }, server);
    const database = new Database(engine ? 'embedded' : 'server', dataSource, readers, unlock, engine);
    dataSource.setOptions({ logger });
    try {
      await dataSource.initialize();
    } catch (error) {
      await engine?.close();
      throw engine ? cannotOpen(error as Error) : translateError(error);
    }
    return database;
  }

  /** Number of statements sent so far, for metrics and tests. */
  get statementCount(): number {
    return this.statementsSoFar;
  }

  /** Total time in seconds that transactions have waited for a connection. */
  get waitedSeconds(): number {
    return this.waitedMs / 1000;
  }

  /**
   * Runs `work` in one transaction on one connection: committed when it returns, rolled back when it throws. Role
   * and settings end with the transaction.
   */
  async transaction<T>(options: TransactionOptions, work: (session: Session) => Promise<T>): Promise<T> {
    if (this.closing) throw new Problem('RETRY', 'The database is being closed.');
    const onConnect = (waitedMs: number) => {
      this.waitedMs += waitedMs;
    };
    const run = async () => {
      if (options.signal?.aborted) throw abortedProblem();
      return runTransaction(await this.connectionsFor(options), options, onConnect, work);
    };
    const running = this.turns.take(options.caller, run, options.signal);
    this.running.add(running);
    try {
      return await running;
    } finally {
      this.running.delete(running);
    }
  }

  /** Connections for a transaction: those of the readers' login, where there is one, for a role that only reads. */
  private async connectionsFor({ role, readOnly, rights }: TransactionOptions): Promise<Connections> {
    try {
      const secrets = rights && (await this.readers.secrets());
      const reader = role && readOnly ? await this.readers.source() : null;
      return { dataSource: reader ?? this.dataSource, ofReader: reader !== null, secrets };
    } catch (error) {
      throw translateError(error);
    }
  }

  /** Makes the login that viewers read with, on a server whose role of this process may make roles. */
  makeReader(): Promise<void> {
    return this.readers.make();
  }

  /**
   * Whether viewers read with a login of their own, which cannot become the owner of the database.
   *
   * @throws Problem CONFLICT where the login that was set has too many rights, or too few.
   */
  async hasReader(): Promise<boolean> {
    return (await this.readers.source()) !== null;
  }

  /**
   * Frees the space of deleted rows of some tables and refreshes the planner's statistics. Runs outside transactions.
   */
  async vacuum(tables: string[]): Promise<void> {
    if (tables.length === 0) return;
    try {
      await this.dataSource.query(`VACUUM (ANALYZE) ${tables.join(', ')}`);
    } catch (error) {
      throw translateError(error);
    }
  }

  /** Copy of the whole embedded database, from which another one can be opened. */
  async snapshot(): Promise<Uint8Array> {
    if (!this.engine) throw new Error('only the embedded database makes snapshots');
    return this.engine.dump();
  }

  /**
   * Hook for tests: ends the thread of the embedded database abruptly, like running out of memory, which nothing
   * outside the process can cause.
   */
  async crash(): Promise<void> {
    if (!this.engine) throw new Error('only the embedded database runs in a thread of this process');
    await this.engine.crash();
  }

  /** Waits for running transactions, closes all connections and frees the folder. */
  async close(): Promise<void> {
    this.closing = true;
    await Promise.allSettled(this.running); // TypeORM would close their connections while they run
    await this.readers.close();
    await this.dataSource.destroy();
    this.unlock();
  }
}

/** TypeORM logger that counts statements and writes nothing. */
function countingLogger(count: () => void): Logger {
  const ignore = () => {};
  return {
    logQuery: count,
    logQueryError: ignore,
    logQuerySlow: ignore,
    logSchemaBuild: ignore,
    logMigration: ignore,
    log: ignore,
  };
}
