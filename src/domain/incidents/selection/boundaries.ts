import type { Period } from '../../../platform/calendar';
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

/** Caveats on the boundaries of areas: how they change inside the period, or that those of one day count. */
export async function boundaryCaveats(
  session: Session,
  partnershipIds: readonly number[],
  areas: readonly AskedAreas[],
  period: Period,
  areasAsOf: string | null,
): Promise<Caveat[]> {
  if (areas.length === 0) return [];
  if (areasAsOf)
    return [
      caveat(
        CaveatCode.BOUNDARIES_CHANGED,
        `Every month counts in the areas of ${areasAsOf}, also where others were valid: incidents with a place in those ` +
          'that it lies in.',
      ),
    ];
  const { changes, gaps } = await selectAreaChanges(session, partnershipIds, areas, period);
  if (changes.length > 0)
    changes.push(
      'A month counts in the areas of its first day; areasAsOf counts every month in those of one day.',
    );
  return [...changes, ...gaps].map((sentence) => caveat(CaveatCode.BOUNDARIES_CHANGED, sentence));
}
