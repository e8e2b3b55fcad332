import { holdersOf } from '../../domain/areas';
import type { Selection } from '../../domain/incidents';
import type { Session } from '../../platform/database';
import { loadSql } from '../../platform/database/sql';
import { type Counting, countPeriods } from './counts.queries';
import { type CountedPeriod, countsMonth } from './windows';

const SELECT_SHARED_UNLOCATED = loadSql(__dirname, 'select_shared_unlocated');

/** Rows without a place in a period. */
export interface Unlocated {
  /** Whether the filter names areas or shapes, so that no such row is counted and any may belong there. */
  beside: boolean;
  /** Rows of the partnership that are counted: all of them or, beside areas or shapes, none. */
  counted: number;
  /**
   * Number of rows that may belong to the count: the partnership's rows among those of publishers that serve several
   * (expected), and, beside areas or shapes, those of the partnership.
   */
  possible: number;
  /** Share of rows without a place among those of the partnership; 0 where it has none. */
  share: number;
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

/** Rows without a place of each selection and period, in two statements. */
export async function countUnlocated(
  session: Session,
  asked: readonly UnlocatedQuestion[],
): Promise<Unlocated[][]> {
  const open = asked.filter(({ periods }) => periods.length > 0);
  if (open.length === 0) return asked.map(() => []);
  const ofRecords = (selection: Selection, rows: Selection['rows']) => ({
    ...selection,
    cellSources: [],
    rows,
  });
  const counts = await countPeriods(
    session,
    open.flatMap(({ selection, periods }) => [
      { selection: ofRecords(selection, selection.rows.unplaced()), periods },
      { selection: ofRecords(selection, selection.rows.everywhere()), periods },
    ]),
  );
  const found: Unlocated[][] = [];
  for (const question of asked) {
    const nth = open.indexOf(question);
    if (nth < 0) {
      found.push([]);
      continue;
    }
    const { selection, periods } = question;
    const beside = selection.rows.regions.length > 0;
    const [unplaced, all] = counts.slice(2 * nth, 2 * nth + 2);
    const rows = await session.once(selectShared, holdersOf(selection.partnership).ids.join(','));
    found.push(
      periods.map((period, i) => {
        const shared = sharedIn(rows, selection, period);
        const everything = all[i] + shared;
        return {
          beside,
          counted: beside ? 0 : unplaced[i],
          possible: shared + (beside ? unplaced[i] : 0),
          share: everything === 0 ? 0 : (unplaced[i] + shared) / everything,
        };
      }),
    );
  }
  return found;
}
