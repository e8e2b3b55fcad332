import { monthlyBands } from '../src/platform/statistics';
import { draws } from './draws';
import type { Finding, Simulation } from './finding';
import { SETTINGS, settingWords, simulateMonths } from './months';
import { policeFolder, readPolice } from './police';

/** Months that the bands of a series hold, each band from the other months. */
function held(series: Parameters<typeof monthlyBands>[0]): { months: number; inside: number } {
  let [months, inside] = [0, 0];
  monthlyBands(series)?.forEach((band, i) => {
    if (!band) return;
    const count = series.counts[i]!;
    months++;
    if (count >= band.lower && count <= band.upper) inside++;
  });
  return { months, inside };
}

/** Share of simulated and of real months inside the 95% band that the others give. */
export function calibrateBands({ repeats, seed }: Simulation): Finding[] {
  const random = draws(seed);
  const simulated = SETTINGS.map((setting) => {
    const runs = Array.from({ length: Math.ceil(repeats / 4) }, (_, i) =>
      held(simulateMonths(random, { ...setting, trend: 0.2, first: i % 12 })),
    );
    return findingOf(`inside the 95% band, ${settingWords(setting)}`, runs, 0.93, 0.97);
  });
  return [...simulated, ...realMonths()];
}

/** Months of each kind of crime in Central Bedfordshire; none where the shared data is not there. */
function realMonths(): Finding[] {
  const folder = policeFolder('bedfordshire');
  if (!folder) return [];
  const incidents = readPolice(folder).filter(({ lsoa }) => lsoa.startsWith('Central Bedfordshire'));
  const months = [...new Set(incidents.map(({ month }) => month))].sort();
  const days = months.map((month) => new Date(Date.UTC(+month.slice(0, 4), +month.slice(5), 0)).getUTCDate());
  const first = Number(months[0].slice(5)) - 1;
  const types = [...new Set(incidents.map(({ crimeType }) => crimeType))].sort();
  const runs = types.map((type) => {
    const counts = months.map(
      (month) => incidents.filter((each) => each.crimeType === type && each.month === month).length,
    );
    return held({ counts, days, first });
  });
  return [findingOf(`inside the 95% band, real months of ${types.length} kinds of crime`, runs, 0.88, 0.98)];
}

function findingOf(what: string, runs: ReturnType<typeof held>[], least: number, most: number): Finding {
  const trials = runs.reduce((sum, { months }) => sum + months, 0);
  const inside = runs.reduce((sum, run) => sum + run.inside, 0);
  return { what, share: inside / trials, trials, least, most };
}
