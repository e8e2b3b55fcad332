import { draws } from '../../../calibration/draws.js';
import { simulateMonths } from '../../../calibration/months.js';
import { bestEts, type EtsForm, fitEts } from '../../../src/platform/statistics/ets.js';
import { forecast } from '../../../src/platform/statistics/forecast.js';
import { nelderMead } from '../../../src/platform/statistics/nelder-mead.js';
import reference from './reference/ets.json';

const FORMS: [keyof typeof reference.logLikelihood, EtsForm][] = [
  ['ANN', { trend: 'NONE', seasonal: false }],
  ['AAN', { trend: 'LINEAR', seasonal: false }],
  ['ANA', { trend: 'NONE', seasonal: true }],
  ['AAA', { trend: 'LINEAR', seasonal: true }],
];

describe('exponential smoothing of accidental deaths in the USA', () => {
  test.each(FORMS)('%s fits as well as forecast::ets or better, whose search may end early', (name, form) => {
    const { logLikelihood } = fitEts(reference.values, 12, form)!;
    expect(logLikelihood).toBeGreaterThan(reference.logLikelihood[name] - 0.01);
    expect(logLikelihood).toBeLessThan(reference.logLikelihood[name] + 4);
  });

  test('chooses the form that forecast::ets chooses, and forecasts within 1.5 % of it', () => {
    const best = bestEts(reference.values, 12)!;
    expect(best.form).toEqual({ trend: 'NONE', seasonal: true });
    expect(best.alpha).toBeCloseTo(reference.alpha, 1);
    expect(best.aicc).toBeLessThan(reference.aicc);
    best.forecast(12).forEach(({ mean, variance }, h) => {
      expect(Math.abs(mean / reference.mean[h] - 1)).toBeLessThan(0.015);
      expect(Math.abs((mean - 1.959964 * Math.sqrt(variance)) / reference.lower95[h] - 1)).toBeLessThan(
        0.015,
      );
    });
  });

  test('a line goes on, and its variance grows', () => {
    const line = Array.from({ length: 40 }, (_, t) => 10 + 3 * t + (t % 2));
    const steps = fitEts(line, 12, { trend: 'LINEAR', seasonal: false })!.forecast(5);
    expect(steps[4].mean).toBeCloseTo(10 + 3 * 44 + 0.5, 0);
    expect(steps[4].variance).toBeGreaterThanOrEqual(steps[0].variance);
  });

  test('a series too short for a form has none', () => {
    expect(fitEts(reference.values.slice(0, 16), 12, FORMS[2][1])).toBeNull();
    expect(bestEts([1, 2, 3], 12)).toBeNull();
    expect(() => bestEts([1, Number.NaN], 12)).toThrow(RangeError);
  });
});

describe('nelderMead', () => {
  test("finds the bottom of Rosenbrock's valley and of a bowl", () => {
    const valley = ([x, y]: readonly number[]) => (1 - x) ** 2 + 100 * (y - x * x) ** 2;
    const [x, y] = nelderMead(valley, [-1.2, 1], { tolerance: 1e-14 });
    expect(x).toBeCloseTo(1, 4);
    expect(y).toBeCloseTo(1, 4);
    expect(nelderMead(([at]) => (at - 3) ** 2, [0], { tolerance: 1e-14 })[0]).toBeCloseTo(3, 4);
  });
});

describe('forecast', () => {
  test('of five years with a season mostly smooths, with a lesser error than last year alone', () => {
    const season = (month: number) => 1 + 0.4 * Math.sin((month * Math.PI) / 6);
    const found = [1, 2, 3, 4, 5].map(
      (seed) => forecast(simulateMonths(draws(seed), { months: 60, mean: 150, phi: 1, season }).counts, 12)!,
    );
    expect(found.filter(({ method }) => method === 'ETS').length).toBeGreaterThanOrEqual(3);
    // Forecasts of one backtest overlap, so that of one series alone says little.
    expect(found.reduce((sum, { skill }) => sum + skill.coverage95, 0) / found.length).toBeGreaterThan(0.8);
    for (const { method, skill, steps } of found) {
      const other = method === 'ETS' ? 'SEASONAL_NAIVE' : 'ETS';
      expect(skill.mase[method]).toBeLessThanOrEqual(skill.mase[other]);
      expect(skill.forecasts).toBe(78);
      steps.forEach(({ mean, lower95, lower80, upper80, upper95 }, h) => {
        expect(Math.abs(mean / (150 * season(h)) - 1)).toBeLessThan(0.35);
        const ascending = [lower95, lower80, mean, upper80, upper95];
        expect(ascending).toEqual([...ascending].sort((x, y) => x - y));
      });
    }
  });

  test('where last year tells more, it is what is shown', () => {
    const { uniform } = draws(2);
    const year = Array.from({ length: 12 }, () => Math.round(200 * uniform()));
    const counts = Array.from({ length: 32 }, (_, t) => year[t % 12] + (t === 5 ? 1 : 0));
    const found = forecast(counts, 14)!;
    expect(found.method).toBe('SEASONAL_NAIVE');
    expect(found.form).toBeNull();
    expect(found.steps[0].mean).toBe(counts[20]);
    expect(found.steps[13].upper95 - found.steps[13].mean).toBeGreaterThan(
      found.steps[1].upper95 - found.steps[1].mean,
    );
  });

  test('needs two and a half years that are not all the same', () => {
    expect(forecast(Array(29).fill(4), 3)).toBeNull();
    expect(forecast(Array(60).fill(4), 3)).toBeNull();
    expect(() => forecast([-1], 3)).toThrow(RangeError);
    expect(() => forecast(Array(40).fill(1), 0)).toThrow(RangeError);
  });
});
