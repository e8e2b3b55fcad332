import { calibrateBands } from '../../calibration/bands.js';
import { calibrateChange } from '../../calibration/change.js';
import { draws } from '../../calibration/draws.js';
import { type Finding, holds, lineOf, type Simulation, tally } from '../../calibration/finding.js';
import { calibrateFunnel } from '../../calibration/funnel.js';
import { calibrateMaps } from '../../calibration/maps.js';
import { calibratePredictors } from '../../calibration/predictors.js';
import { calibrateSeason } from '../../calibration/season.js';
import { calibrateWarnings } from '../../calibration/warnings.js';

/** A small part of `npm run calibration`: few repeats, with three standard deviations of slack. */
const PARTS: [name: string, calibrate: (simulation: Simulation) => Finding[], repeats: number][] = [
  ['change', calibrateChange, 24],
  ['season', calibrateSeason, 12],
  ['bands', calibrateBands, 8],
  ['warnings', calibrateWarnings, 12],
  ['funnels', calibrateFunnel, 60],
  ['maps', calibrateMaps, 8],
  ['predictors', calibratePredictors, 40],
];

describe.each(PARTS)('labels of %s under no effect, and planted effects', (_, calibrate, repeats) => {
  test('come as often as they should', () => {
    const findings = calibrate({ repeats, seed: 20 });
    expect(findings.length).toBeGreaterThan(2);
    expect(findings.filter((finding) => !holds(finding)).map((finding) => lineOf(finding))).toEqual([]);
  });
});

describe('a finding', () => {
  test('holds within its bounds and three standard deviations, and is met within its bounds only', () => {
    const often = tally('often', [...Array(80).fill(false), ...Array(20).fill(true)], 0, 0.05);
    expect(often.share).toBe(0.2);
    expect(holds(often)).toBe(false);
    expect(lineOf(often)).toEqual({ what: 'often', value: '20.0% (100)', target: '≤ 5.0%', met: false });
    expect(holds({ ...often, share: 0.08 })).toBe(true);
    expect(lineOf({ ...often, least: 0.1, most: 1 })).toMatchObject({ target: '≥ 10.0%', met: true });
    expect(lineOf({ ...often, least: 0.1, most: 0.3 }).target).toBe('10.0% to 30.0%');
  });
});

describe('draws', () => {
  test.each([
    [0.3, 1],
    [12, 1],
    [300, 1],
    [5, 4],
    [300, 2],
  ])('counts of mean %d and dispersion %d have both', (mean, phi) => {
    const { count } = draws(1);
    const n = 20_000;
    const counts = Array.from({ length: n }, () => count(mean, phi));
    const average = counts.reduce((sum, each) => sum + each, 0) / n;
    const variance = counts.reduce((sum, each) => sum + (each - average) ** 2, 0) / n;
    expect(Math.abs(average / mean - 1)).toBeLessThan(4 * Math.sqrt(phi / mean / n));
    expect(variance / average / phi).toBeGreaterThan(0.9);
    expect(variance / average / phi).toBeLessThan(1.1);
  });
});
