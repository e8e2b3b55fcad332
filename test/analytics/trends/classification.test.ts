import fc from 'fast-check';
import { ChangeBasis, changeBetween, classify } from '../../../src/analytics/trends';

const of = (previousCount: number, currentCount: number, percent: number | null, pValue: number | null) =>
  classify({ previousCount, currentCount, percent, pValue });

describe('the words of the assessment', () => {
  test.each([
    [100, 150, 50, 0.049, 'DETERIORATING'],
    [100, 150, 50, 0.05, 'POSSIBLY_DETERIORATING'],
    [100, 150, 50, 0.199, 'POSSIBLY_DETERIORATING'],
    [100, 150, 50, 0.2, 'STABLE'],
    [10_000, 10_499, 4.99, 0.0001, 'STABLE'],
    [10_000, 10_500, 5, 0.0001, 'DETERIORATING'],
    [10_000, 9_500, -5, 0.0001, 'IMPROVING'],
    [10_000, 9_501, -4.99, 0.0001, 'STABLE'],
    [100, 60, -40, 0.1, 'POSSIBLY_IMPROVING'],
    [9, 9, 0, 1, 'INSUFFICIENT_DATA'],
    [9, 0, -100, 0.001, 'INSUFFICIENT_DATA'],
    [0, 0, null, null, 'INSUFFICIENT_DATA'],
    [9, 10, 11, 0.9, 'STABLE'],
    [0, 10, null, 0.001, 'DETERIORATING'],
  ] as const)('%d before, %d now, %d per cent, p %d: %s', (before, now, percent, p, words) => {
    expect(of(before, now, percent, p)).toBe(words);
  });

  const MIRROR: Record<string, string> = {
    DETERIORATING: 'IMPROVING',
    POSSIBLY_DETERIORATING: 'POSSIBLY_IMPROVING',
    IMPROVING: 'DETERIORATING',
    POSSIBLY_IMPROVING: 'POSSIBLY_DETERIORATING',
  };

  test('of two windows of one length are mirrored when they change places, but for the 5 per cent', () => {
    const year = (n: number) => ({ from: `${n}-01-01`, to: `${n}-12-31`, counted: [], days: 365 });
    const even = {
      current: year(2023),
      previous: year(2022),
      without: null,
      basis: ChangeBasis.COUNTS,
      clipped: false,
      leftOut: [],
    };
    const count = fc.integer({ min: 0, max: 400 });
    fc.assert(
      fc.property(count, count, (a, b) => {
        fc.pre(Math.abs(a / b - 1) > 0.06 || a === b);
        const there = classify(changeBetween(a, b, even));
        const back = classify(changeBetween(b, a, even));
        expect(back).toBe(MIRROR[there] ?? there);
      }),
    );
  });
});
