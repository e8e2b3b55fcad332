/** @backend either */
import 'reflect-metadata';
import { PUBLIC_VIEWER } from '../../../src/access';
import {
  findWeightSet,
  HOME_OFFICE_OFFENCES,
  homeOfficeOffence,
  loadVocabulary,
  SOURCES,
  selectInstallation,
  selectWeights,
} from '../../../src/domain/vocabulary';
import { importWeights } from '../../../src/ingest';
import { fileOf } from '../../ingest/files';
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
    'crime-harm-medians@1',
    'crime-severity-score@2',
    'crime-severity-score@1',
    'incident-count@1',
    'unit-cost@1',
  ]);
  expect(sets.every(({ source, unit }) => source !== '' && unit !== '')).toBe(true);
});

test('what is not known has no weight, not zero', async () => {
  const [harm, , first, , cost] = (await weightSets()).map(
    ({ weights }) => new Map(weights.map(({ offence, weight }) => [offence.code, weight])),
  );
  expect([harm.get('open-burglary'), first.get('wounding'), cost.get('shoplifting')]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect([harm.get('other-sexual-offence'), first.get('homicide'), cost.get('robbery-personal')]).toEqual([
    182.25, 7978.79, 11320,
  ]);
  expect([...harm.values(), ...first.values(), ...cost.values()].every((weight) => weight > 0)).toBe(true);
});

test('the severity score knows every recorded crime: each code of the list, each wide offence, each open category', async () => {
  const severity = (await weightSets()).find(({ id }) => id === 'crime-severity-score@2')!;
  const weights = new Map(severity.weights.map(({ offence, weight }) => [offence.code, weight]));
  const crimes = SOURCES.find(({ code }) => code === 'police-crimes')!.offences;
  // Drunkenness is not notifiable; the index has no weight for two codes that came after it.
  expect(crimes.filter((code) => !weights.has(code))).toEqual(['drunkenness']);
  const codes = HOME_OFFICE_OFFENCES.map(({ code }) => code);
  expect(codes.filter((code) => !weights.has(homeOfficeOffence(code)))).toEqual(['8T', '8U']);
  const open = SOURCES.find(({ code }) => code === 'police-uk-street')!.offences;
  expect(open.filter((code) => !weights.has(code))).toEqual(['open-anti-social-behaviour']);
  expect(weights.get('ho-28i')).toBe(weights.get('ho-28e'));
  // A mean lies between its parts.
  for (const { code, partOf } of HOME_OFFICE_OFFENCES.filter((each) => each.partOf === 'burglary-dwelling'))
    expect([code, weights.get(partOf)! >= weights.get('ho-28e')!]).toEqual([code, true]);
  expect(weights.get('burglary-dwelling')).toBeLessThan(weights.get('ho-29a')!);
});

test('a part without a weight of its own has that of the whole', async () => {
  const weights = await fixture.database.transaction({ readOnly: true }, async (session) => {
    const { offences } = await selectInstallation(session);
    const byId = await selectWeights(session, await findWeightSet(session, 'crime-severity-score'));
    return (code: string) => byId.get(offences.find(code)!.id);
  });
  expect(weights('ho-8t')).toBe(weights('wounding'));
  expect(weights('ho-8n')).toBeLessThan(weights('wounding')!);
});

test('loading them again changes nothing', async () => {
  const before = await weightSets();
  await fixture.database.transaction({}, loadVocabulary);
  expect(await weightSets()).toEqual(before);
});

describe('by file', () => {
  const HEADER = 'weight_set,name,unit,source,offence,weight';
  const row = (offence: string, weight: number | string) =>
    `crime-harm-index,Crime Harm Index,days in prison,"Cambridge, 2026",${offence},${weight}`;
  const bring = (...rows: string[]) =>
    importWeights(fixture.database, { paths: [fileOf([HEADER, ...rows].join('\n'), 'weights.csv')] });

  test('a weight set becomes an edition, and the same file again changes nothing', async () => {
    const first = await bring(row('ho-8n', 10), row('wounding', 300));
    expect(first.line()).toBe('read 2 = loaded 2 + unchanged 0 + outside 0 + unlocated 0 + rejected 0');
    // Codes of the Home Office stand for the offences that they are.
    expect((await bring(row('8N', 10), row('wounding', 300))).count('unchanged')).toBe(2);
    await bring(row('ho-8n', 11));
    const own = (await weightSets()).filter(({ code }) => code === 'crime-harm-index');
    expect(own.map(({ id, weights }) => [id, weights])).toEqual([
      ['crime-harm-index@2', [{ offence: { code: 'ho-8n' }, weight: 11 }]],
      ['crime-harm-index@1', expect.arrayContaining([{ offence: { code: 'wounding' }, weight: 300 }])],
    ]);
  });

  test('rows that do not fit are rejected by line, field and reason', async () => {
    const account = await bring(
      row('secret', 1),
      row('ho-8n', 0),
      row('ho-8n', '-1'),
      row('ho-8n', 'many'),
      row('rape', 5),
      row('rape', 6),
      row('ho-8n', 3).replace('days in prison', 'pounds'),
    );
    expect(account.line()).toBe('read 7 = loaded 1 + unchanged 0 + outside 0 + unlocated 0 + rejected 6');
    expect(account.breakdown().join('\n')).not.toContain('secret');
  });
});
