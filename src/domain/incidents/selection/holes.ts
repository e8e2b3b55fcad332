import {
  addMonths,
  holdsPeriod,
  intersection,
  monthName,
  monthOf,
  monthPieces,
  type Period,
} from '../../../platform/calendar';
import type { Session } from '../../../platform/database';
import { type CoverageRow, deliveredMonths, selectCoverage } from '../coverage';
import type { DeliveredSpan } from './coverage';

/** Months of a period inside a span of delivery that were never delivered, first days. */
function holesOf({ span, stretches }: DeliveredSpan, period: Period): string[] {
  const inside = intersection(span, period);
  const pieces = inside ? monthPieces(inside) : [];
  return pieces.filter((piece) => !holdsPeriod(stretches, piece)).map(({ from }) => monthOf(from));
}

/** Months in words, those that follow each other as one: `February 2022`, `July 2019 to May 2020 and August 2021`. */
export function monthsInWords(months: readonly string[]): string {
  const runs: { first: string; last: string }[] = [];
  for (const month of [...new Set(months)].sort()) {
    const run = runs.at(-1);
    if (run && addMonths(run.last, 1) === month) run.last = month;
    else runs.push({ first: month, last: month });
  }
  const name = (month: string) => `${monthName(month)} ${month.slice(0, 4)}`;
  const words = runs.map(({ first, last }) =>
    first === last ? name(first) : `${name(first)} to ${name(last)}`,
  );
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** What is on record of partnerships, their ids separated by commas: read once per request. */
function coverageOf(session: Session, holderIds: string): Promise<CoverageRow[]> {
  return selectCoverage(session, holderIds.split(',').map(Number));
}

/** Publishers whose rows are missing in months of a source, as far as they are known. */
function missingPublishers(rows: readonly CoverageRow[], months: readonly string[]): string[] {
  const { holes } = deliveredMonths(rows);
  const named = holes.flatMap(({ month, publisher }) =>
    publisher !== null && months.includes(month) ? [publisher] : [],
  );
  return [...new Set(named)].sort();
}

/**
 * Caveats on months of a period that were never delivered: unknown, not free of incidents.
 *
 * @param spans deliveries of the sources of a filter.
 */
export async function holeCaveats(
  session: Session,
  spans: readonly DeliveredSpan[],
  period: Period,
): Promise<string[]> {
  const gaps = spans.map((span) => ({ ...span, months: holesOf(span, period) }));
  const withHoles = gaps.filter(({ months }) => months.length > 0);
  if (withHoles.length === 0) return [];
  const holders = [...new Set(withHoles.map(({ holderId }) => holderId))].sort((a, b) => a - b);
  const rows = await session.once(coverageOf, holders.join(','));
  return withHoles.map(({ source, holderId, member, months }) => {
    const own = rows.filter((row) => row.partnership_id === holderId && row.source_id === source.id);
    const publishers = missingPublishers(own, months);
    const by = publishers.length > 0 ? ` (${publishers.join(', ')})` : '';
    const verb = months.length === 1 ? 'was' : 'were';
    const of = member === null ? '' : ` of ${member}`;
    return `${source.name}${of}: ${monthsInWords(months)} ${verb} never delivered${by}: unknown, not zero.`;
  });
}
