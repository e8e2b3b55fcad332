import type { EntityManager, QueryRunner } from 'typeorm';
import { abortedProblem } from '../errors';
import { numberParameters, type Statement } from './sql';

/** One transaction as the rooms see it: SQL statements, and TypeORM's manager for simple reads and writes. */
export class Session {
  constructor(
    private readonly runner: QueryRunner,
    /** Once aborted, no further statement is sent. */
    private readonly signal?: AbortSignal,
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
}
