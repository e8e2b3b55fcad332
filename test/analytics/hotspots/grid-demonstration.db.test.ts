/** @backend either */

import { demonstration, type PlantedHotspot, TRUTH } from '../../../seeds/demonstration';
import { PUBLIC_VIEWER } from '../../../src/access';
import { findPartnership } from '../../../src/domain/areas';
import { closeCompute } from '../../../src/platform/threads';
import { Api, analystOf } from '../../support/api';
import { type Caveats, sentencesOf } from '../../support/caveats';
import { createDemonstration, type TestDatabase } from '../../support/database';

// The operations as integrators have them.
const GRID = `query HotspotGrid($where: IncidentFilter!, $statistic: GridStatistic = GI_STAR, $cellSize: Float, $shape: CellShape = SQUARE, $bandwidth: Float, $weightSet: ID) {
  hotspotGrid(where: $where, statistic: $statistic, cellSize: $cellSize, shape: $shape, bandwidth: $bandwidth, weightSet: $weightSet) {
    cells { id cell easting northing count density z moranI pValue adjustedPValue class because }
    cellCount
    classCounts { class count }
    features
    leastHotSum
    parameters { name value }
    dataVersion
    caveats { message }
  }
}`;
const EMERGING = `query EmergingHotspots($where: IncidentFilter!, $cellSize: Float, $step: TimeStep = MONTH) {
  emergingHotspots(where: $where, cellSize: $cellSize, step: $step) { cells { id cell easting northing category hotSteps steps trendZ } categoryCounts { category count } features parameters { name value } caveats { message } }
}`;
const COINCIDING = `query Coinciding($a: IncidentFilter!, $b: IncidentFilter!, $cellSize: Float) {
  coincidingHotspots(a: $a, b: $b, cellSize: $cellSize) { jaccard jaccardByChance spearman sharedCells hotCellsA hotCellsB occupiedCells cellCount features }
}`;
const PREDICTIVE = `query Predictive($train: IncidentFilter!, $test: IncidentFilter!, $cellSize: Float) {
  hotspotAccuracy(train: $train, test: $test, cellSize: $cellSize, coverage: [0.5, 1, 2, 5, 10]) {
    rows { predictor coveragePercent hitRate pai pei }
    choices { coveragePercent predictor asGood pValue }
  }
}`;

const partnership = demonstration.code;
const lastYear = { from: '2008-07-01', to: '2009-06-30' };
const yearBefore = { from: '2007-07-01', to: '2008-06-30' };
const of = (theme: string, period: object = lastYear) => ({ partnership, period, themes: [theme] });

interface Cell {
  id: string;
  easting: number;
  northing: number;
  class: string;
}

let fixture: TestDatabase;
let api: Api;

beforeAll(async () => {
  fixture = await createDemonstration();
  const { id } = await fixture.database.transaction({}, (session) => findPartnership(session, partnership));
  api = await Api.on(fixture.database, analystOf(id));
}, 120_000);
afterAll(async () => {
  await closeCompute();
  await fixture.remove();
});

const isHot = (cell: Cell) => cell.class === 'HOT_99' || cell.class === 'HOT_95';

/** Whether a cell lies where the hotspot was planted, give or take a cell. */
function liesAt({ easting, northing }: Cell, { place, ring }: PlantedHotspot): boolean {
  const found = demonstration.places().find(({ name }) => name === place)!;
  const distance = Math.hypot(easting - found.easting, northing - found.northing);
  return distance <= (ring?.to ?? found.radius) + 250;
}

const assessed = TRUTH.filter(({ planted }) => planted && planted.hotspots.length > 0);

test.each(assessed)('the planted hotspots of $theme are hot', async ({ theme, planted }) => {
  const { hotspotGrid } = await api.ask<{ hotspotGrid: { cells: Cell[] } }>(GRID, { where: of(theme) });
  const hot = hotspotGrid.cells.filter(isHot);
  expect(hot.length).toBeGreaterThan(0);
  const missed = planted!.hotspots.filter((hotspot) => !hot.some((cell) => liesAt(cell, hotspot)));
  expect(missed.map(({ place }) => place)).toEqual([]);
});

test('criminal damage coincides with anti-social behaviour, robbery much less', async () => {
  type Answer = {
    coincidingHotspots: {
      jaccard: number;
      spearman: number;
      sharedCells: number;
      features: { features: unknown[] };
    };
  };
  const b = of('anti-social-behaviour');
  const { coincidingHotspots: damage } = await api.ask<Answer>(COINCIDING, { a: of('criminal-damage'), b });
  expect(damage.jaccard).toBeGreaterThan(0.5);
  expect(damage.spearman).toBeGreaterThan(0.5);
  expect(damage.sharedCells).toBeGreaterThan(50);
  expect(damage.sharedCells / damage.features.features.length).toBeCloseTo(damage.jaccard, 10);
  const { coincidingHotspots: robbery } = await api.ask<Answer>(COINCIDING, { a: of('robbery'), b });
  expect(robbery.jaccard).toBeLessThan(damage.jaccard / 2);
  const { coincidingHotspots: same } = await api.ask<Answer>(COINCIDING, { a: b, b });
  expect(same).toMatchObject({ jaccard: 1, spearman: expect.closeTo(1, 10) });
});

describe('accuracy', () => {
  type Answer = {
    hotspotAccuracy: {
      rows: { predictor: string; coveragePercent: number; hitRate: number; pai: number; pei: number }[];
      choices: { coveragePercent: number; predictor: string; asGood: string[]; pValue: number }[];
    };
  };
  const theme = 'violent-crime';

  test('each predictor beats chance, and finds more in a greater area', async () => {
    const { hotspotAccuracy } = await api.ask<Answer>(PREDICTIVE, {
      train: of(theme, yearBefore),
      test: of(theme),
    });
    const { rows, choices } = hotspotAccuracy;
    expect(rows.map(({ predictor, coveragePercent }) => `${predictor} ${coveragePercent}`)).toEqual(
      ['CLUSTERS', 'KDE', 'GI_STAR', 'LAST_PERIOD'].flatMap((name) =>
        [0.5, 1, 2, 5, 10].map((share) => `${name} ${share}`),
      ),
    );
    for (const { predictor, pai, pei, hitRate } of rows) {
      expect(pai).toBeGreaterThan(3);
      expect(pei).toBeGreaterThan(predictor === 'CLUSTERS' ? 0.3 : 0.5); // most cells lie in no cluster, and are equal
      expect(pei).toBeLessThanOrEqual(1);
      expect(hitRate).toBeLessThanOrEqual(1);
    }
    for (const { coveragePercent, predictor, asGood, pValue } of choices) {
      const ofShare = rows.filter((row) => row.coveragePercent === coveragePercent);
      const best = Math.max(...ofShare.map(({ hitRate }) => hitRate));
      expect(ofShare.find((row) => row.predictor === predictor)!.hitRate).toBe(best);
      expect(asGood).not.toContain(predictor);
      expect(asGood.length > 0).toBe(pValue >= 0.05);
    }
    expect(choices.map(({ coveragePercent }) => coveragePercent)).toEqual([0.5, 1, 2, 5, 10]);
    const rates = rows.filter(({ predictor }) => predictor === 'KDE').map(({ hitRate }) => hitRate);
    expect(rates).toEqual([...rates].sort((a, b) => a - b));
  });

  test('a test on what the training has seen is refused', async () => {
    const variables = { train: of(theme, { from: '2008-01-01', to: '2008-07-01' }), test: of(theme) };
    expect(await api.refusal(PREDICTIVE, variables)).toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  test('so are filters of two partnerships', async () => {
    const variables = { train: of(theme, yearBefore), test: { ...of(theme), partnership: 'OTHER' } };
    expect(await api.refusal(PREDICTIVE, variables)).toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  test('a training without incidents cannot predict', async () => {
    const train = { partnership, period: yearBefore, offences: ['homicide'] };
    expect(await api.refusal(PREDICTIVE, { train, test: of(theme) })).toMatchObject({
      code: 'NOT_ENOUGH_DATA',
    });
  });
});

describe('emerging hotspots', () => {
  type Answer = {
    emergingHotspots: {
      cells: (Cell & { category: string; hotSteps: number; steps: number })[];
      categoryCounts: { category: string; count: number }[];
      features: { features: unknown[] };
      caveats: Caveats;
    };
  };

  test('Dunstable town centre has been hot for violence all along', async () => {
    const where = { partnership, themes: ['violent-crime'] };
    const { emergingHotspots } = await api.ask<Answer>(EMERGING, { where });
    const { cells, categoryCounts, features } = emergingHotspots;
    const lasting = cells.filter(({ category }) =>
      ['PERSISTENT', 'INTENSIFYING', 'DIMINISHING'].includes(category),
    );
    expect(
      lasting.some((cell) => liesAt(cell, { printed: '', place: 'Dunstable town centre', perYear: 0 })),
    ).toBe(true);
    expect(cells.every(({ steps }) => steps === 24)).toBe(true);
    expect(lasting.every(({ hotSteps }) => hotSteps >= 22)).toBe(true);
    expect(categoryCounts).toHaveLength(9);
    expect(categoryCounts.reduce((sum, { count }) => sum + count, 0)).toBe(cells.length);
    expect(features.features).toHaveLength(cells.length);
  });

  test('parts of months are left out, and too few steps refused with what to do', async () => {
    const period = { from: '2008-05-15', to: '2009-04-20' };
    const { emergingHotspots } = await api.ask<Answer>(EMERGING, { where: of('violent-crime', period) });
    expect(emergingHotspots.cells[0].steps).toBe(10);
    expect(sentencesOf(emergingHotspots.caveats).join()).toContain(
      'the whole steps that every source has delivered',
    );
    const quarters = await api.refusal(EMERGING, { where: of('violent-crime'), step: 'QUARTER' });
    expect(quarters).toMatchObject({ code: 'NOT_ENOUGH_DATA', details: { limit: 10, steps: 4 } });
  });
});

test('a grid that is too fine is refused, with the cell size that fits', async () => {
  const problem = await api.refusal(GRID, { where: of('robbery'), cellSize: 30 });
  expect(problem).toMatchObject({ code: 'TOO_LARGE', details: { limit: 200_000, cellSize: 70 } });
  const { hotspotGrid } = await api.ask<{ hotspotGrid: { cellCount: number } }>(
    'query ($where: IncidentFilter!) { hotspotGrid(where: $where, cellSize: 70, statistic: COUNT) { cellCount } }',
    { where: of('robbery') },
  );
  expect(hotspotGrid.cellCount).toBeLessThan(200_000);
});

test('the public is refused all of them', async () => {
  const where = of('robbery');
  for (const [operation, variables] of [
    [GRID, { where }],
    [EMERGING, { where }],
    [COINCIDING, { a: where, b: where }],
    [PREDICTIVE, { train: of('robbery', yearBefore), test: where }],
  ] as const)
    expect(await api.refusal(operation, variables, { viewer: PUBLIC_VIEWER })).toMatchObject({
      code: 'FORBIDDEN',
    });
});
