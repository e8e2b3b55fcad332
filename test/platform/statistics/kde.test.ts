import {
  cellArea,
  cellCentres,
  cellsInBox,
  type Grid,
  gridOf,
} from '../../../src/platform/statistics/grid.js';
import { kernelDensity } from '../../../src/platform/statistics/kde.js';
import { seededRandom } from '../../../src/platform/statistics/random.js';

const random = seededRandom(11);
const places = {
  eastings: Float64Array.from({ length: 300 }, () => 500_000 + 3000 * random.uniform()),
  northings: Float64Array.from({ length: 300 }, () => 230_000 + 2000 * random.uniform()),
  weights: Float64Array.from({ length: 300 }, () => random.below(9)),
};
const centresOf = (grid: Grid) => cellCentres(grid, cellsInBox(grid, 499_000, 229_000, 504_000, 233_000));

describe('kernelDensity', () => {
  test('one incident: the kernel itself', () => {
    const one = { eastings: Float64Array.of(0), northings: Float64Array.of(0), weights: Float64Array.of(2) };
    const centres = {
      eastings: Float64Array.of(0, 120, 0, 400, 500),
      northings: Float64Array.of(0, 160, 399, 0, 0),
    };
    const peak = (2 * 3) / (Math.PI * 400 ** 2);
    const expected = [peak, peak * 0.75 ** 2, peak * (1 - (399 / 400) ** 2) ** 2, 0, 0];
    for (const [c, density] of kernelDensity(one, centres, 400, 100).entries())
      expect(density).toBeCloseTo(expected[c], 15);
  });

  test.each(['SQUARE', 'HEXAGON'] as const)('%s: the incidents are all there', (shape) => {
    const grid = gridOf(shape, 100);
    const density = kernelDensity(places, centresOf(grid), 400, 100);
    const incidents = places.weights.reduce((sum, w) => sum + w, 0);
    const mass = density.reduce((sum, d) => sum + d, 0) * cellArea(grid);
    expect(Math.abs(mass / incidents - 1)).toBeLessThan(0.002);
  });

  test('equals the sum over all places', () => {
    const centres = centresOf(gridOf('SQUARE', 250));
    const density = kernelDensity(places, centres, 700, 250);
    for (let c = 0; c < density.length; c += 7) {
      let sum = 0;
      for (let p = 0; p < 300; p++) {
        const d = Math.hypot(
          places.eastings[p] - centres.eastings[c],
          places.northings[p] - centres.northings[c],
        );
        if (d < 700) sum += (places.weights[p] * 3 * (1 - (d / 700) ** 2) ** 2) / (Math.PI * 700 ** 2);
      }
      expect(density[c]).toBeCloseTo(sum, 15);
    }
  });

  test('no places, no density', () => {
    const none = { eastings: new Float64Array(), northings: new Float64Array(), weights: new Float64Array() };
    expect(
      kernelDensity(none, { eastings: Float64Array.of(1), northings: Float64Array.of(1) }, 400, 100),
    ).toEqual(Float64Array.of(0));
  });

  test('refuses a grid too coarse for the bandwidth', () => {
    const centres = centresOf(gridOf('SQUARE', 250));
    expect(() => kernelDensity(places, centres, 374, 250)).toThrow(RangeError);
    expect(() => kernelDensity(places, centres, 375, 250)).not.toThrow();
    expect(() => kernelDensity(places, centres, Number.NaN, 250)).toThrow(RangeError);
    expect(() => kernelDensity(places, centres, 400, 0)).toThrow(RangeError);
    const negative = { ...places, weights: places.weights.map((w) => w - 5) };
    expect(() => kernelDensity(negative, centres, 400, 250)).toThrow(RangeError);
  });
});
