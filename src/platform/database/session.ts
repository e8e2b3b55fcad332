import type { EntityManager, QueryRunner } from 'typeorm';
import { abortedProblem } from '../errors';
import { numberParameters, type Statement } from './sql';

/** Read of one thing by its key, which the sessions of a request share. */
export type SharedRead<Key extends string | number, Answer> = (session: Session, key: Key) => Promise<Answer>;

/** Memory of shared reads for the sessions of one request. Failed reads are dropped. */
export class ReadMemory {
  private readonly answers = new Map<unknown, Map<string | number, Promise<unknown>>>();

  /** Remembered answer of a read; on first use, that of `run`. */
  recall<Key extends string | number, Answer>(
    read: SharedRead<Key, Answer>,
    key: Key,
    run: () => Promise<Answer>,
  ): Promise<Answer> {
    const known = this.answersOf(read);
    const before = known.get(key) as Promise<Answer> | undefined;
    if (before) return before;
    const answer = run();
    known.set(key, answer);
    answer.catch(() => known.delete(key));
    return answer;
  }

  /** Stores an answer that came with another statement. */
  remember<Key extends string | number, Answer>(
    read: SharedRead<Key, Answer>,
    key: Key,
    answer: Answer,
  ): void {
    this.answersOf(read).set(key, Promise.resolve(answer));
  }

  private answersOf(read: unknown): Map<string | number, Promise<unknown>> {
    const known = this.answers.get(read) ?? new Map<string | number, Promise<unknown>>();
    this.answers.set(read, known);
    return known;
  }
}

/** Transaction: runs SQL statements, and has TypeORM's manager for simple reads and writes. */
export class Session {
  constructor(
    private readonly runner: QueryRunner,
    /** No statement is sent after it is aborted. */
    private readonly signal?: AbortSignal,
    /** Reads of the request so far; undefined in a transaction that writes, where every read must be fresh. */
    private readonly memory?: ReadMemory,
  ) {}

  /** TypeORM's entity manager on this transaction's connection. */
  get manager(): EntityManager {
    if (this.signal?.aborted) throw abortedProblem();
    return this.runner.manager;
  }

  /** Runs a statement with its named parameters and returns its rows, typed by the caller. */
  async query<Row = Record<string, unknown>>(
    statement: Statement,
    values: Record<string, unknown> = {},
  ): Promise<Row[]> {
    if (this.signal?.aborted) throw abortedProblem();
    const { text, parameters } = numberParameters(statement, values);
    const result = await this.runner.query(text, parameters, true);
    return result.records as Row[];
  }

  /** Answer of a shared read, run once per request; in a session without memory, each time. */
  once<Key extends string | number, Answer>(read: SharedRead<Key, Answer>, key: Key): Promise<Answer> {
    return this.memory ? this.memory.recall(read, key, () => read(this, key)) : read(this, key);
  }

  /** Stores an answer for {@link once} that came with another statement. */
  remember<Key extends string | number, Answer>(
    read: SharedRead<Key, Answer>,
    key: Key,
    answer: Answer,
  ): void {
    this.memory?.remember(read, key, answer);
  }
}
