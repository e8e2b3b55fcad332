import type { EntityManager, QueryRunner } from 'typeorm';
import { abortedProblem } from '../errors';
import { numberParameters, type Statement } from './sql';

/** A read of one thing by its key, which every session of a request may share. */
export type SharedRead<Key extends string | number, Answer> = (session: Session, key: Key) => Promise<Answer>;

/** Answers of shared reads, for the sessions of one request. A read that fails is forgotten. */
export class ReadMemory {
  private readonly answers = new Map<unknown, Map<string | number, Promise<unknown>>>();

  /** The remembered answer of a read, or the one that `run` gives now. */
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

  /** Remembers an answer that came with another statement. */
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

/** One transaction as the rooms see it: SQL statements, and TypeORM's manager for simple reads and writes. */
export class Session {
  constructor(
    private readonly runner: QueryRunner,
    /** Once aborted, no further statement is sent. */
    private readonly signal?: AbortSignal,
    /** What the request has read already; undefined where every read is fresh, as in a transaction that writes. */
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

  /** Reads once per request; in a session without memory, each time. */
  once<Key extends string | number, Answer>(read: SharedRead<Key, Answer>, key: Key): Promise<Answer> {
    return this.memory ? this.memory.recall(read, key, () => read(this, key)) : read(this, key);
  }

  /** Keeps for {@link once} what was read together with something else. */
  remember<Key extends string | number, Answer>(
    read: SharedRead<Key, Answer>,
    key: Key,
    answer: Answer,
  ): void {
    this.memory?.remember(read, key, answer);
  }
}
