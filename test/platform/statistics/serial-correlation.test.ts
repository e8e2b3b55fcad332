import { serialCorrelation } from '../../../src/platform/statistics';
import { seededRandom } from '../../../src/platform/statistics/random';

const series = (counts: (number | null)[]) => ({ counts, days: counts.map(() => 30), first: 0 });

/** Months of 200 incidents on average whose deviations resemble the one before by ρ. */
function simulated(months: number, rho: number, seed: number): number[] {
  const random = seededRandom(seed);
  const normal = () =>
    Math.sqrt(-2 * Math.log(1 - random.uniform())) * Math.cos(2 * Math.PI * random.uniform());
  let deviation = normal();
  return Array.from({ length: months }, () => {
    const count = Math.max(0, Math.round(200 + 20 * deviation));
    deviation = rho * deviation + Math.sqrt(1 - rho * rho) * normal();
    return count;
  });
}

const shareAbove = (rho: number, months: number) => {
  const found = Array.from({ length: 200 }, (_, seed) =>
    serialCorrelation(series(simulated(months, rho, seed + 1))),
  );
  return found.filter((each) => each! > 0.3).length / found.length;
};

describe('serialCorrelation', () => {
  test('is positive where deviations last, negative where they alternate', () => {
    // The fit takes the mean of each calendar month over three years: residuals of ±1 in the first two, 0 in the third.
    const counts = Array.from({ length: 36 }, (_, i) => 100 + (i >= 24 ? 0 : i < 12 ? 10 : -10));
    const alike = serialCorrelation(series(counts))!;
    // Runs of equal sign: nearly 1, less by the trend that the fit finds in them.
    expect(alike).toBeGreaterThan(0.6);
    const alternating = counts.map((_, i) => 100 + (i >= 24 ? 0 : i < 12 === (i % 2 === 0) ? 10 : -10));
    expect(serialCorrelation(series(alternating))!).toBeLessThan(-0.6);
  });

  test('of independent months is seldom above .3, of dependent ones mostly', () => {
    expect(shareAbove(0, 36)).toBeLessThan(0.08);
    expect(shareAbove(0, 24)).toBeLessThan(0.12);
    expect(shareAbove(0.5, 36)).toBeGreaterThan(0.6);
    expect(shareAbove(0.7, 36)).toBeGreaterThan(0.8);
  });

  test('of a season and a trend alone is none', () => {
    const counts = Array.from({ length: 36 }, (_, i) =>
      Math.round(10_000 * Math.exp(0.02 * i + 0.4 * Math.sin((2 * Math.PI * i) / 12))),
    );
    expect(Math.abs(serialCorrelation(series(counts))!)).toBeLessThan(0.3);
  });

  test('leaves out months that were not delivered, and the pairs that they belong to', () => {
    const counts: (number | null)[] = simulated(36, 0.7, 3);
    const whole = serialCorrelation(series(counts))!;
    counts[17] = null;
    const without = serialCorrelation(series(counts))!;
    expect(without).not.toBe(whole);
    expect(Math.abs(without - whole)).toBeLessThan(0.25);
  });

  test.each([
    ['fewer than 24 months', simulated(23, 0.5, 1)],
    ['no incidents', new Array<number>(36).fill(0)],
    ['a fit without residuals', new Array<number>(36).fill(100)],
  ])('is unknown for %s', (_, counts) => {
    expect(serialCorrelation(series(counts))).toBeNull();
  });

  test('refuses days that do not fit', () => {
    expect(() => serialCorrelation({ counts: [1, 2], days: [30], first: 0 })).toThrow(RangeError);
  });
});
