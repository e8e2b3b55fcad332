import { judgeLevels, withAdjustedPs } from '../src/analytics/assessment/tactical-judging';
import { earlyWarning } from '../src/platform/statistics';
import { type Draws, draws } from './draws';
import { type Finding, type Simulation, tally } from './finding';
import { type MonthsOptions, simulateMonths } from './months';

/** Weeks of four years and a quarter. */
const WEEKS = 221;

/** Wards and main themes of a tactical assessment. */
const WARDS = 31;
const THEMES = 8;

/** Early warnings where nothing happens, for any trend, and bursts that must be found. */
export function calibrateWarnings({ repeats, seed }: Simulation): Finding[] {
  const random = draws(seed);
  const times = (run: (index: number) => boolean) => Array.from({ length: repeats }, (_, i) => run(i));
  const months = [20, 24, 36].flatMap((length) =>
    [1, 2, 4].map((phi) => ({ months: length, phi, mean: 50 })),
  );
  return [
    ...months.flatMap((setting) =>
      [-0.3, 0, 0.3].map((trend) =>
        tally(
          `alarm at p ≤ .025, ${setting.months} months, φ = ${setting.phi}, trend ${100 * trend}% a year`,
          times((i) => isAlarm(simulateMonths(random, { ...setting, trend, first: i % 12 }), 0.025)),
          0,
          0.05,
        ),
      ),
    ),
    ...[1, 2, 4].map((phi) =>
      tally(
        `alarm at p ≤ .025, ${WEEKS} weeks of 12, φ = ${phi}`,
        times(() => isWeeklyAlarm(random, phi)),
        0,
        0.05,
      ),
    ),
    ...[1, 2].map((phi) =>
      tally(
        `alarm of a ward at p ≤ .025 by the shape of all, φ = ${phi}`,
        times(() => isFound(random, phi, 1, 0.025)),
        0,
        0.05,
      ),
    ),
    ...[20, 36]
      .flatMap((length) => [1, 2, 4].map((phi) => ({ months: length, phi })))
      .flatMap((setting) => {
        const quarters = Array.from({ length: Math.ceil(repeats / 2) }, (_, i) =>
          quarterOf(random, { ...setting, first: i % 12 }),
        );
        const words = `φ = ${setting.phi}, ${setting.months} months`;
        return [
          tally(
            `quarter with a signal of a partnership, ${THEMES} themes, ${words}`,
            quarters.map(({ partnership }) => partnership),
            0,
            0.06,
          ),
          tally(
            `theme with a signal of a ward, ${WARDS} wards, ${words}`,
            quarters.flatMap(({ wards }) => wards),
            0,
            0.06,
          ),
        ];
      }),
    tally(
      'burst of 2 × 12 in a ward, φ = 1, p ≤ .05',
      times(() => isFound(random, 1, 2, 0.05)),
      0.8,
      1,
    ),
    tally(
      'burst of 3 × 12 in a ward, φ = 1, p ≤ .025',
      times(() => isFound(random, 1, 3, 0.025)),
      0.98,
      1,
    ),
  ];
}

/**
 * A quarter in which nothing happens, judged by the years before: whether a theme has a signal in the partnership,
 * and which themes have one in any ward.
 */
function quarterOf(
  random: Draws,
  setting: Omit<MonthsOptions, 'mean'>,
): { partnership: boolean; wards: boolean[] } {
  const isSignal = ({ adjustedPValue }: { adjustedPValue: number }) => adjustedPValue < 0.05;
  const themes = Array.from({ length: THEMES }, (_, theme) => {
    const wards = Array.from({ length: WARDS }, (_, ward) =>
      simulateMonths(random, { ...setting, mean: (1 + theme) * (0.2 + ward / WARDS), trend: 0.1 }),
    );
    const { days } = wards[0];
    const counts = days.map((_, month) => wards.reduce((sum, ward) => sum + ward.counts[month], 0));
    return judgeLevels({ counts, days }, wards, 'MONTH', 3)!;
  });
  return {
    partnership: withAdjustedPs(themes.map(({ whole }) => whole)).some(isSignal),
    wards: themes.map(({ parts }) => withAdjustedPs(parts.filter((part) => part !== null)).some(isSignal)),
  };
}

function isAlarm(series: ReturnType<typeof simulateMonths>, p: number, shape?: Float64Array): boolean {
  return earlyWarning(series, 'MONTH', { shape })!.p <= p;
}

function isWeeklyAlarm(random: Draws, phi: number): boolean {
  const counts = Array.from({ length: WEEKS }, () => random.count(12, phi));
  return earlyWarning({ counts, days: counts.map(() => 7) }, 'WEEK')!.p <= 0.025;
}

/** Whether the last month of a ward, `times` its mean of 12, is an alarm by the season and trend of 25 such wards. */
function isFound(random: Draws, phi: number, times: number, p: number): boolean {
  const setting: Omit<MonthsOptions, 'mean'> = {
    months: 36,
    phi,
    trend: 0.1,
    season: (month) => 1 + 0.2 * Math.sin((month * Math.PI) / 6),
  };
  const whole = simulateMonths(random, { ...setting, mean: 300 });
  const ward = simulateMonths(random, { ...setting, mean: 12 });
  const { fitted: shape } = earlyWarning(whole, 'MONTH')!;
  ward.counts[35] = random.count((times * 12 * shape[35]) / 300, phi);
  return isAlarm(ward, p, shape);
}
