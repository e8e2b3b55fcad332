import { EMERGING_CATEGORIES, emergingCategory } from '../../../src/platform/statistics/emerging.js';

/** A history written as h (hot), c (cold) and . (neither), oldest first. */
function states(history: string): Int8Array {
  return Int8Array.from(history, (state) => ({ h: 1, c: -1 })[state] ?? 0);
}

const flat = (periods: number) => Float64Array.from({ length: periods }, (_, t) => 3 + (t % 2));
const slope = (periods: number, step: number) =>
  Float64Array.from({ length: periods }, (_, t) => 20 + step * t);

const examples: [string, string, number][] = [
  ['HISTORICAL', 'hhhhhhhhh.', 0],
  ['HISTORICAL', '.hhhhhhhhhc', 0], // nine of ten
  ['INTENSIFYING', 'hhhhhhhhhh', 1],
  ['PERSISTENT', 'hhhhhhhhhh', 0],
  ['PERSISTENT', 'h.hhhhhhhh', 0], // nine of ten, the last included
  ['DIMINISHING', '.hhhhhhhhh', -1],
  ['NEW', '.........h', 0],
  ['NEW', '..cc.....h', 0],
  ['CONSECUTIVE', '.......hhh', 0],
  ['CONSECUTIVE', 'c..hhhhhhh', 0],
  ['CONSECUTIVE', '..hhhhhhhh', 0], // eight of ten
  ['OSCILLATING', '.h.c..hh.h', 0],
  ['OSCILLATING', 'h.......ch', 0],
  ['SPORADIC', '.h....hh.h', 0],
  ['SPORADIC', 'h........h', 0],
  ['NONE', '..........', 0],
  ['NONE', 'hhhhhhhh..', 0], // eight of nine
  ['NONE', '....hhhhhc', 0],
];

describe('emergingCategory', () => {
  test.each(examples)('%s: %s', (category, history, step) => {
    const z = step === 0 ? flat(history.length) : slope(history.length, step);
    expect(emergingCategory(z, states(history))).toBe(category);
  });

  test('every category has an example', () => {
    expect([...new Set(examples.map(([category]) => category))]).toEqual([...EMERGING_CATEGORIES]);
  });

  test('refuses too short a history', () => {
    expect(() => emergingCategory(flat(9), states('hhhhhhhhh'))).toThrow(RangeError);
    expect(() => emergingCategory(flat(10), states('hhhhhhhhh'))).toThrow(RangeError);
  });
});
