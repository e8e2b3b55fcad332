import { cutAtMonths, intersection, monthOf, monthPieces, type Period } from '../../../platform/calendar';
import { Problem } from '../../../platform/errors';
import { holdersOf, isCounty } from '../../areas';
import { type DeliveredTo, deliveredMonths } from './delivery';
import type { Feed } from './feeds';
import { monthsInWords } from './holes';
import type { Selection } from './selection';

/** Whether days of a period inside one of some stretches can be counted: of a source by month, only whole months. */
function holdsCountable(stretches: readonly Period[], period: Period, monthsOnly: boolean): boolean {
  return stretches.some((stretch) => {
    const inside = intersection(stretch, period);
    return inside !== null && (!monthsOnly || cutAtMonths(inside).whole !== null);
  });
}

/** Months of each source in words: `police crimes: January 2022 to March 2022 and May 2022`. */
function deliveredInWords(feeds: readonly Feed[], { partnership, coverage }: DeliveredTo): string {
  const { ids, codes } = holdersOf(partnership);
  const lines = feeds.flatMap(({ sources, holderId }) =>
    sources.flatMap((source) => {
      const months = deliveredMonths(coverage, source, holderId).flatMap(monthPieces);
      if (months.length === 0) return [];
      const of = isCounty(partnership) ? ` of ${codes[ids.indexOf(holderId)]}` : '';
      return [`${source.name}${of}: ${monthsInWords(months.map(({ from }) => monthOf(from)))}`];
    }),
  );
  return [...new Set(lines)].join('; ');
}

/**
 * Reason why no day of a period can be counted, in words; null where some can. Asks each source by itself: the days of
 * one and the months of another do not make a part of a month known.
 *
 * @param withAreas days in which the areas of the filter exist; it ends before it begins where they never do.
 */
export function whyUncountable(
  feeds: readonly Feed[],
  period: Period,
  withAreas: Period,
  delivery: DeliveredTo,
): string | null {
  const unknown = 'No day of the period can be counted, so the number of incidents is unknown, not zero.';
  const asked = intersection(period, withAreas);
  if (asked === null)
    return `${unknown} The areas of the filter have no boundaries on the first day of any of its months.`;
  const delivered = feeds.flatMap(({ sources, holderId }) =>
    sources.map(({ id, resolution }) => ({
      monthsOnly: resolution === 'MONTH',
      stretches: deliveredMonths(delivery.coverage, { id }, holderId),
    })),
  );
  if (delivered.some(({ stretches, monthsOnly }) => holdsCountable(stretches, asked, monthsOnly)))
    return null;
  const why = delivered.some(({ stretches }) => holdsCountable(stretches, asked, false))
    ? ' The source that has delivered it tells only the month, and the period holds no whole month.'
    : '';
  return `${unknown}${why} Delivered are ${deliveredInWords(feeds, delivery)}.`;
}

/** @throws Problem NOT_ENOUGH_DATA with the delivered months, where no day of the period can be counted. */
export function checkCountable({ uncountable }: Pick<Selection, 'uncountable'>): void {
  if (uncountable !== null) throw new Problem('NOT_ENOUGH_DATA', uncountable);
}
