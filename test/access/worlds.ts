import { keysFor, possible, publish } from './perturbation';

/** Counts of one source and month as a viewer saw them. */
export interface Sight {
  /** Published values of cells by offence, by any name, of those that are shown: they have records. */
  cells: Record<string, number>;
  /** Published values of cells by flag; 0 where none is shown. */
  flags: Record<string, number>;
  /** Whether records of a cell may lie in a cell by flag. */
  mayCarry(cell: string, flag: string): boolean;
  /** Cells that exist but are not shown: records may lie in them, as long as they are published as nothing. */
  hidden: string[];
}

/** A choice that is the same in every run. */
export type Random = (below: number) => number;

interface Invented {
  cell: string;
  key: number;
}

const pick = <T>(from: T[], random: Random): T => from[random(from.length)];

function shuffled<T>(given: T[], random: Random): T[] {
  const list = [...given];
  for (let i = list.length - 1; i > 0; i--) {
    const j = random(i + 1);
    [list[i], list[j]] = [list[j], list[i]];
  }
  return list;
}

/** Invents `n` records of one cell, with keys by which it is published as `value`. */
function invent(cell: string, n: number, value: number, random: Random): Invented[] {
  if (n === 0) return [];
  const target = pick(keysFor(n, value), random);
  const keys = Array.from({ length: n - 1 }, () => random(256));
  const rest = keys.reduce((sum, key) => sum + key, 0);
  return [...keys, (((target - rest) % 256) + 256) % 256].map((key) => ({ cell, key }));
}

/** Whether some n of these records make a cell by flag that is published as `value`. */
function canCarry(records: Invented[], n: number, value: number, random: Random): boolean {
  if (n > records.length) return false;
  if (n === 0) return value === 0;
  for (let attempt = 0; attempt < 60; attempt++) {
    const chosen = shuffled(records, random).slice(0, n);
    const key = chosen.reduce((sum, record) => sum + record.key, 0) % 256;
    if (publish(n, key) === value) return true;
  }
  return false;
}

/** True counts behind the value of a cell that is shown, or of one that is not. */
function countsOf(sight: Sight, cell: string): number[] {
  if (cell in sight.cells) return possible(sight.cells[cell]).filter((n) => n > 0);
  return possible(sight.flags[cell] ?? 0);
}

/**
 * Looks for a world, down to the key of each record, that would have shown the viewer exactly what it saw, and in
 * which one cell has a given true count. What it finds is a proof; that it finds nothing may be bad luck, the less
 * likely the more attempts.
 */
function worldExists(sight: Sight, target: string, count: number, random: Random, attempts = 60): boolean {
  const countOf = (cell: string) => (cell === target ? count : pick(countsOf(sight, cell), random));
  for (let attempt = 0; attempt < attempts; attempt++) {
    const records = Object.entries(sight.cells).flatMap(([cell, value]) =>
      invent(cell, countOf(cell), value, random),
    );
    // Some worlds need records that are published as nothing; a few will do.
    const some = random(Math.min(4, sight.hidden.length + 1));
    for (const cell of shuffled(sight.hidden, random).slice(0, some))
      if (cell !== target) records.push(...invent(cell, countOf(cell), 0, random));
    if (sight.hidden.includes(target)) records.push(...invent(target, count, 0, random));
    const fits = Object.entries(sight.flags).every(([flag, value]) =>
      canCarry(
        records.filter(({ cell }) => sight.mayCarry(cell, flag)),
        countOf(flag),
        value,
        random,
      ),
    );
    if (fits) return true;
  }
  return false;
}

/** The true counts of a cell that fit all that was seen. */
export function consistentCounts(sight: Sight, target: string, random: Random): number[] {
  return countsOf(sight, target).filter((count) => worldExists(sight, target, count, random));
}
