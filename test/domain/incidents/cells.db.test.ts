import fc from 'fast-check';
import type { Viewer } from '../../../src/access';
import type { IncidentRecord } from '../../../src/ingest/reading/record';
import type { Database } from '../../../src/platform/database';
import { Api, analystOf } from '../../support/api';
import type { Caveats } from '../../support/caveats';
import { createTestDatabase, runs, type TestDatabase } from '../../support/database';
import { box, importAreas, partnershipOf } from '../../support/ground';
import { crime, load } from '../../support/records';
import { OFFENCES } from '../../support/vocabulary';
import { addsToThemes, TOWN, Town, themesOf, type Where } from './town';

let fixture: TestDatabase;
let database: Database;
let api: Api;
let town: Town;
let partner: Viewer;

beforeAll(async () => {
  fixture = await createTestDatabase();
  database = fixture.database;
  town = await Town.build(database, 500, 31);
  partner = { ...analystOf(town.partnershipId), role: 'PARTNER' };
  api = await Api.on(database, partner);
}, 120_000);
afterAll(() => fixture.remove());

interface Counts {
  total: { count: number; perturbed: boolean };
  rows: {
    areaCode: string | null;
    month: string | null;
    theme: string | null;
    offence: string | null;
    source: string | null;
    count: number;
  }[];
  caveats: Caveats;
}
const COUNTS = `query ($where: IncidentFilter!, $by: [CountDimension!]!) {
  incidentCounts(where: $where, by: $by) {
    total { count perturbed } rows { areaCode month theme offence source count } caveats { message }
  }
}`;

const SENSITIVE = new Set(OFFENCES.filter(({ sensitive }) => sensitive).map(({ code }) => code));
const OPEN = 'police-uk-street';
const FLAGGED = ['domestic-abuse', 'hate-crime', 'alcohol-misuse'];

/** Keys of the groups of exact cells that an incident counts in; sensitive closed offences have no ward. */
function groupsOf(record: IncidentRecord, by: string[], where: Where): string[] {
  const hidden = record.source !== OPEN && SENSITIVE.has(record.offence);
  const ward = by.includes('WARD') && !hidden ? town.areaOf(record, 'WARD') : null;
  const themes = by.includes('THEME') && (where.sources || addsToThemes(record)) ? themesOf(record) : [];
  const row = (theme: string | null) =>
    JSON.stringify([
      ward,
      by.includes('MONTH') ? record.month : null,
      theme,
      by.includes('OFFENCE') ? record.offence : null,
      by.includes('SOURCE') ? record.source : null,
    ]);
  // The cell of an offence without a theme doesn't know of the flags of its records.
  const unthemed =
    record.source !== OPEN &&
    OFFENCES.some(({ code, themes: of }) => code === record.offence && of.length === 0);
  return [
    ...themes.map(row),
    ...(themes.length === 0 || (unthemed && by.includes('THEME')) ? [row(null)] : []),
  ];
}

test('a partner reads exact cells: counts by whole months are those of the records, sensitive ones without a ward', async () => {
  const months = fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 5 })).map(([a, b]) => ({
    from: new Date(Date.UTC(2022, 10 + Math.min(a, b), 1)).toISOString().slice(0, 10),
    to: new Date(Date.UTC(2022, 11 + Math.max(a, b), 0)).toISOString().slice(0, 10),
  }));
  const some = (codes: string[]) => fc.subarray(codes, { minLength: 1, maxLength: 2 });
  const filter = fc.oneof(
    fc.record({ period: months }),
    fc.record({
      period: months,
      sources: some(['police-crimes', OPEN, 'asb-reports', 'hospital-admissions']),
    }),
    fc.record({ offences: some(['wounding', 'rape', 'open-drugs', 'asb-nuisance']) }),
    fc.record({
      themes: some(['criminal-damage', 'sexual-offences', 'violent-crime', 'anti-social-behaviour']),
    }),
    fc.record({
      period: months,
      themes: some(FLAGGED).map(([one]) => [one]),
    }),
  ) as fc.Arbitrary<Where>;
  const dimensions = fc.constantFrom<string[]>(
    [],
    ['WARD'],
    ['WARD', 'MONTH'],
    ['MONTH', 'SOURCE'],
    ['OFFENCE'],
    ['THEME'],
    ['THEME', 'MONTH'],
  );
  await fc.assert(
    fc.asyncProperty(filter, dimensions, async (where, by) => {
      // Cells of offences don't tell flags, and cells of flags tell neither ward nor offence.
      const byFlag = where.themes?.some((theme) => FLAGGED.includes(theme));
      if ((byFlag && by.length > 0) || ((where.themes || where.offences) && by.includes('THEME'))) return;
      const expected = town.selected(where);
      const { incidentCounts } = await api.ask<{ incidentCounts: Counts }>(COUNTS, {
        where: { partnership: TOWN, ...where },
        by,
      });
      expect(incidentCounts.total).toEqual({ count: expected.length, perturbed: false });
      const counts: Record<string, number> = {};
      for (const group of expected.flatMap((record) => groupsOf(record, by, where)))
        counts[group] = (counts[group] ?? 0) + 1;
      // Of nothing there is one row without dimensions, and rows of months only beside others that have incidents.
      const some = incidentCounts.rows.filter(({ count }) => by.length === 0 || count > 0);
      const rows = some.map(({ areaCode, month, theme, offence, source, count }): [string, number] => [
        JSON.stringify([areaCode, month, theme, offence, source]),
        count,
      ]);
      expect(Object.fromEntries(rows)).toEqual(by.length > 0 || expected.length > 0 ? counts : {});
    }),
    { numRuns: runs(60) },
  );
}, 120_000);

test('what cells cannot tell is refused where no other source has it, and where it was asked for by name', async () => {
  const where = { partnership: TOWN, flags: ['weapon'] };
  for (const named of [{}, { sources: ['police-crimes'] }]) {
    const refusal = await api.refusal(COUNTS, { where: { ...where, ...named }, by: [] });
    expect(refusal).toMatchObject({ code: 'FORBIDDEN' });
    expect(refusal.message).toMatch(/Police recorded crimes.*closed to this key for flags/);
  }
});

test('a cell counts in the SNT area that its month has', async () => {
  const id = await partnershipOf(database, 'TEAMS');
  await importAreas(database, 'TEAMS', 'WARD', [{ code: 'W1', ring: box(0, 0, 1000) }]);
  await importAreas(database, 'TEAMS', 'SNT_AREA', [{ code: 'Old team', ring: box(0, 0, 1000) }], {
    validTo: '2023-03-31',
  });
  await importAreas(database, 'TEAMS', 'SNT_AREA', [{ code: 'New team', ring: box(0, 0, 1200) }], {
    validFrom: '2023-04-01',
  });
  await load(database, 'TEAMS', [
    ...Array.from({ length: 3 }, () => crime({ occurredFrom: '2023-02-10T12:00:00.000Z' })),
    ...Array.from({ length: 5 }, () => crime({ occurredFrom: '2023-05-10T12:00:00.000Z' })),
  ]);
  const countsOf = async (viewer: Viewer) =>
    (
      await api.ask<{ incidentCounts: Counts }>(
        COUNTS,
        { where: { partnership: 'TEAMS' }, by: ['SNT_AREA', 'MONTH'] },
        { viewer },
      )
    ).incidentCounts.rows.map(({ areaCode, month, count }) => [areaCode, month, count]);
  const expected = [
    ['New team', '2023-04', 0],
    ['New team', '2023-05', 5],
    ['Old team', '2023-02', 3],
    ['Old team', '2023-03', 0],
  ];
  expect(await countsOf(analystOf(id))).toEqual(expected);
  expect(await countsOf({ ...analystOf(id), role: 'PARTNER' })).toEqual(expected);
});
