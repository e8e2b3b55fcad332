import type { Selection } from '../../domain/incidents';
import { addMonths, cutAtMonths, monthOf, type Period } from '../../platform/calendar';
import type { Session } from '../../platform/database';
import { type Fragment, join, loadSql, sql } from '../../platform/database/sql';
import type { CountedPeriod } from './windows';

const COUNT_PERIODS = loadSql(__dirname, 'count_periods');

/** A selection and the periods over which its incidents are to be counted, of each only the stretches given. */
export interface Counting {
  selection: Selection;
  periods: readonly Pick<CountedPeriod, 'counted'>[];
}

/** Counts to be read: part 0 is whole months, from 1 on parts of months in their order. */
interface Part {
  part: number;
  counts: Fragment;
}

/** One subquery of the statement: counts by month. */
function branch(request: number, { part, counts }: Part): Fragment {
  return sql`SELECT ${request}::integer AS request, ${part}::integer AS part, c.month, sum(c.n) AS n
    FROM ${counts} AS c
    GROUP BY c.month`;
}

/** The whole months of all periods in one stretch, and the parts of months that are left. */
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

/** First days of the months of a period that is made of whole ones. */
function monthsOf({ from, to }: Period): string[] {
  const months: string[] = [];
  for (let month = monthOf(from); month <= to; month = addMonths(month, 1)) months.push(month);
  return months;
}

/** All that is to be read for the periods of a selection. */
function partsOf({ selection: { rows, cellSources }, periods }: Counting): Part[] {
  const { whole, parts } = cut(periods.flatMap(({ counted }) => counted));
  return [
    ...(whole ? [{ part: 0, counts: rows.counts(whole) }] : []),
    ...(whole && cellSources.length > 0
      ? [{ part: 0, counts: rows.cells(whole, { withFlags: false }) }]
      : []),
    ...parts.map((part, i) => ({ part: i + 1, counts: rows.counts(part) })),
  ];
}

/**
 * How many incidents each selection has in the counted stretches of each of its periods: one statement, whatever the number of selections,
 * periods and months. Whole months of closed sources come from the cells of the disclosure control where the viewer
 * reads no records; parts of months then have only what open sources tell. What several ask for alike, as a trend and
 * the seasons of one filter do, is counted once.
 */
export async function countPeriods(session: Session, asked: readonly Counting[]): Promise<number[][]> {
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
  if (branches.length === 0) return asked.map(({ periods }) => periods.map(() => 0));
  const rows = await session.query<{ request: number; part: number; month: string; n: number }>(
    COUNT_PERIODS.with({ branches: join(branches, ' UNION ALL ') }),
  );
  const found = new Map<string, number>();
  for (const { request, part, month, n } of rows) {
    const key = part === 0 ? `${request} ${month}` : `${request} part ${part}`;
    found.set(key, (found.get(key) ?? 0) + n);
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
      return cells.reduce((sum, cell) => sum + (found.get(cell) ?? 0), 0);
    });
  });
}
