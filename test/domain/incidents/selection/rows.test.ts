import { Needs } from '../../../../src/domain/incidents/selection/needs';
import {
  holdersFragment,
  type RowRules,
  SelectedRows,
} from '../../../../src/domain/incidents/selection/rows.queries';
import type { Fragment } from '../../../../src/platform/database';
import { numberParameters, sql, statement } from '../../../../src/platform/database/sql';

const NONE = { rows: [], cells: [], regions: [], needs: [] };
const rowsOf = (rules: Partial<RowRules> = {}) =>
  new SelectedRows({
    holders: holdersFragment([1]),
    conditions: NONE,
    placeless: { everywhere: NONE, unplaced: sql`c.location_id IS NULL` },
    recordSources: [{ id: 2 }],
    cellSources: [],
    superseded: [],
    exactCells: false,
    bridge: null,
    byFlagTheme: false,
    ...rules,
  });
const numbered = (fragment: Fragment) =>
  numberParameters(statement('test', '{{all}}').with({ all: fragment }), {});
const tablesOf = (fragment: Fragment) =>
  [...numbered(fragment).text.matchAll(/FROM (\w+)/g)].map(([, table]) => table);

const MONTHS = { from: '2020-01-01', to: '2020-03-31' };
const PARTS = { from: '2020-01-15', to: '2020-03-10' };

test('whole months are read from counts, the parts of months before and after them from records', () => {
  expect(tablesOf(rowsOf().counts(MONTHS))).toEqual(['incident_count']);
  expect(tablesOf(rowsOf().counts(PARTS))).toEqual(['incident_count', 'incident', 'incident']);
  expect([rowsOf().isMonthly(MONTHS), rowsOf().isMonthly(PARTS)]).toEqual([true, false]);
});

test.each([Needs.OUTCOMES, Needs.COUNTS_BY_OUTCOME])('%s are read from records alone', (need) => {
  const rows = rowsOf({ conditions: { ...NONE, needs: [Needs.COUNTS, need] } });
  expect(tablesOf(rows.counts(MONTHS))).toEqual(['incident']);
  expect(rows.isMonthly(MONTHS)).toBe(false);
});

test('a statement sends the partnerships of a selection once, and the values of two selections apart', () => {
  const [one, other] = [{ id: 2 }, { id: 3 }].map((source) => rowsOf({ recordSources: [source] }));
  const alone = numbered(one.counts(PARTS));
  expect(alone.text.match(/partnership_id = ANY \(\$\d+/g)).toHaveLength(3);
  expect(new Set(alone.text.match(/partnership_id = ANY \(\$\d+/g))).toHaveProperty('size', 1);

  const both = numbered(sql`${one.counts(MONTHS)} ${other.counts(MONTHS)}`);
  const apart = [one, other].flatMap((rows) => numbered(rows.counts(MONTHS)).parameters);
  expect(both.parameters).toEqual(apart);
});

test('cells by flag are left out, unless they are asked for or the filter is a theme made of flags', () => {
  const leavesFlagsOut = (fragment: Fragment) => numbered(fragment).text.includes('e.flag IS NULL');
  expect(leavesFlagsOut(rowsOf().cells(MONTHS, { withFlags: false }))).toBe(true);
  expect(leavesFlagsOut(rowsOf().cells(MONTHS, { withFlags: true }))).toBe(false);
  expect(leavesFlagsOut(rowsOf({ byFlagTheme: true }).cells(MONTHS, { withFlags: false }))).toBe(false);
});

test('protected cells are read unless exact ones may be', () => {
  const tables = (exactCells: boolean) =>
    tablesOf(rowsOf({ exactCells }).cells(MONTHS, { withFlags: false }));
  expect(tables(false)).toEqual(['published_count']);
  expect(tables(true)).toEqual(['exact_count']);
});
