import { seasonTest } from '../src/platform/statistics';
import { draws } from './draws';
import { type Finding, type Simulation, tally } from './finding';
import { SETTINGS, settingWords, simulateMonths } from './months';

const TRENDS = [-0.3, 0, 0.3];
const isSummer = (month: number) => month >= 5 && month <= 7;

/** Seasons named where there are none, for any trend and last month of the data, and a summer found. */
export function calibrateSeason({ repeats, seed }: Simulation): Finding[] {
  const random = draws(seed);
  const named = SETTINGS.flatMap((setting) =>
    TRENDS.map((trend) =>
      tally(
        `season named, ${settingWords(setting)}, trend ${100 * trend}% a year`,
        Array.from({ length: repeats }, (_, i) => {
          const found = seasonTest(simulateMonths(random, { ...setting, trend, first: i % 12 }));
          return found !== null && found.peaks.length > 0;
        }),
        0,
        0.06,
      ),
    ),
  );
  const summers = [
    { phi: 1, least: 0.98 },
    { phi: 2, least: 0.9 },
    { phi: 4, least: 0.55 },
  ].map(({ phi, least }) =>
    tally(
      `summer of +25% significant, 200 a month, φ = ${phi}, 36 months`,
      Array.from({ length: repeats }, () => {
        const season = (month: number) => (isSummer(month) ? 1.25 : 1);
        return seasonTest(simulateMonths(random, { months: 36, mean: 200, phi, season }))!.p < 0.05;
      }),
      least,
      1,
    ),
  );
  return [...named, ...summers];
}
