import { addMonths, cutAtMonths, monthOf, type Period } from '../calendar';
import type { Session } from '../database';
import { loadSql } from '../database/sql';
import { apart, cellsIn, countsIn, type Fragment, type Selection } from '../incidents';

const COUNT_PERIODS = loadSql(__dirname, 'count_periods');

/** A selection and the periods over which its incidents are to be counted. */
export interface Counting {
  selection: Selection;
  periods: Period[];
}

/** One subquery of the statement: the counts of a fragment by month. */
function branch(request: number, part: number, counts: Fragment): Fragment {
  const { sql, parameters } = apart(counts, `r${request}_p${part}`);
  return {
    sql: `SELECT ${request}::integer AS request, ${part}::integer AS part, c.month, sum(c.n) AS n
    FROM ${sql} AS c
    GROUP BY c.month`,
    parameters,
  };
}

/** The whole months of all periods in one stretch, and the parts of months that are left. */
function cut(periods: Period[]): { whole: Period | null; parts: Period[] } {
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

/**
 * How many incidents each selection has in each of its periods: one statement, whatever the number of selections,
 * periods and months. Whole months of closed sources come from the cells of the disclosure control where the viewer
 * reads no records; parts of months then have only what open sources tell.
 */
export async function countPeriods(session: Session, asked: Counting[]): Promise<number[][]> {
  const cuts = asked.map(({ periods }) => cut(periods));
  const branches = asked.flatMap(({ selection }, request) => {
    const { whole, parts } = cuts[request];
    return [
      ...(whole
        ? [
            branch(request, 0, countsIn(selection, whole)),
            ...(selection.cellSources.length > 0
              ? [branch(request, 0, cellsIn(selection, whole, { withFlags: false }))]
              : []),
          ]
        : []),
      ...parts.map((part, i) => branch(request, i + 1, countsIn(selection, part))),
    ];
  });
  if (branches.length === 0) return asked.map(() => []);
  const rows = await session.query<{ request: number; part: number; month: string; n: number }>(
    COUNT_PERIODS.with({ branches: branches.map(({ sql }) => sql).join('\n  UNION ALL\n  ') }),
    Object.assign({}, ...branches.map(({ parameters }) => parameters)),
  );
  const found = new Map<string, number>();
  for (const { request, part, month, n } of rows) {
    const key = part === 0 ? `${request} ${month}` : `${request} part ${part}`;
    found.set(key, (found.get(key) ?? 0) + n);
  }
  return asked.map(({ periods }, request) => {
    let part = 0;
    return periods.map((period) => {
      const { whole, parts } = cutAtMonths(period);
      const keys = [
        ...(whole ? monthsOf(whole).map((month) => `${request} ${month}`) : []),
        ...parts.map(() => `${request} part ${++part}`),
      ];
      return keys.reduce((sum, key) => sum + (found.get(key) ?? 0), 0);
    });
  });
}
