/**
 * A theme is never smaller than its part, whichever of two sources of the same events a month is counted from.
 *
 * @backend either
 */
import assessment from '../../../../seeds/vocabulary/profiles/assessment-2009.json';
import communitySafety from '../../../../seeds/vocabulary/profiles/community-safety.json';
import policeUk from '../../../../seeds/vocabulary/profiles/police-uk.json';
import { PUBLIC_VIEWER, type Viewer } from '../../../../src/access';
import { changeVocabulary, SOURCES } from '../../../../src/domain/vocabulary';
import type { IncidentRecord } from '../../../../src/ingest/reading/record';
import { addMonths } from '../../../../src/platform/calendar';
import { Api, analystOf } from '../../../support/api';
import { createTestDatabase, type TestDatabase } from '../../../support/database';
import { box, importAreas, partnershipOf } from '../../../support/ground';
import { crime, load } from '../../../support/records';

const PROFILES = [assessment, communitySafety, policeUk].map(({ profile, themes }) => ({
  profile,
  pairs: (themes as { code: string; parent?: string }[]).flatMap(({ code, parent }) =>
    parent ? [{ part: code, whole: parent }] : [],
  ),
}));
/** Three months that data.police.uk alone has, three that the police have too, and three of the police alone. */
const MONTHS = Array.from({ length: 9 }, (_, i) => addMonths('2022-01-01', i));
const ALL = { from: '2022-01-01', to: '2022-09-30' };
const BOTH = { from: '2022-04-01', to: '2022-06-30' };

/** Records of every offence of a source in a month, more of the coarse categories of data.police.uk. */
function recordsOf(source: string, month: string): IncidentRecord[] {
  const { offences, access } = SOURCES.find(({ code }) => code === source)!;
  const isOpen = access === 'OPEN';
  const begin = Date.parse(`${month}T00:00:00Z`) - (month >= '2022-04' ? 3_600_000 : 0);
  const end = Date.parse(`${addMonths(month, 1)}T00:00:00Z`) - (month >= '2022-03' ? 3_600_000 : 0) - 1;
  return offences.flatMap((offence, nth) =>
    Array.from({ length: isOpen ? 5 : 1 + (nth % 3) }, (_, i) =>
      crime({
        ...{ source, offence, month: month.slice(0, 7), at: [300 + 20 * (nth % 9), 300 + 50 * i] },
        ...(isOpen
          ? {
              precision: 'MONTH' as const,
              occurredFrom: new Date(begin).toISOString(),
              occurredTo: new Date(end).toISOString(),
            }
          : { occurredFrom: `${month.slice(0, 7)}-${10 + i}T12:00:00.000Z`, flags: nth % 4 === 0 ? 31 : 0 }),
      }),
    ),
  );
}

let fixture: TestDatabase;
let api: Api;
const analysts = new Map<string, Viewer>();

beforeAll(async () => {
  fixture = await createTestDatabase();
  const { database } = fixture;
  const records = [
    ...MONTHS.slice(0, 6).flatMap((month) => recordsOf('police-uk-street', month)),
    ...MONTHS.slice(3).flatMap((month) => recordsOf('police-crimes', month)),
    ...MONTHS.slice(3).flatMap((month) => recordsOf('police-incidents', month)),
  ];
  for (const { profile } of PROFILES) {
    const id = await partnershipOf(database, profile);
    await database.transaction({}, (session) => changeVocabulary(session, id, { profile }, 'test'));
    await importAreas(database, profile, 'PARTNERSHIP', [{ code: profile, ring: box(0, 0, 2000) }]);
    await load(database, profile, records);
    analysts.set(profile, analystOf(id));
  }
  api = await Api.on(database, PUBLIC_VIEWER);
}, 120_000);
afterAll(() => fixture.remove());

interface Row {
  theme: string | null;
  month: string | null;
  quarter: string | null;
  count: number | null;
  complete: boolean;
}

/** Rows of themes, by theme and unit of time. */
async function rowsOf(viewer: Viewer, where: object, by: string[]): Promise<Map<string, Row>> {
  const { incidentCounts } = await api.ask<{ incidentCounts: { rows: Row[]; caveats: { code: string }[] } }>(
    `query ($where: IncidentFilter!, $by: [CountDimension!]!) {
      incidentCounts(where: $where, by: $by) {
        rows { theme month quarter count complete } caveats { code message }
      }
    }`,
    { where, by },
    { viewer },
  );
  const unknown = incidentCounts.rows.some(({ count }) => count === null);
  expect(incidentCounts.caveats.some(({ code }) => code === 'THEME_NOT_RECORDED')).toBe(unknown);
  return new Map(
    incidentCounts.rows.map((row) => [`${row.theme} ${row.month ?? row.quarter ?? ''}`.trim(), row]),
  );
}

const VIEWERS = { analyst: (profile: string) => analysts.get(profile)!, public: () => PUBLIC_VIEWER };

describe.each(PROFILES)('themes of $profile', ({ profile, pairs }) => {
  test.each(Object.entries(VIEWERS))(
    'are never smaller than their parts for the %s',
    async (_, viewerOf) => {
      let compared = 0;
      for (const by of [['THEME'], ['THEME', 'QUARTER'], ['THEME', 'MONTH']])
        for (const period of [ALL, BOTH]) {
          const rows = await rowsOf(viewerOf(profile), { partnership: profile, period }, by);
          for (const { part, whole } of pairs)
            for (const [key, { count }] of rows) {
              const unit = key === part ? '' : key.startsWith(`${part} `) ? key.slice(part.length) : null;
              const above = unit === null ? undefined : rows.get(`${whole}${unit}`);
              // A theme without a row or number is unknown, not smaller.
              if (count === null || above === undefined || above.count === null) continue;
              compared += 1;
              expect([by, whole, part, unit, above.count >= count]).toEqual([by, whole, part, unit, true]);
            }
        }
      expect(compared).toBeGreaterThanOrEqual(pairs.length);
    },
    60_000,
  );

  test('have in a month one number, asked for alone or together', async () => {
    const where = { partnership: profile, period: ALL };
    const together = await rowsOf(analysts.get(profile)!, where, ['THEME', 'MONTH']);
    const codes = [...new Set([...together.values()].flatMap(({ theme }) => theme ?? []))];
    expect(codes.length).toBeGreaterThan(10);
    for (const code of codes) {
      const alone = await rowsOf(analysts.get(profile)!, { ...where, themes: [code] }, ['MONTH']);
      for (const month of MONTHS.map((first) => first.slice(0, 7))) {
        const row = together.get(`${code} ${month}`);
        if (row && row.count !== null)
          expect([code, month, alone.get(`null ${month}`)?.count]).toEqual([code, month, row.count]);
      }
    }
  }, 60_000);
});

test('a theme that data.police.uk cannot tell has no number over months that it alone has', async () => {
  const of = (period: object) =>
    rowsOf(analysts.get('assessment-2009')!, { partnership: 'assessment-2009', period }, ['THEME']);
  const whole = await of(ALL);
  expect(whole.get('robbery')!.count).toBeGreaterThan(0);
  expect(whole.get('serious-acquisitive-crime')).toMatchObject({ count: null, complete: false });
  const told = (await of(BOTH)).get('serious-acquisitive-crime')!;
  expect(told).toMatchObject({ complete: true });
  expect(told.count).toBeGreaterThan(0);
});
