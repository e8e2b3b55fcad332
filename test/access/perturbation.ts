/**
 * Perturbation of the disclosure control by true count: greatest cell key of each difference. A second copy of the
 * table, against which the database's own function is tested.
 */
const TABLE: Record<number, [upTo: number, difference: number][]> = {
  0: [[255, 0]],
  1: [
    [170, -1],
    [255, 2],
  ],
  2: [
    [84, -2],
    [255, 1],
  ],
  3: [
    [25, -3],
    [191, 0],
    [241, 1],
    [255, 2],
  ],
  4: [
    [89, -1],
    [180, 0],
    [240, 1],
    [255, 2],
  ],
  5: [
    [31, -2],
    [95, -1],
    [159, 0],
    [223, 1],
    [255, 2],
  ],
};

export const KEYS = Array.from({ length: 256 }, (_, key) => key);

/** The published value of a cell. */
export function publish(n: number, key: number): number {
  return n + TABLE[Math.min(n, 5)].find(([upTo]) => key <= upTo)![1];
}

/** The cell keys with which a count is published as a value. */
function keysFor(n: number, value: number): number[] {
  if (Math.abs(n - value) > 3) return [];
  return KEYS.filter((key) => publish(n, key) === value);
}

/** The true counts that may lie behind a published value, for one who doesn't know the key. */
export function possible(value: number): number[] {
  const around = Array.from({ length: 7 }, (_, i) => value - 3 + i);
  return around.filter((n) => n >= 0 && keysFor(n, value).length > 0);
}

/** Value of a cell in a later release: renewed only where it would differ by 4 or more from the published one. */
export function renew(published: number, wouldBe: number): number {
  return Math.abs(wouldBe - published) >= 4 ? wouldBe : published;
}
