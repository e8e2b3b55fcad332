import type { Selection } from '../../domain/incidents';
import { type Session, unpackIntegers } from '../../platform/database';
import { join, loadSql, sql } from '../../platform/database/sql';
import type { MonthlySeries } from '../../platform/statistics';
import { seriesOfMonths } from './series';
import type { CountedPeriod } from './windows';

const SELECT_PLACE_MONTHS = loadSql(__dirname, 'select_place_months');

/** Selection, with grounds whose incidents to count by month. */
interface GroundsAsked {
  selection: Selection;
  /** Consecutive whole months; none: nothing is counted. */
  months: readonly CountedPeriod[];
  /** Ids of the places of each ground; no place is in two. */
  grounds: readonly (readonly number[])[];
}

type PlaceMonths = Record<'location_ids' | 'months' | 'ns', Buffer>;

/** 12 × year + month of a first day, January being 0. */
const monthNumber = (day: string) => 12 * Number(day.slice(0, 4)) + Number(day.slice(5, 7)) - 1;

/** Incidents of each ground by month. Added up here: the planner would look up each place of a join on its own. */
function countGrounds({ months, grounds }: GroundsAsked, found: PlaceMonths | undefined): Float64Array[] {
  const counts = grounds.map(() => new Float64Array(months.length));
  if (!found) return counts;
  const groundOf = new Map(grounds.flatMap((ids, ground) => ids.map((id) => [id, ground])));
  const first = monthNumber(months[0].from);
  const [ids, numbers, ns] = [found.location_ids, found.months, found.ns].map(unpackIntegers);
  ids.forEach((id, i) => {
    counts[groundOf.get(id)!][numbers[i] - first] += ns[i];
  });
  return counts;
}

/** Monthly series of each ground of each selection, in one statement; null where a month was not delivered. */
export async function groundSeries(
  session: Session,
  asked: readonly GroundsAsked[],
): Promise<MonthlySeries[][]> {
  const branches = asked.flatMap(({ selection: { rows }, months, grounds }, request) => {
    const ids = grounds.flat();
    if (months.length === 0 || ids.length === 0) return [];
    const counts = rows.counts({ from: months[0].from, to: months.at(-1)!.to });
    return sql`SELECT ${request}::integer AS request, c.location_id, c.month, c.n FROM ${counts} AS c
      WHERE c.location_id = ANY (${ids}::integer[])`;
  });
  const found =
    branches.length === 0
      ? []
      : await session.query<PlaceMonths & { request: number }>(
          SELECT_PLACE_MONTHS.with({ counts: join(branches, ' UNION ALL ') }),
        );
  return asked.map((each, request) => {
    const counts = countGrounds(
      each,
      found.find((row) => row.request === request),
    );
    return counts.map((ofGround) =>
      seriesOfMonths(
        each.months,
        each.months.map(({ counted }, month) => (counted.length > 0 ? ofGround[month] : null)),
      ),
    );
  });
}
