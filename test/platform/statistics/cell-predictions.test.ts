import { predictiveAccuracy } from '../../../src/platform/statistics/accuracy.js';
import {
  cellPredictions,
  PREDICTORS,
  type PredictionSettings,
  rollingSearches,
  searchesOf,
} from '../../../src/platform/statistics/cell-predictions.js';
import { giStar } from '../../../src/platform/statistics/gi-star.js';
import {
  cellCentres,
  cellNeighbours,
  cellsInBox,
  countByCell,
  gridOf,
} from '../../../src/platform/statistics/grid.js';
import { kernelDensity } from '../../../src/platform/statistics/kde.js';
import { seededRandom } from '../../../src/platform/statistics/random.js';

const grid = gridOf('SQUARE', 250);
const cells = cellsInBox(grid, 1, 1, 9_999, 9_999);
const settings: PredictionSettings = {
  grid,
  cells,
  bandwidth: 400,
  eps: 250,
  maxArea: 500_000,
  incidentShare: 0.01,
  leastIncidents: 5,
};
const random = seededRandom(11);

/** Incidents at distinct places: some around busy spots, the others anywhere. */
function placesAround(spots: [number, number][], perSpot: number, elsewhere: number) {
  const at = [
    ...spots.flatMap(([e, n]) =>
      Array.from({ length: perSpot }, () => [e + 100 * random.uniform(), n + 100 * random.uniform()]),
    ),
    ...Array.from({ length: elsewhere }, () => [10_000 * random.uniform(), 10_000 * random.uniform()]),
  ];
  return {
    eastings: Float64Array.from(at, ([e]) => e),
    northings: Float64Array.from(at, ([, n]) => n),
    weights: new Float64Array(at.length).fill(1),
  };
}

const spots: [number, number][] = [
  [1_000, 1_000],
  [5_100, 7_100],
];

test('predictions are those of the statistics by their names', () => {
  const places = placesAround(spots, 20, 100);
  const [clusters, density, z, counts] = cellPredictions(places, settings);
  expect(PREDICTORS).toEqual(['CLUSTERS', 'KDE', 'GI_STAR', 'LAST_PERIOD']);
  expect(counts).toEqual(countByCell(grid, cells, places, places.weights));
  expect(density).toEqual(kernelDensity(places, cellCentres(grid, cells), 400, 250));
  expect(z).toEqual(giStar(counts, cellNeighbours(grid, cells)).z);
  // 20 incidents within 100 by 100 m, and discs of 125 m around them.
  const { eastings, northings } = cellCentres(grid, cells);
  const cellOf = ([e, n]: [number, number]) =>
    eastings.findIndex((x, cell) => Math.abs(x - e - 50) <= 125 && Math.abs(northings[cell] - n - 50) <= 125);
  for (const spot of spots) {
    const perSquareKilometre = clusters[cellOf(spot)] * 1e6;
    expect(perSquareKilometre).toBeGreaterThan(20 / 0.12);
    expect(perSquareKilometre).toBeLessThan(24 / 0.05);
  }
  expect(clusters.filter((each) => each > 0).length).toBeLessThan(30);
});

test('searches of shares of the area have the accuracy of each prediction', () => {
  const places = placesAround(spots, 20, 100);
  const later = placesAround(spots, 10, 60);
  const observed = countByCell(grid, cells, later, later.weights);
  const found = searchesOf(places, observed, [0.01, 0.1], settings);
  const predictions = cellPredictions(places, settings);
  for (const [nth, chosen] of [16, 160].entries())
    predictions.forEach((predicted, predictor) => {
      const { hitRate, pai, pei, areaShare } = predictiveAccuracy(observed, predicted);
      expect(found[nth].accuracies[predictor]).toEqual({
        hitRate: hitRate[chosen - 1],
        pai: pai[chosen - 1],
        pei: pei[chosen - 1],
        areaShare: areaShare[chosen - 1],
      });
      expect(found[nth].found[predictor]).toBeCloseTo(hitRate[chosen - 1] * found[nth].observed, 9);
    });
});

test('rolling searches predict each period from those before it, and never from itself', () => {
  // Each period has a spot of its own: nobody can know it beforehand.
  const moving = Array.from({ length: 8 }, (_, nth) => placesAround([[500 + 1_200 * nth, 5_000]], 30, 40));
  const staying = Array.from({ length: 8 }, () => placesAround(spots, 15, 40));
  const shareOf = (periods: typeof moving) => {
    const { found, observed } = rollingSearches(periods, 3, 0.02, settings)!;
    return [...found].map((each) => each / observed);
  };
  for (const share of shareOf(moving)) expect(share).toBeLessThan(0.1);
  for (const share of shareOf(staying)) expect(share).toBeGreaterThan(0.4);
  const last = rollingSearches(staying.slice(4), 3, 0.02, settings)!;
  expect(last.observed).toBe(70);
  const together = {
    eastings: Float64Array.from(staying.slice(4, 7).flatMap(({ eastings }) => [...eastings])),
    northings: Float64Array.from(staying.slice(4, 7).flatMap(({ northings }) => [...northings])),
    weights: new Float64Array(210).fill(1),
  };
  const observed = countByCell(grid, cells, staying[7], staying[7].weights);
  const [alone] = searchesOf(together, observed, [0.02], settings);
  expect([...last.found]).toEqual([...alone.found].map((each) => expect.closeTo(each, 9)));
});

test('where no later period has an incident in a cell, nothing is compared', () => {
  const nothing = placesAround([], 0, 0);
  const outside = { ...placesAround([[20_000, 20_000]], 5, 0) };
  expect(rollingSearches([placesAround(spots, 5, 5), nothing], 1, 0.02, settings)).toBeNull();
  expect(rollingSearches([placesAround(spots, 5, 5), outside], 1, 0.02, settings)).toBeNull();
  const first = rollingSearches([nothing, placesAround(spots, 5, 5)], 1, 0.02, settings)!;
  expect([...first.found]).toEqual([...first.found].map(() => expect.closeTo(0.02 * 15, 9)));
});
