import { monthOf, type Period } from '../../../platform/calendar';
import type { Session } from '../../../platform/database';
import { Problem } from '../../../platform/errors';
import { type AreaKind, type AskedAreas, countAreas, pluralOf, selectAreaChanges } from '../../areas';
import { type Caveat, CaveatCode, caveat } from '../../caveats';

/**
 * Checks that there are areas of some kinds on a day.
 *
 * @throws Problem BAD_USER_INPUT
 */
export async function checkDay(
  session: Session,
  partnershipIds: readonly number[],
  by: readonly AreaKind[],
  areasAsOf: string | null,
): Promise<void> {
  if (areasAsOf === null) return;
  const counts = await countAreas(session, partnershipIds, areasAsOf);
  for (const kind of by)
    if (!counts.has(kind))
      throw new Problem('BAD_USER_INPUT', `areasAsOf: there are no ${pluralOf(kind)} on this day.`, {
        field: 'areasAsOf',
      });
}

/**
 * Caveats on boundaries of areas that change inside the period, or between it and the day whose boundaries count for all
 * of it. None where they do not change.
 */
export async function boundaryCaveats(
  session: Session,
  partnershipIds: readonly number[],
  areas: readonly AskedAreas[],
  period: Period,
  areasAsOf: string | null,
): Promise<Caveat[]> {
  if (areas.length === 0) return [];
  const days = { from: monthOf(period.from), to: period.to };
  const reach = {
    from: areasAsOf !== null && areasAsOf < days.from ? areasAsOf : days.from,
    to: areasAsOf !== null && areasAsOf > days.to ? areasAsOf : days.to,
  };
  const { changes, gaps } = await selectAreaChanges(session, partnershipIds, areas, reach);
  // Records with a place count in the areas of one day also in months that have no areas of their own.
  const sentences = areasAsOf === null ? [...changes, ...gaps] : [];
  if (changes.length > 0)
    sentences.push(
      areasAsOf === null
        ? 'A month counts in the areas of its first day; areasAsOf counts every month in those of one day.'
        : `Every month counts in the areas of ${areasAsOf}, also where others were valid.`,
    );
  return sentences.map((sentence) => caveat(CaveatCode.BOUNDARIES_CHANGED, sentence));
}
