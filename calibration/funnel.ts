import { randomEffectsFunnel } from '../src/platform/statistics';
import { draws } from './draws';
import type { Finding, Simulation } from './finding';

/** Wards of Central Bedfordshire. */
const WARDS = 31;

/** Share of wards outside the 95% limits where they differ by chance alone, and where they truly differ. */
export function calibrateFunnel({ repeats, seed }: Simulation): Finding[] {
  const random = draws(seed);
  return [0, 0.2, 0.5].map((spread) => {
    let outside = 0;
    for (let run = 0; run < repeats; run++) {
      const means = Array.from({ length: WARDS }, (_, ward) => 60 + 12 * ward);
      const counts = means.map((mean) => random.poisson(mean * Math.exp(spread * random.normal())));
      const rate = counts.reduce((a, b) => a + b) / means.reduce((a, b) => a + b);
      const units = counts.map((count, ward) => ({ count, expected: means[ward] * rate }));
      outside += randomEffectsFunnel(units).positions.filter((position) => position !== 'WITHIN').length;
    }
    const trials = WARDS * repeats;
    const words = spread === 0 ? 'wards that do not differ' : `wards that differ by ${100 * spread}%`;
    const [least, most] = spread === 0 ? [0, 0.06] : [0.05, 0.12];
    return { what: `outside the 95% limits, ${words}`, share: outside / trials, trials, least, most };
  });
}
