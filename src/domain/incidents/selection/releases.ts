import { monthName, type Period } from '../../../platform/calendar';
import { type Caveat, CaveatCode, caveat, caveatIf } from '../../caveats';
import { namesOf } from './coverage';
import type { DeliveredTo } from './delivery';
import type { Selection } from './selection';

/** Least share of late records that an answer tells, percent. */
const NOTABLE_SHARE = 5;

/** Caveats on months that no release has published yet, and on records that came after the publication of theirs. */
export function releaseCaveats(
  { cellSources, exactCells }: Pick<Selection, 'cellSources' | 'exactCells'>,
  period: Period,
  { coverage, partnership }: DeliveredTo,
): Caveat[] {
  if (exactCells) return [];
  return cellSources.flatMap((source) => {
    const own = coverage.filter(({ sourceId }) => sourceId === source.id);
    const ends = own.flatMap(({ delivered }) => delivered.map(({ to }) => to)).sort();
    const last = ends.at(-1);
    const late = Math.max(0, ...own.map(({ lateShare }) => lateShare ?? 0));
    return [
      ...(last !== undefined && last < period.to
        ? [
            caveat(
              CaveatCode.NOT_YET_PUBLISHED,
              `${namesOf([source])}: published up to ${monthName(last)} ${last.slice(0, 4)}. Later months can come with the ` +
                `release due on ${partnership.releaseDue}; until then they are unknown, not zero.`,
            ),
          ]
        : []),
      ...caveatIf(
        late >= NOTABLE_SHARE,
        CaveatCode.LATE_RECORDS,
        `${namesOf([source])}: about ${late}% of the counts came after the first publication of their month.`,
      ),
    ];
  });
}
