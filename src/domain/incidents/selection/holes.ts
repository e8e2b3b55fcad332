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
import { holdersOf, isCounty } from '../../areas';
import { type Caveat, CaveatCode, caveat } from '../../caveats';
import { type CoverageRow, deliveredMonths, selectCoverage } from '../coverage';
import { namesOf } from './coverage';
import type { DeliveredTo } from './delivery';
import type { Feed } from './feeds';

/** Undelivered months of a period, as first days, between the first and the last month that a feed has delivered. */
function holesOf({ stretches }: Feed, period: Period): string[] {
  const inside = intersection({ from: stretches[0].from, to: stretches.at(-1)!.to }, period);
  const pieces = inside ? monthPieces(inside) : [];
  return pieces.filter((piece) => !holdsPeriod(stretches, piece)).map(({ from }) => monthOf(from));
}

/** Months in words, consecutive ones joined: `February 2022`, `July 2019 to May 2020 and August 2021`. */
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

/** Coverage on record of partnerships, by their comma-separated ids; read once per request. */
function coverageOf(session: Session, holderIds: string): Promise<CoverageRow[]> {
  return selectCoverage(session, holderIds.split(',').map(Number));
}

/** Publishers whose rows are missing in months of a source, where known. */
function missingPublishers(rows: readonly CoverageRow[], months: readonly string[]): string[] {
  const { holes } = deliveredMonths(rows);
  const named = holes.flatMap(({ month, publisher }) =>
    publisher !== null && months.includes(month) ? [publisher] : [],
  );
  return [...new Set(named)].sort();
}

/** Caveats on months of a period that no source of a feed has delivered: their counts are unknown, not zero. */
export async function holeCaveats(
  session: Session,
  feeds: readonly Feed[],
  period: Period,
  { partnership, released }: DeliveredTo,
): Promise<Caveat[]> {
  const gaps = feeds.map((feed) => ({ ...feed, months: holesOf(feed, period) }));
  const withHoles = gaps.filter(({ months }) => months.length > 0);
  if (withHoles.length === 0) return [];
  const isPublished = ({ sources }: Feed) => released && sources.every(({ access }) => access === 'CLOSED');
  const holders = [...new Set(withHoles.map(({ holderId }) => holderId))].sort((a, b) => a - b);
  const rows = await session.once(coverageOf, holders.join(','));
  const { ids, names } = holdersOf(partnership);
  return withHoles.map(({ months, ...feed }) => {
    const { sources, holderId } = feed;
    const verb = months.length === 1 ? 'was' : 'were';
    const of = isCounty(partnership) ? ` of ${names[ids.indexOf(holderId)]}` : '';
    const which = `${namesOf(sources)}${of}: ${monthsInWords(months)} ${verb}`;
    if (isPublished(feed))
      return caveat(
        CaveatCode.HOLE_IN_COVERAGE,
        `${which} not published by the last release: unknown, not zero.`,
      );
    const publishers = sources.flatMap(({ id }) =>
      missingPublishers(
        rows.filter((row) => row.partnership_id === holderId && row.source_id === id),
        months,
      ),
    );
    const by = publishers.length > 0 ? ` (${[...new Set(publishers)].sort().join(', ')})` : '';
    return caveat(CaveatCode.HOLE_IN_COVERAGE, `${which} never delivered${by}: unknown, not zero.`);
  });
}
