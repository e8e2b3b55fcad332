import {
  addMonths,
  joinPeriods,
  monthOf,
  type Period,
  type Stretches,
  sharedStretches,
} from '../../../platform/calendar';
import { holdersOf } from '../../areas';
import type { SourceEntity, Vocabulary } from '../../vocabulary';
import { type DeliveredTo, deliveredMonths, isDelivered } from './delivery';
import type { Publication } from './publications';

/**
 * Sources that deliver identical events to a partnership, in succession or in parallel: a closed source and the open
 * one that publishes its records, or a single source.
 */
export interface Feed {
  holderId: number;
  sources: SourceEntity[];
  /** Stretches of whole months that any of the sources has delivered, oldest first, disjoint. */
  stretches: Period[];
}

/**
 * Feeds formed by some sources, for each partnership to which any of them has delivered.
 *
 * @param offenceIds offences of the filter; empty: all.
 */
export function feedsOf(
  sources: readonly SourceEntity[],
  publications: readonly Publication[],
  offenceIds: readonly number[],
  { partnership, coverage }: DeliveredTo,
  vocabulary: Vocabulary,
): Feed[] {
  const groups = [
    ...publications.map(({ open, closed }) => [closed, open]),
    ...sources
      .filter((source) => standsAlone(source, publications, offenceIds, vocabulary))
      .map((each) => [each]),
  ];
  return holdersOf(partnership).ids.flatMap((holderId) =>
    groups.flatMap((group) => {
      const months = group.flatMap((source) => deliveredMonths(coverage, source, holderId));
      return months.length === 0 ? [] : [{ holderId, sources: group, stretches: joinPeriods(months) }];
    }),
  );
}

/** Whether a source records events that no other source records. */
function standsAlone(
  source: SourceEntity,
  publications: readonly Publication[],
  offenceIds: readonly number[],
  { sourceOffences }: Vocabulary,
): boolean {
  if (publications.some(({ closed }) => closed === source)) return false;
  const published = publications.filter(({ open }) => open === source).flatMap((each) => each.offenceIds);
  if (published.length === 0) return true;
  return sourceOffences.some(
    ({ sourceId, offenceId }) =>
      sourceId === source.id &&
      (offenceIds.length === 0 || offenceIds.includes(offenceId)) &&
      !published.includes(offenceId),
  );
}

/** Days that every feed has delivered, without holes. */
export function knownDays(feeds: readonly Feed[]): Stretches {
  return feeds.map(({ stretches }): Stretches => stretches).reduce(sharedStretches);
}

/** From the latest first day of the feeds to the earliest last one. Ends before it begins where they share no day. */
export function daysShared(feeds: readonly Feed[]): Period {
  const firsts = feeds.map(({ stretches }) => stretches[0].from).sort();
  const lasts = feeds.map(({ stretches }) => stretches.at(-1)!.to).sort();
  return { from: firsts.at(-1)!, to: lasts[0] };
}

/**
 * Whether a source counts in every month of a window: it has delivered it, and no closed source is counted in its place.
 *
 * @param counted source, and an offence of it; default: whether any of its records count.
 */
export function countsThroughout(
  { source, offenceId }: { source: SourceEntity; offenceId?: number },
  { from, to }: Period,
  feeds: readonly Feed[],
  publications: readonly Publication[],
  { coverage }: DeliveredTo,
): boolean {
  const own = feeds.filter(({ sources }) => sources.includes(source));
  const alone = own.some(({ sources }) => sources.length === 1);
  const givesWay = (holderId: number, month: string) =>
    publications.some(
      ({ open, closed, offenceIds }) =>
        open === source &&
        (offenceId === undefined ? !alone : offenceIds.includes(offenceId)) &&
        isDelivered(coverage, closed, holderId, month),
    );
  for (let month = monthOf(from); month <= to; month = addMonths(month, 1))
    for (const { holderId } of own)
      if (!isDelivered(coverage, source, holderId, month) || givesWay(holderId, month)) return false;
  return own.length > 0;
}
