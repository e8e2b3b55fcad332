import type { BatchCounts } from '../../domain/incidents';
import type { RowReject } from './record';

/** Results of loading a row; every row has exactly one. */
export const ROW_RESULTS = ['loaded', 'unchanged', 'outside', 'unlocated', 'rejected'] as const;

/**
 * - `loaded`: new, now in the database;
 * - `unchanged`: stored already, by an earlier delivery;
 * - `outside`: beyond the partnership's boundary, not kept;
 * - `unlocated`: without coordinates, so that its partnership is unknown, not kept;
 * - `rejected`: refused, with a line and a reason.
 */
export type RowResult = (typeof ROW_RESULTS)[number];

/** Rejects of each field and reason that are kept with their line; further ones are only counted. */
const LINES_KEPT = 5;

/** Rejects of one field for one reason. */
export interface RejectCount {
  field: string;
  reason: string;
  rows: number;
  /** Lines of the first of them. */
  lines: { file: string; line: number }[];
}

/** Account of a delivery: the rows that were read, by result. */
export class RowAccount {
  /** Rows read, counted where they were read. */
  read = 0;
  private readonly counts: Record<RowResult, number> = {
    loaded: 0,
    unchanged: 0,
    outside: 0,
    unlocated: 0,
    rejected: 0,
  };
  private readonly reasons = new Map<string, RejectCount>();

  /** Number of rows with a result. */
  count(result: RowResult): number {
    return this.counts[result];
  }

  /** Adds rows with one result. Rejected rows are added with {@link reject}. */
  add(result: Exclude<RowResult, 'rejected'>, rows = 1): this {
    this.counts[result] += rows;
    return this;
  }

  /** Adds the rows of a loaded batch. */
  addBatch(counts: BatchCounts): this {
    for (const result of ['loaded', 'unchanged', 'outside', 'unlocated'] as const)
      this.add(result, counts[result]);
    return this;
  }

  /** Adds a rejected row. @param file base name of the file, for the breakdown. */
  reject(file: string, { field, reason, line }: RowReject): this {
    this.counts.rejected++;
    const count = this.reasonFor(field, reason);
    count.rows++;
    if (count.lines.length < LINES_KEPT) count.lines.push({ file, line });
    return this;
  }

  /** Adds the account of a further file. */
  merge(other: RowAccount): this {
    this.read += other.read;
    for (const result of ROW_RESULTS) this.counts[result] += other.counts[result];
    for (const { field, reason, rows, lines } of other.reasons.values()) {
      const count = this.reasonFor(field, reason);
      count.rows += rows;
      count.lines.push(...lines.slice(0, LINES_KEPT - count.lines.length));
    }
    return this;
  }

  /** Whether every row read has a result. */
  get balanced(): boolean {
    return this.read === ROW_RESULTS.reduce((sum, result) => sum + this.counts[result], 0);
  }

  /**
   * Closing line: `read 122470 = loaded 39364 + unchanged 0 + outside 78229 + unlocated 4877 + rejected 0`.
   *
   * @throws Error where the results do not add up, which is a fault of the loader.
   */
  line(): string {
    const parts = ROW_RESULTS.map((result) => `${result} ${this.counts[result]}`).join(' + ');
    const line = `read ${this.read} = ${parts}`;
    if (!this.balanced) throw new Error(`the account of rows does not add up: ${line}`);
    return line;
  }

  /** Refused rows by field and reason, the most frequent first. */
  rejects(): RejectCount[] {
    return [...this.reasons.values()].sort(
      (a, b) => b.rows - a.rows || compare(a.field, b.field) || compare(a.reason, b.reason),
    );
  }

  /** Refused rows as lines to print: `rejected 3, Month: not a month as YYYY-MM (a.csv line 2, …)`. */
  breakdown(): string[] {
    return this.rejects().map(({ field, reason, rows, lines }) => {
      const where = lines.map(({ file, line }) => `${file} line ${line}`);
      if (rows > lines.length) where.push('…');
      return `rejected ${rows}, ${field}: ${reason} (${where.join(', ')})`;
    });
  }

  private reasonFor(field: string, reason: string): RejectCount {
    const key = `${field}\n${reason}`;
    let count = this.reasons.get(key);
    if (count === undefined) {
      count = { field, reason, rows: 0, lines: [] };
      this.reasons.set(key, count);
    }
    return count;
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
