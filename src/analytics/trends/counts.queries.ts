import type { Selection } from '../../domain/incidents';
import { addMonths, cutAtMonths, monthOf, type Period } from '../../platform/calendar';
import type { Session } from '../../platform/database';
import { type Fragment, join, loadSql, sql } from '../../platform/database/sql';
import type { CountedPeriod } from './windows';

const COUNT_PERIODS = loadSql(__dirname, 'count_periods');

/** Selection, and the periods in which its incidents are counted; only the given stretches of a period count. */
export interface Counting {
  selection: Selection;
  periods: readonly Pick<CountedPeriod, 'counted'>[];
}

/** Incidents in a period, and those of them that have no place to be compared with areas and shapes. */
export interface PeriodCount {
  n: number;
  unplaced: number;
}

/** Counts to read: part 0 is whole months, parts from 1 are parts of months in order. */
interface Part {
  part: number;
  counts: Fragment;
  /** Condition on a row c of them: that it has no place. */
  isUnplaced: Fragment;
}

/** Subquery of the statement: counts by month. */
function branch(request: number, { part, counts, isUnplaced }: Part): Fragment {
  return sql`SELECT ${request}::integer AS request, ${part}::integer AS part, c.month, sum(c.n) AS n,
      sum(c.n) FILTER (WHERE ${isUnplaced}) AS unplaced
    FROM ${counts} AS c
    GROUP BY c.month`;
}

/** Whole months of all periods in one stretch, and the remaining parts of months. */
function cut(periods: readonly Period[]): { whole: Period | null; parts: Period[] } {
  const cuts = periods.map(cutAtMonths);
  const wholes = cuts.flatMap(({ whole }) => whole ?? []);
  return {
    whole:
      wholes.length === 0
        ? null
        : {
            from: wholes.map(({ from }) => from).sort()[0],
            to: wholes
              .map(({ to }) => to)
              .sort()
              .at(-1)!,
          },
    parts: cuts.flatMap(({ parts }) => parts),
  };
}

/** First days of the months of a period that consists of whole months. */
function monthsOf({ from, to }: Period): string[] {
  const months: string[] = [];
  for (let month = monthOf(from); month <= to; month = addMonths(month, 1)) months.push(month);
  return months;
}

/** Parts to read for the periods of a selection. */
function partsOf({ selection: { rows, cellSources }, periods }: Counting): Part[] {
  const { whole, parts } = cut(periods.flatMap(({ counted }) => counted));
  const { isUnplaced } = rows;
  return [
    ...(whole ? [{ part: 0, counts: rows.counts(whole), isUnplaced }] : []),
    ...(whole && cellSources.length > 0
      ? [{ part: 0, counts: rows.cells(whole, { withFlags: false }), isUnplaced: sql`false` }]
      : []),
    ...parts.map((part, i) => ({ part: i + 1, counts: rows.counts(part), isUnplaced })),
  ];
}

const NOTHING: PeriodCount = { n: 0, unplaced: 0 };

const added = (a: PeriodCount, b: PeriodCount): PeriodCount => ({
  n: a.n + b.n,
  unplaced: a.unplaced + b.unplaced,
});

/**
 * Number of incidents of each selection in the counted stretches of each of its periods, in one statement. Whole months
 * of closed sources come from the cells of the disclosure control if the viewer may not read records; parts of months
 * then contain open sources only. Counts needed several times, as by a trend and the seasons of one filter, are read
 * once.
 */
export async function countPeriods(session: Session, asked: readonly Counting[]): Promise<PeriodCount[][]> {
  const distinct = new Map<string, Part[]>();
  const keys = asked.map((each) => {
    const parts = partsOf(each);
    const key = JSON.stringify(parts);
    distinct.set(key, parts);
    return key;
  });
  const requestOf = new Map([...distinct.keys()].map((key, request) => [key, request]));
  const branches = [...distinct.values()].flatMap((parts, request) =>
    parts.map((part) => branch(request, part)),
  );
  if (branches.length === 0) return asked.map(({ periods }) => periods.map(() => NOTHING));
  const rows = await session.query<PeriodCount & { request: number; part: number; month: string }>(
    COUNT_PERIODS.with({ branches: join(branches, ' UNION ALL ') }),
  );
  const found = new Map<string, PeriodCount>();
  for (const { request, part, month, n, unplaced } of rows) {
    const key = part === 0 ? `${request} ${month}` : `${request} part ${part}`;
    found.set(key, added(found.get(key) ?? NOTHING, { n, unplaced }));
  }
  return asked.map(({ periods }, i) => {
    const request = requestOf.get(keys[i]);
    let part = 0;
    return periods.map(({ counted }) => {
      const cells = counted
        .map(cutAtMonths)
        .flatMap(({ whole, parts }) => [
          ...(whole ? monthsOf(whole).map((month) => `${request} ${month}`) : []),
          ...parts.map(() => `${request} part ${++part}`),
        ]);
      return cells.reduce((sum, cell) => added(sum, found.get(cell) ?? NOTHING), NOTHING);
    });
  });
}
