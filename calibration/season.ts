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
  const runs = (phi: number, season: (month: number) => number) =>
    Array.from(
      { length: repeats },
      () => seasonTest(simulateMonths(random, { months: 36, mean: 200, phi, season }))!,
    );
  const planted = [
    { phi: 1, significant: 0.98, named: 0.95 },
    { phi: 2, significant: 0.9, named: 0.85 },
    { phi: 4, significant: 0.55, named: 0.5 },
  ].flatMap(({ phi, significant, named: least }) => {
    const words = `200 a month, φ = ${phi}, 36 months`;
    const summers = runs(phi, (month) => (isSummer(month) ? 1.25 : 1));
    const lonely = runs(phi, (month) => (month === 4 ? 1.6 : 1));
    return [
      tally(
        `summer of +25% significant, ${words}`,
        summers.map(({ p }) => p < 0.05),
        significant,
        1,
      ),
      tally(
        `summer of +25% named, ${words}`,
        summers.map(({ peaks }) => peaks.includes('SUMMER')),
        least,
        1,
      ),
      tally(
        `season named by a single month of +60%, ${words}`,
        lonely.map(({ peaks }) => peaks.length > 0),
        0,
        0.06,
      ),
    ];
  });
  return [...named, ...planted];
}
