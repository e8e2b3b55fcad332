import { forecast } from '../src/platform/statistics';
import { draws } from './draws';
import type { Finding, Simulation } from './finding';
import { simulateMonths } from './months';

const HORIZON = 12;

/** Share of months to come inside the 95% interval of their forecast. */
export function calibrateForecasts({ repeats, seed }: Simulation): Finding[] {
  const random = draws(seed);
  const season = (month: number) => 1 + 0.2 * Math.sin((month * Math.PI) / 6);
  return [36, 60].flatMap((months) =>
    [1, 3].map((phi) => {
      let [inside, trials] = [0, 0];
      for (let run = 0; run < Math.ceil(repeats / 40); run++) {
        const { counts } = simulateMonths(random, { months: months + HORIZON, mean: 80, phi, season });
        forecast(counts.slice(0, months), HORIZON)!.steps.forEach(({ lower95, upper95 }, h) => {
          trials++;
          if (counts[months + h] >= lower95 && counts[months + h] <= upper95) inside++;
        });
      }
      return {
        what: `inside the 95% interval of a forecast, ${months} months of 80, φ = ${phi}`,
        share: inside / trials,
        trials,
        least: 0.9,
        most: 0.99,
      };
    }),
  );
}
