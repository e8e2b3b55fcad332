import type { Database } from '../src/platform/database';

/** Measured task with its times in seconds, in the order in which they were taken. */
export interface Measurement {
  times: number[];
}

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1 ? sorted[Math.floor(middle)] : (sorted[middle - 1] + sorted[middle]) / 2;
}

export async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

/** Seconds from sending to answering of the statements that a task runs. */
export async function timeStatements(
  { dataSource }: Database,
  work: () => Promise<unknown>,
): Promise<number> {
  const create = dataSource.createQueryRunner;
  let spent = 0;
  dataSource.createQueryRunner = function (mode) {
    const runner = create.call(this, mode);
    const query = runner.query.bind(runner) as (...args: unknown[]) => Promise<unknown>;
    runner.query = async (...args: unknown[]) => {
      const start = performance.now();
      const rows = await query(...args);
      spent += performance.now() - start;
      return rows as never;
    };
    return runner;
  };
  await work();
  dataSource.createQueryRunner = create;
  return spent / 1000;
}

/** Runs several tasks in turn, so that a busy moment of the machine affects all of them. */
export async function interleaved<Name extends string>(
  runs: number,
  things: Record<Name, () => Promise<unknown>>,
): Promise<Record<Name, number[]>> {
  const names = Object.keys(things) as Name[];
  const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let run = 0; run < runs; run++)
    for (const name of names) times[name].push(await secondsOf(things[name]));
  return times;
}

/** Line of the printed table. */
export interface Line {
  what: string;
  /** The measured value, as printed. */
  value: string;
  /** Comparison: a ratio or a rate. */
  ratio?: string;
  /** The target, in the words of the project, and whether it is met. */
  target?: string;
  met?: boolean;
}

export function seconds(times: number[]): string {
  const value = median(times);
  const digits = value < 1 ? `${(value * 1000).toFixed(value < 0.1 ? 1 : 0)} ms` : `${value.toFixed(2)} s`;
  return `${digits} (${times.length})`;
}

/** Prints a table with a heading and columns of fitting width. */
export function printTable(heading: string, lines: Line[], value = 'median (runs)'): void {
  const rows = [
    ['', value, 'ratio', 'target', ''],
    ...lines.map(({ what, value, ratio = '', target = '', met }) => [
      what,
      value,
      ratio,
      target,
      met === undefined ? '' : met ? 'met' : 'MISSED',
    ]),
  ];
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  console.log(`\n## ${heading}\n`);
  for (const row of rows)
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column]))
        .join('  ')
        .trimEnd(),
    );
}
