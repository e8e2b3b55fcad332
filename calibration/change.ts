import 'reflect-metadata';
import { countAgainst } from '../src/analytics/evaluation/count-against';
import { ChangeBasis, changeBetween, classify } from '../src/analytics/trends';
import { dispersion, POISSON, twoWindowTest, weightedDisplacement } from '../src/platform/statistics';
import { type Draws, draws } from './draws';
import { type Finding, type Simulation, tally } from './finding';
import { type MonthsOptions, SETTINGS, settingWords, simulateMonths } from './months';

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);

/** Whether the last year of a series is called deteriorating or improving against the year before. */
function isLabelled(random: Draws, options: MonthsOptions): boolean {
  const series = simulateMonths(random, options);
  const window = (from: number, to?: number) => ({
    ...{ from: '', to: '', counted: [] },
    days: sum(series.days.slice(from, to)),
  });
  const windows = {
    ...{ current: window(-12), previous: window(-24, -12), basis: ChangeBasis.DAILY_RATE },
    ...{ without: null, clipped: false, leftOut: [] },
  };
  const [now, before] = [series.counts.slice(-12), series.counts.slice(-24, -12)];
  const label = classify(changeBetween(sum(now), sum(before), windows, dispersion(series)));
  return label === 'DETERIORATING' || label === 'IMPROVING';
}

/** Whether the days of an event in which nothing happened have a signal against eight other stretches. */
function isSignalled(random: Draws, mean: number, phi: number): boolean {
  const around = Array.from({ length: 8 }, () => random.count(mean, phi));
  return countAgainst(random.count(mean, phi), around).signal !== 'AS_EXPECTED';
}

/** Labels of change and of displacement where nothing happens, and an increase that must be found. */
export function calibrateChange({ repeats, seed }: Simulation): Finding[] {
  const random = draws(seed);
  const times = <Result>(run: () => Result) => Array.from({ length: 2 * repeats }, run);
  return [
    ...SETTINGS.map((setting) =>
      tally(
        `DETERIORATING or IMPROVING, ${settingWords(setting)}`,
        times(() => isLabelled(random, setting)),
        0,
        setting.months === 24 ? 0.08 : 0.06,
      ),
    ),
    ...[1, 2, 4].map((phi) =>
      tally(
        `displacement beyond chance, φ = ${phi} of 36 months`,
        times(() => isDisplaced(random, phi)),
        0,
        0.06,
      ),
    ),
    ...[1, 2, 4].flatMap((phi) =>
      [5, 50].map((mean) =>
        tally(
          `signal of an event without effect, mean ${mean}, φ = ${phi}`,
          times(() => isSignalled(random, mean, phi)),
          0,
          0.06,
        ),
      ),
    ),
    tally(
      'increase found: 35 where 11.6 are expected, φ = 1',
      [twoWindowTest({ count: 35, exposure: 1 }, { count: 46, exposure: 3.98 })! < 0.05],
      1,
      1,
    ),
    tally(
      'increase found: 22 where 4 are expected (Shefford, February 2024)',
      [twoWindowTest({ count: 22, exposure: 1 }, { count: 16, exposure: 4 })! < 0.05],
      1,
      1,
    ),
  ];
}

/** Whether an action that does nothing has a weighted displacement difference whose interval leaves zero out. */
function isDisplaced(random: Draws, phi: number): boolean {
  const known = dispersion(simulateMonths(random, { months: 36, mean: 30, phi })) ?? POISSON;
  const zone = () => ({ before: random.count(90, phi), after: random.count(90, phi) });
  const { lower, upper } = weightedDisplacement(
    { zone: zone(), control: zone() },
    { zone: zone(), control: zone() },
    known,
  );
  return lower > 0 || upper < 0;
}
