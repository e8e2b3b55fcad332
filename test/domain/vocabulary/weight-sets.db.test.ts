import 'reflect-metadata';
import { PUBLIC_VIEWER } from '../../../src/access';
import { loadVocabulary } from '../../../src/domain/vocabulary';
import { Api } from '../../support/api';
import { createTestDatabase, type TestDatabase } from '../../support/database';

interface WeightSet {
  id: string;
  code: string;
  version: number;
  unit: string;
  source: string;
  weights: { offence: { code: string }; weight: number }[];
}

const QUERY = '{ weightSets { id code version name unit source weights { offence { code } weight } } }';

let fixture: TestDatabase;
let api: Api;

beforeAll(async () => {
  fixture = await createTestDatabase();
  api = await Api.on(fixture.database, PUBLIC_VIEWER);
});
afterAll(() => fixture.remove());

const weightSets = async () => (await api.ask<{ weightSets: WeightSet[] }>(QUERY)).weightSets;

test('the shipped weight sets are there with their sources', async () => {
  const sets = await weightSets();
  expect(sets.map(({ id }) => id)).toEqual([
    'crime-harm-index@1',
    'crime-severity-score@1',
    'incident-count@1',
    'unit-cost@1',
  ]);
  expect(sets.every(({ source, unit }) => source !== '' && unit !== '')).toBe(true);
});

test('what is not known has no weight, not zero', async () => {
  const [harm, severity, , cost] = (await weightSets()).map(
    ({ weights }) => new Map(weights.map(({ offence, weight }) => [offence.code, weight])),
  );
  expect([harm.get('burglary-dwelling'), severity.get('wounding'), cost.get('shoplifting')]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect([harm.get('other-sexual-offence'), severity.get('homicide'), cost.get('robbery-personal')]).toEqual([
    182.25, 7978.79, 11320,
  ]);
  expect([...harm.values(), ...severity.values(), ...cost.values()].every((weight) => weight > 0)).toBe(true);
});

test('categories of open data weigh something only where they are one offence', async () => {
  const [harm] = await weightSets();
  const open = harm.weights.filter(({ offence }) => offence.code.startsWith('open-'));
  expect(open.map(({ offence, weight }) => [offence.code, weight])).toEqual([
    ['open-bicycle-theft', 2],
    ['open-robbery', 365],
    ['open-shoplifting', 1],
    ['open-theft-from-the-person', 2],
  ]);
});

test('loading them again changes nothing', async () => {
  const before = await weightSets();
  await fixture.database.transaction({}, loadVocabulary);
  expect(await weightSets()).toEqual(before);
});
