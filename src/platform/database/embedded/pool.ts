import { EventEmitter } from 'node:events';
import { databaseUnavailable } from '../driver/unavailable';
import type { Engine, EngineResult } from './engine';

/**
 * Connection to the embedded database, in the shape of `pg`'s client that TypeORM expects. One caller holds it at a
 * time, so that no transaction or setting leaks into another.
 */
export class EmbeddedClient extends EventEmitter {
  /** Deadline in milliseconds for each statement of the current holder; none where undefined. */
  deadlineMs?: number;
  private readonly generation: number;

  constructor(
    private readonly engine: Engine,
    readonly release: () => void,
  ) {
    super();
    this.generation = engine.generation;
  }

  async query(text: string, parameters?: unknown[]): Promise<EngineResult> {
    if (this.generation !== this.engine.generation) {
      if (/^\s*ROLLBACK/i.test(text)) return { rows: [], fields: [], command: 'ROLLBACK', rowCount: 0 };
      throw databaseUnavailable();
    }
    return this.engine.query(text, parameters, this.deadlineMs);
  }
}

type ConnectCallback = (error: Error | null, client?: EmbeddedClient, release?: () => void) => void;

/** Pool of exactly one connection, for which callers queue in order. */
class EmbeddedPool extends EventEmitter {
  private queue: Promise<void> = Promise.resolve();

  constructor(private readonly engine: Engine) {
    super();
  }

  connect(callback: ConnectCallback): void {
    const turn = this.queue;
    let free!: () => void;
    this.queue = new Promise((resolve) => {
      free = resolve;
    });
    turn
      .then(() => this.engine.opened())
      .then(
        () => callback(null, new EmbeddedClient(this.engine, free), free),
        (error: Error) => {
          free();
          callback(error);
        },
      );
  }

  end(callback: (error?: Error) => void): void {
    this.engine.close().then(() => callback(), callback);
  }
}

/** Stand-in for the `pg` module in TypeORM: a `Pool` bound to one engine. */
export function embeddedDriver(engine: Engine) {
  return {
    Pool: class extends EmbeddedPool {
      constructor() {
        super(engine);
      }
    },
  };
}
