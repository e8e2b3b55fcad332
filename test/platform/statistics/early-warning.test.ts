import { draws } from '../../../calibration/draws.js';
import { simulateMonths } from '../../../calibration/months.js';
import {
  earlyWarning,
  pooledBaselines,
  watchedPeriods,
} from '../../../src/platform/statistics/early-warning.js';
import { negativeBinomialQuantile } from '../../../src/platform/statistics/negative-binomial.js';
import reference from './reference/farrington.json';

describe('earlyWarning', () => {
  test('has the expected counts and dispersion of surveillance::farringtonFlexible', () => {
    const days = reference.counts.map(() => 7);
    reference.expected.forEach((expected, i) => {
      if (reference.trend[i] === 0) return; // R drops a trend that leads beyond what was seen
      const end = reference.from + i;
      const found = earlyWarning(
        { counts: reference.counts.slice(0, end), days: days.slice(0, end) },
        'WEEK',
      )!;
      expect(found.expected / expected).toBeCloseTo(1, 6);
      // R stops where the deviance changes by 1e-8 of itself.
      expect(found.dispersion.value / reference.phi[i]).toBeCloseTo(1, 4);
      // R's threshold takes mean and dispersion as known.
      const plugIn = negativeBinomialQuantile(1 - reference.alpha, found.expected, found.dispersion.value);
      expect(plugIn).toBe(reference.thresholds[i]);
    });
  });

  const days = Array.from({ length: 36 }, () => 30);

  test('p and threshold say the same: p is alpha or less exactly above the threshold', () => {
    const { count } = draws(1);
    for (let run = 0; run < 60; run++) {
      const counts = days.map(() => count(12, 2));
      const { threshold } = earlyWarning({ counts, days }, 'MONTH')!;
      for (const step of [-1, 0, 1, 2]) {
        const last = Math.max(0, threshold + step);
        const found = earlyWarning({ counts: [...counts.slice(0, -1), last], days }, 'MONTH')!;
        expect(found.threshold).toBe(threshold);
        expect(found.p <= 0.025).toBe(last > threshold);
        expect(found.score > 1).toBe(last > threshold);
      }
    }
  });

  test('a month weighted down lowers the dispersion only where it is an outbreak beyond doubt', () => {
    const steady = [22, 18, 25, 15, 20, 24, 16, 21, 19, 23, 17, 20];
    const withBurst = (burst: number) => {
      const counts = [...steady, ...steady.toReversed(), ...steady];
      counts[14] = burst;
      const { dispersion, spread } = earlyWarning({ counts, days }, 'MONTH')!;
      return [dispersion.value, Math.max(1, spread.pearson / spread.degrees)];
    };
    const [doubtful, unweighted] = withBurst(33);
    expect(doubtful).toBe(unweighted);
    const [certain, inflated] = withBurst(80);
    expect(certain).toBeLessThan(inflated / 2);
  });

  test('counts too low have their own limit and p, which say the same', () => {
    const { count } = draws(6);
    for (let run = 0; run < 40; run++) {
      const counts = days.map(() => count(40, 2));
      const { lower } = earlyWarning({ counts, days }, 'MONTH')!;
      for (const step of [-2, -1, 0, 1]) {
        const last = Math.max(0, lower + step);
        const found = earlyWarning({ counts: [...counts.slice(0, -1), last], days }, 'MONTH')!;
        expect(found.lower).toBe(lower);
        expect(found.pBelow <= 0.025).toBe(last < lower);
      }
    }
  });

  test('judges several periods together: their sum against the sum of what is expected of each', () => {
    const summer = Array.from({ length: 39 }, (_, i) => ([5, 6, 7].includes(i % 12) ? 60 : 30));
    const of = (length: number, extra = 0) => ({
      counts: summer.slice(0, length).map((n, i) => n + (i >= length - 3 ? extra : 0)),
      days: Array.from({ length }, () => 30),
    });
    // June to August, then September to November.
    expect(earlyWarning(of(32), 'MONTH', { window: 3 })!.expected).toBeCloseTo(180, 0);
    expect(earlyWarning(of(35), 'MONTH', { window: 3 })!.expected).toBeCloseTo(90, 0);
    const raised = earlyWarning(of(35, 20), 'MONTH', { window: 3 })!;
    expect(raised.expected).toBeCloseTo(90, 0);
    expect(raised.p).toBeLessThan(1e-3);
    // Ten more in each of three months are plainer than in the last of them alone.
    const together = earlyWarning(of(35, 10), 'MONTH', { window: 3 })!;
    expect(together.p).toBeLessThan(0.7 * earlyWarning(of(35, 10), 'MONTH')!.p);
  });

  test('limits of several periods hold as many of them as they say', () => {
    const random = draws(8);
    const runs = 500;
    let outside = 0;
    for (let run = 0; run < runs; run++) {
      const series = simulateMonths(random, { months: 36, mean: 30, phi: 2, trend: 0.2 });
      const { lower, threshold } = earlyWarning(series, 'MONTH', { window: 3 })!;
      const actual = series.counts.slice(-3).reduce((sum, n) => sum + n, 0);
      if (actual < lower || actual > threshold) outside++;
    }
    expect(outside / runs).toBeLessThan(0.075);
    expect(outside / runs).toBeGreaterThan(0.015);
  });

  test('needs as many periods as it says, and no more', () => {
    for (const window of [1, 3, 6]) {
      const { least, most } = watchedPeriods('MONTH', window);
      const of = (length: number) =>
        earlyWarning(
          {
            counts: Array.from({ length }, (_, i) => 20 + (i % 5)),
            days: Array.from({ length }, () => 30),
          },
          'MONTH',
          { window },
        );
      expect(of(least)!.baseline.from).toBe(0);
      expect(of(least - 1)).toBeNull();
      expect(of(most)!.baseline.from).toBe(0);
      expect(of(most + 5)!.baseline.from).toBe(5);
      expect(of(most)!.baseline.until).toBe(most - 1 - Math.max(3, window - 1));
    }
    expect(watchedPeriods('WEEK', 12).least).toBe(3 * 52 + 3 + 5 + 1);
  });

  test('a burst that began lately is still found, and an old one does not raise the threshold', () => {
    const { count } = draws(2);
    const calm = days.map(() => count(20, 1));
    const now = [...calm.slice(0, 33), 55, 60, 60];
    expect(earlyWarning({ counts: now, days }, 'MONTH')!.p).toBeLessThan(1e-4);
    const old = [...calm];
    old[12] = 90;
    const before = earlyWarning({ counts: calm, days }, 'MONTH')!;
    const after = earlyWarning({ counts: old, days }, 'MONTH')!;
    expect(after.expected).toBeLessThan(1.3 * before.expected);
  });

  test('expects more of a month at its season, and of one with more days', () => {
    const summer = Array.from({ length: 36 }, (_, i) => ([5, 6, 7].includes(i % 12) ? 60 : 30));
    const july = earlyWarning({ counts: summer.slice(0, 31), days: days.slice(0, 31) }, 'MONTH')!;
    expect(july.expected).toBeCloseTo(60, 0);
    const longer = [...days.slice(0, 30), 31];
    const more = earlyWarning({ counts: summer.slice(0, 31), days: longer }, 'MONTH')!;
    expect(more.expected / july.expected).toBeCloseTo(31 / 30, 8);
  });

  test('Shefford in February 2024: 22 vehicle crimes where 4 are expected', () => {
    const counts = [...Array.from({ length: 35 }, (_, i) => 3 + ((i * 5) % 4)), 22];
    const alone = earlyWarning({ counts, days }, 'MONTH')!;
    expect(alone.score).toBeGreaterThan(1);
    expect(alone.p).toBeLessThan(1e-4);
    const shape = days.map(() => 150);
    expect(earlyWarning({ counts, days }, 'MONTH', { shape })!.p).toBeLessThan(1e-7);
  });

  test('a part goes by the season and trend of its whole, and finds smaller bursts', () => {
    const random = draws(4);
    const season = (month: number) => 1 + 0.3 * Math.sin((month * Math.PI) / 6);
    let [alone, shaped, falsely] = [0, 0, 0];
    const runs = 150;
    for (let run = 0; run < runs; run++) {
      const whole = simulateMonths(random, { months: 36, mean: 400, phi: 1, trend: 0.2, season });
      const part = simulateMonths(random, { months: 36, mean: 12, phi: 1, trend: 0.2, season });
      const shape = earlyWarning(whole, 'MONTH')!.fitted;
      if (earlyWarning(part, 'MONTH', { shape })!.p <= 0.025) falsely++;
      part.counts[35] += random.poisson(12);
      if (earlyWarning(part, 'MONTH')!.p <= 0.025) alone++;
      if (earlyWarning(part, 'MONTH', { shape })!.p <= 0.025) shaped++;
    }
    expect(shaped / runs).toBeGreaterThan(0.65);
    expect(shaped).toBeGreaterThan(alone);
    expect(falsely / runs).toBeLessThan(0.07);
    expect(() => earlyWarning({ counts: days.map(() => 9), days }, 'MONTH', { shape: [1] })).toThrow(
      RangeError,
    );
  });

  test('a steady rise is no alarm', () => {
    const random = draws(5);
    let alarms = 0;
    for (let run = 0; run < 200; run++)
      if (
        earlyWarning(simulateMonths(random, { months: 36, mean: 100, phi: 1, trend: 0.3 }), 'MONTH')!.p <=
        0.025
      )
        alarms++;
    expect(alarms).toBeLessThan(14);
  });

  test('false alarms are about as seldom as they should be on two and on three years', () => {
    const random = draws(3);
    for (const months of [26, 36]) {
      let alarms = 0;
      const runs = 600;
      for (let run = 0; run < runs; run++)
        if (earlyWarning(simulateMonths(random, { months, mean: 30, phi: 2 }), 'MONTH')!.p <= 0.025) alarms++;
      expect(alarms / runs).toBeLessThan(0.045);
      expect(alarms / runs).toBeGreaterThan(0.006);
    }
  });

  test('holes are left out, and too short or too thin a history says nothing', () => {
    const counts: (number | null)[] = days.map((_, i) => 20 + (i % 5));
    counts[15] = null;
    expect(earlyWarning({ counts, days }, 'MONTH')!.periods).toBe(36 - 1 - 3 - 10 - 1);
    expect(earlyWarning({ counts: counts.slice(-19), days: days.slice(-19) }, 'MONTH')).toBeNull();
    expect(earlyWarning({ counts: days.map((_, i) => (i === 20 ? 4 : 0)), days }, 'MONTH')).toBeNull();
    expect(() => earlyWarning({ counts: [1, null], days: [30, 30] }, 'MONTH')).toThrow(RangeError);
    expect(() => earlyWarning({ counts: [1], days: [] }, 'MONTH')).toThrow(RangeError);
    expect(() => earlyWarning({ counts: [1], days: [30] }, 'MONTH', { alpha: 0.7 })).toThrow(RangeError);
    expect(() => earlyWarning({ counts: [1], days: [30] }, 'MONTH', { window: 2 })).toThrow(RangeError);
    expect(() => earlyWarning({ counts: [null, 1], days: [30, 30] }, 'MONTH', { window: 2 })).toThrow(
      RangeError,
    );
  });
});

describe('pooledBaselines', () => {
  test('is close to the true dispersion of thin series, and claims fewer degrees than they have', () => {
    const random = draws(8);
    let sum = 0;
    const runs = 12;
    for (let run = 0; run < runs; run++) {
      const wards = Array.from({ length: 31 }, () => simulateMonths(random, { months: 36, mean: 2, phi: 4 }));
      const shape = new Float64Array(36).fill(1);
      const found = wards.flatMap((ward) => earlyWarning(ward, 'MONTH', { shape }) ?? []);
      const pooled = pooledBaselines(found.map(({ spread }) => spread));
      sum += pooled.value;
      expect(pooled.degrees).toBeLessThan(
        found.reduce((total, { spread }) => total + spread.degrees, 0) / 1.5,
      );
      expect(pooled.degrees).toBeGreaterThan(50);
    }
    expect(sum / runs).toBeGreaterThan(3.5);
    expect(sum / runs).toBeLessThan(4.3);
  });

  test('is that of Poisson counts at least, and has all degrees where the series agree', () => {
    const spread = (pearson: number) => ({ pearson, degrees: 20 });
    expect(pooledBaselines([spread(12), spread(25)])).toEqual({ value: 1, degrees: Infinity });
    expect(pooledBaselines([])).toEqual({ value: 1, degrees: Infinity });
    expect(pooledBaselines([spread(60), spread(60)])).toEqual({ value: 3, degrees: 40 });
    expect(pooledBaselines([spread(60)])).toEqual({ value: 3, degrees: 20 });
    // φ = 3, and the mean of the two varies by 1 either way: 2 · 9 / 2.
    expect(pooledBaselines([spread(40), spread(80)])).toEqual({ value: 3, degrees: 18 });
  });
});
