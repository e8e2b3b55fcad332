import { holdersOf } from '../../domain/areas';
import type { Selection } from '../../domain/incidents';
import type { Session } from '../../platform/database';
import { loadSql } from '../../platform/database/sql';
import { type Counting, countPeriods } from './counts.queries';
import { type CountedPeriod, countsMonth } from './windows';

const SELECT_SHARED_UNLOCATED = loadSql(__dirname, 'select_shared_unlocated');

/** Rows without a place in a period. */
export interface Unlocated {
  /** Rows of the partnership, which are counted. */
  own: number;
  /** Expected number of the partnership's rows among those of publishers that serve several; not counted. */
  shared: number;
}

interface SharedRow {
  source_id: number;
  offence_id: number;
  /** First day of the month. */
  month: string;
  expected: number;
}

function selectShared(session: Session, partnershipIds: string): Promise<SharedRow[]> {
  return session.query<SharedRow>(SELECT_SHARED_UNLOCATED, {
    partnership_ids: partnershipIds.split(',').map(Number),
  });
}

/**
 * Shared rows of a period that a selection would count: none where it asks for outcomes or flags, because how many of the
 * shared rows have them is not known.
 */
function sharedIn(rows: readonly SharedRow[], selection: Selection, period: CountedPeriod): number {
  const { recordSources, offenceIds, byOutcomeOrFlag } = selection;
  if (byOutcomeOrFlag) return 0;
  return rows
    .filter(
      ({ source_id, offence_id, month }) =>
        recordSources.some(({ id }) => id === source_id) &&
        (offenceIds.length === 0 || offenceIds.includes(offence_id)) &&
        countsMonth(period, month),
    )
    .reduce((sum, { expected }) => sum + expected, 0);
}

/** Selection, and the periods to count rows without a place in. */
interface UnlocatedQuestion extends Counting {
  periods: readonly CountedPeriod[];
}

/**
 * Rows without a place of each selection and period, in two statements. A filter by areas or shapes selects no such
 * rows, so its periods have none.
 */
export async function countUnlocated(
  session: Session,
  asked: readonly UnlocatedQuestion[],
): Promise<Unlocated[][]> {
  const unplaced = asked.filter(
    ({ selection, periods }) => periods.length > 0 && selection.rows.regions.length === 0,
  );
  if (unplaced.length === 0) return asked.map(({ periods }) => periods.map(() => ({ own: 0, shared: 0 })));
  const own = await countPeriods(
    session,
    unplaced.map(({ selection, periods }) => ({
      selection: { ...selection, cellSources: [], rows: selection.rows.located(false) },
      periods,
    })),
  );
  const found: Unlocated[][] = [];
  for (const question of asked) {
    const { selection, periods } = question;
    const counts = own[unplaced.indexOf(question)];
    const shared = counts
      ? await session.once(selectShared, holdersOf(selection.partnership).ids.join(','))
      : [];
    found.push(
      periods.map((period, i) => ({
        own: counts?.[i] ?? 0,
        shared: sharedIn(shared, selection, period),
      })),
    );
  }
  return found;
}
