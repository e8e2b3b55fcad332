/** @backend either */
import { demonstration } from '../../../seeds/demonstration';
import { findPartnership } from '../../../src/domain/areas';
import { Api, analystOf } from '../../support/api';
import { createDemonstration, type TestDatabase } from '../../support/database';
import { londonDate } from '../../support/records';

// The operations as integrators have them.
const CONCENTRATION = `query Concentration($where: IncidentFilter!, $unit: ConcentrationUnit = CELL, $cellSize: Float) {
  concentration(where: $where, unit: $unit, cellSize: $cellSize) { units unitsFor25Percent unitsFor50Percent gini generalisedGini lorenz { unitShare incidentShare } }
}`;
const REPEATS = `query Repeats($where: IncidentFilter!) {
  repeatVictimisation(where: $where) { by units repeatUnits repeatShare incidents repeatIncidents }
  nearRepeats(where: $where, distanceBands: [0, 100, 200, 400], dayBands: [0, 7, 14, 28], metric: EUCLIDEAN, permutations: 999, seed: 1) {
    bands { distanceFrom distanceTo daysFrom daysTo observed expected ratio pValue }
    parameters { name value }
  }
}`;

const where = {
  partnership: demonstration.code,
  period: { from: '2008-07-01', to: '2009-06-30' },
  offences: ['burglary-dwelling'],
  sources: ['police-crimes'],
};

let fixture: TestDatabase;
let api: Api;

beforeAll(async () => {
  fixture = await createDemonstration();
  const { id } = await fixture.database.transaction({}, (session) =>
    findPartnership(session, demonstration.code),
  );
  api = await Api.on(fixture.database, analystOf(id));
}, 120_000);
afterAll(() => fixture.remove());

/** The burglaries that the generator made, place and London day, counted without any database. */
const burglaries = [...demonstration.incidents()]
  .filter(({ source, offence }) => source === 'police-crimes' && offence === 'burglary-dwelling')
  .flatMap(({ place, occurredFrom }) =>
    place.kind === 'grid'
      ? [{ place: `${place.easting} ${place.northing}`, day: londonDate(occurredFrom) }]
      : [],
  );

test('repeats and near repeats of burglary', async () => {
  type Answer = {
    repeatVictimisation: Record<string, number>;
    nearRepeats: { bands: { observed: number; expected: number; ratio: number }[] };
  };
  const { repeatVictimisation, nearRepeats } = await api.ask<Answer>(REPEATS, { where });
  const counted = burglaries.filter(({ day }) => day >= where.period.from && day <= where.period.to);
  const repeats = counted.filter(({ place, day }) =>
    burglaries.some((other) => {
      const yearBefore = `${Number(day.slice(0, 4)) - 1}${day.slice(4)}`;
      return other.place === place && other.day < day && other.day >= yearBefore;
    }),
  );
  expect(repeatVictimisation).toEqual({
    by: 'PLACE',
    units: new Set(counted.map(({ place }) => place)).size,
    repeatUnits: new Set(repeats.map(({ place }) => place)).size,
    repeatShare: expect.closeTo(repeats.length / counted.length, 10),
    incidents: counted.length,
    repeatIncidents: repeats.length,
  });
  const pairs = (name: 'observed' | 'expected') =>
    nearRepeats.bands.reduce((sum, band) => sum + band[name], 0);
  expect(pairs('observed')).toBe((counted.length * (counted.length - 1)) / 2);
  expect(pairs('expected')).toBeCloseTo(pairs('observed'), 3);
});

test.each(['CELL', 'LOCATION'])('concentration of burglary by %s', async (unit) => {
  type Answer = {
    concentration: { units: number; unitsFor25Percent: number; unitsFor50Percent: number; gini: number };
  };
  const { concentration: found } = await api.ask<Answer>(CONCENTRATION, { where, unit });
  const counted = burglaries.filter(({ day }) => day >= where.period.from && day <= where.period.to);
  expect(found.unitsFor25Percent).toBeLessThan(found.unitsFor50Percent);
  expect(found.unitsFor50Percent).toBeLessThan(counted.length / 2);
  expect(found.units).toBeGreaterThan(unit === 'CELL' ? 10_000 : counted.length / 2);
  expect(found.gini).toBeGreaterThan(0.5);
});
