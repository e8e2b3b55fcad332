import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Problem } from '../../errors';
import { packageRoot } from '../../files';
import { restoreBuffers } from '../driver/rows';
import { databaseUnavailable } from '../driver/unavailable';

/** Files that a worker opens its database from. */
export interface WorkerSetup {
  /** Folder of the database on disk. */
  folder: string;
  /** Gzipped tar of a data folder, to start from where the folder is empty. */
  snapshot?: string;
  /** Gzipped tar of PostGIS without unused parts; all of it by default. */
  postgis?: string;
}

/** Message to the worker. `query` is one statement with parameters, `script` several without. */
export interface WorkerCall {
  id: number;
  kind: 'query' | 'script' | 'dump' | 'close';
  text?: string;
  parameters?: unknown[];
}

export interface WorkerAnswer {
  id: number;
  result?: EngineResult;
  dump?: Uint8Array;
  error?: { message: string } & Record<string, string | undefined>;
}

/** Rows of one statement, in the shape of `pg`'s results. */
export interface EngineResult {
  rows: Record<string, unknown>[];
  fields: { name: string; dataTypeID: number }[];
  command?: string;
  rowCount?: number;
  affectedRows?: number;
}

interface Waiting {
  resolve: (answer: WorkerAnswer) => void;
  reject: (error: Error) => void;
}

/** Compiled worker: a thread cannot load TypeScript, so a run from `src/` uses it too. */
const WORKER = join(packageRoot, 'dist', 'src', 'platform', 'database', 'embedded', 'worker.js');

/**
 * Embedded database: a thread with PostgreSQL and PostGIS compiled to WebAssembly. It runs one statement at a time. A
 * statement that exceeds its deadline ends the thread, and the folder is opened again with the committed rows.
 */
export class Engine {
  private worker?: Worker;
  private ready!: Promise<void>;
  private readonly waiting = new Map<number, Waiting>();
  private lastId = 0;
  private closing = false;
  /** Number of threads started so far; a client from an earlier one has lost its transaction. */
  generation = 0;

  constructor(private readonly setup: WorkerSetup) {
    this.start();
  }

  /** Starts a thread after the previous one has ended, since two must never open one folder together. */
  private start(): void {
    this.generation += 1;
    const setup = this.generation === 1 ? this.setup : { ...this.setup, snapshot: undefined };
    const ended = this.worker?.terminate();
    this.worker = undefined;
    this.ready = Promise.resolve(ended).then(() => this.open(setup));
    this.ready.catch(() => {}); // rejects the next call instead
  }

  private open(setup: WorkerSetup): Promise<void> {
    const worker = new Worker(WORKER, { workerData: setup });
    this.worker = worker;
    let isOpen = false;
    worker.on('message', (answer: WorkerAnswer) => {
      const waiting = this.waiting.get(answer.id);
      this.waiting.delete(answer.id);
      if (answer.error) waiting?.reject(Object.assign(new Error(answer.error.message), answer.error));
      else waiting?.resolve(answer);
    });
    worker.on('error', (error) => {
      if (worker === this.worker) this.failAll(error);
    });
    worker.on('exit', () => {
      if (worker !== this.worker) return;
      this.failAll(databaseUnavailable());
      // Do not retry a folder that failed to open.
      if (isOpen && !this.closing) this.start();
    });
    return new Promise((resolve, reject) => {
      const opened = () => {
        isOpen = true;
        resolve();
      };
      this.waiting.set(0, { resolve: opened, reject });
    });
  }

  private failAll(error: Error): void {
    const failed = [...this.waiting.values()];
    this.waiting.clear();
    for (const waiting of failed) waiting.reject(error);
  }

  private async call(call: Omit<WorkerCall, 'id'>, deadlineMs?: number): Promise<WorkerAnswer> {
    await this.ready;
    if (this.closing && call.kind !== 'close') throw new Problem('RETRY', 'The database was closed.');
    this.lastId += 1;
    const id = this.lastId;
    return new Promise<WorkerAnswer>((resolve, reject) => {
      const timer = deadlineMs
        ? setTimeout(() => {
            this.waiting.delete(id);
            this.restart();
            reject(new Problem('TIMEOUT', 'The query took longer than its deadline and was stopped.'));
          }, deadlineMs)
        : undefined;
      const settled =
        <T>(settle: (value: T) => void) =>
        (value: T) => {
          clearTimeout(timer);
          settle(value);
        };
      this.waiting.set(id, { resolve: settled(resolve), reject: settled(reject) });
      this.worker!.postMessage({ ...call, id });
    });
  }

  /** Ends the thread in the middle of a query and opens the folder again; uncommitted rows are lost. */
  private restart(): void {
    this.failAll(databaseUnavailable());
    this.start();
  }

  /** Waits until the database is open; rejects with the reason where it cannot be opened. */
  opened(): Promise<void> {
    return this.ready;
  }

  /** Runs one statement with parameters, or several without; stops them after `deadlineMs` milliseconds where given. */
  async query(text: string, parameters: unknown[] | undefined, deadlineMs?: number): Promise<EngineResult> {
    const kind = !parameters?.length && text.includes(';') ? 'script' : 'query';
    const { result } = await this.call({ kind, text, parameters }, deadlineMs);
    restoreBuffers(result!.rows, result!.fields);
    return { ...result!, rowCount: result!.rowCount ?? result!.affectedRows ?? result!.rows.length };
  }

  /** The whole database as a gzipped tar of its folder. */
  async dump(): Promise<Uint8Array> {
    return (await this.call({ kind: 'dump' })).dump!;
  }

  /** Ends the thread abruptly, like running out of memory: a hook for tests. */
  async crash(): Promise<void> {
    await this.worker?.terminate();
  }

  /** Writes everything to the folder and ends the thread. */
  async close(): Promise<void> {
    this.closing = true;
    await this.call({ kind: 'close' }).catch(() => {});
    await this.worker?.terminate();
  }
}
