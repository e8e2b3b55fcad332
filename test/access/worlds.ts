import { possible } from './perturbation';

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

/** Most records that one cell can have and be published as nothing. */
const MOST_HIDDEN = Math.max(...possible(0));

/** True counts behind the value of a cell that is shown, or of one that is not. */
function countsOf(sight: Sight, cell: string): number[] {
  if (cell in sight.cells) return possible(sight.cells[cell]).filter((n) => n > 0);
  return possible(sight.flags[cell] ?? 0);
}

/**
 * Whether some world would have shown the viewer exactly what it saw, and has a given count in one cell. The noise of a
 * cell and a count has nothing to do with that of another, so only the counts must fit each other: a cell by flag has no
 * more records than the cells that may carry the flag have together.
 */
function worldExists(sight: Sight, target: string, count: number): boolean {
  const most = (cell: string) => (cell === target ? count : Math.max(...countsOf(sight, cell)));
  const hidden = (cell: string) => (cell === target ? count : MOST_HIDDEN);
  return Object.keys(sight.flags).every((flag) => {
    const least = flag === target ? count : Math.min(...countsOf(sight, flag));
    const sum = (cells: string[], of: (cell: string) => number) =>
      cells.filter((cell) => sight.mayCarry(cell, flag)).reduce((total, cell) => total + of(cell), 0);
    return least <= sum(Object.keys(sight.cells), most) + sum(sight.hidden, hidden);
  });
}

/** The true counts of a cell that fit all that was seen. */
export function consistentCounts(sight: Sight, target: string): number[] {
  return countsOf(sight, target).filter((count) => worldExists(sight, target, count));
}
