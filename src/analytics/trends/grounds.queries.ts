import type { Selection } from '../../domain/incidents';
import type { Session } from '../../platform/database';
import { join, loadSql, sql } from '../../platform/database/sql';
import type { MonthlySeries } from '../../platform/statistics';
import { seriesOfMonths } from './series';
import type { CountedPeriod } from './windows';

const COUNT_GROUNDS = loadSql(__dirname, 'count_grounds');

/** Selection, with grounds whose incidents to count by month. */
export interface GroundsAsked {
  selection: Selection;
  /** Consecutive whole months. */
  months: readonly CountedPeriod[];
  /** Ids of the places of each ground; no place is in two. */
  grounds: readonly (readonly number[])[];
}

/** Monthly series of each ground of each selection, in one statement; null where a month was not delivered. */
export async function groundSeries(
  session: Session,
  asked: readonly GroundsAsked[],
): Promise<MonthlySeries[][]> {
  const counted = new Map<string, number>();
  const places = asked.map(({ months, grounds }) => (months.length === 0 ? [] : grounds.flat()));
  const branches = asked.flatMap(({ selection, months }, request) => {
    if (places[request].length === 0) return [];
    const counts = selection.rows.counts({ from: months[0].from, to: months.at(-1)!.to });
    // Repeated here because the planner would otherwise look up each place on its own.
    return sql`SELECT ${request}::integer AS request, c.location_id, c.month, c.n FROM ${counts} AS c
      WHERE c.location_id = ANY (${places[request]}::integer[])`;
  });
  const rows =
    branches.length === 0
      ? []
      : await session.query<{ request: number; ground: number; month: string; n: number }>(
          COUNT_GROUNDS.with({ counts: join(branches, ' UNION ALL ') }),
          {
            requests: places.flatMap((ids, request) => ids.map(() => request)),
            grounds: asked.flatMap(({ grounds }, request) =>
              places[request].length === 0 ? [] : grounds.flatMap((ids, ground) => ids.map(() => ground)),
            ),
            locations: places.flat(),
          },
        );
  for (const { request, ground, month, n } of rows) counted.set(`${request} ${ground} ${month}`, n);
  return asked.map(({ months, grounds }, request) =>
    grounds.map((_, ground) =>
      seriesOfMonths(
        months,
        months.map(({ from, counted: days }) =>
          days.length > 0 ? (counted.get(`${request} ${ground} ${from}`) ?? 0) : null,
        ),
      ),
    ),
  );
}
