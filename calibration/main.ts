import { parseArgs } from 'node:util';
import { printTable } from '../bench/measure';
import { calibrateBands } from './bands';
import { calibrateChange } from './change';
import { calibrateCities } from './cities';
import { calibrateClusters } from './clusters';
import { type Finding, holds, lineOf, type Simulation } from './finding';
import { calibrateForecasts } from './forecasts';
import { calibrateFunnel } from './funnel';
import { calibrateMaps } from './maps';
import { calibratePredictors } from './predictors';
import { calibrateSeason } from './season';
import { calibrateWarnings } from './warnings';

/** The simulations, by the name that --only takes. */
const PARTS: Record<string, (simulation: Simulation) => Finding[]> = {
  change: calibrateChange,
  season: calibrateSeason,
  bands: calibrateBands,
  warnings: calibrateWarnings,
  forecasts: calibrateForecasts,
  funnel: calibrateFunnel,
  maps: calibrateMaps,
  predictors: calibratePredictors,
  clusters: calibrateClusters,
  cities: calibrateCities,
};

const { values } = parseArgs({
  options: {
    repeats: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
  },
});
const simulation = { repeats: Number(values.repeats), seed: Number(values.seed) };

for (const [name, calibrate] of Object.entries(PARTS)) {
  if (values.only && values.only !== name) continue;
  const start = performance.now();
  const findings = calibrate(simulation);
  if (findings.length === 0) {
    console.log(`\n## ${name}: skipped, the shared data is not there (CSG_SHARED_DATA)`);
    continue;
  }
  printTable(
    `${name}, ${((performance.now() - start) / 1000).toFixed(0)} s`,
    findings.map(lineOf),
    'share (trials)',
  );
  // A target missed by no more than the error of the sample is printed, and is no failure.
  if (!findings.every(holds)) process.exitCode = 1;
}
