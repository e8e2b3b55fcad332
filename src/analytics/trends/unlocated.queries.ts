import { holdersOf } from '../../domain/areas';
import type { Selection } from '../../domain/incidents';
import type { Session } from '../../platform/database';
import { loadSql } from '../../platform/database/sql';
import { type Counting, countPeriods, type PeriodCount } from './counts.queries';
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
  /** Counts of the selection in these periods. */
  counts: readonly PeriodCount[];
}

/**
 * Counts of the records that a selection would have without its areas and shapes, and those of them without a place. Only
 * selections with areas, shapes or cells are counted again, in one statement.
 */
async function countEverywhere(
  session: Session,
  asked: readonly UnlocatedQuestion[],
): Promise<(readonly PeriodCount[])[]> {
  const anew = asked.filter(
    ({ periods, selection: { rows, cellSources } }) =>
      periods.length > 0 && (rows.regions.length > 0 || cellSources.length > 0),
  );
  const counts = await countPeriods(
    session,
    anew.map(({ selection, periods }) => ({
      selection: { ...selection, cellSources: [], rows: selection.rows.everywhere() },
      periods,
    })),
  );
  return asked.map((question) => counts[anew.indexOf(question)] ?? question.counts);
}

/** Rows without a place of each selection and period, in two statements at most. */
export async function countUnlocated(
  session: Session,
  asked: readonly UnlocatedQuestion[],
): Promise<Unlocated[][]> {
  const everywhere = await countEverywhere(session, asked);
  const found: Unlocated[][] = [];
  for (const [nth, { selection, periods }] of asked.entries()) {
    const beside = selection.rows.regions.length > 0;
    const rows =
      periods.length > 0
        ? await session.once(selectShared, holdersOf(selection.partnership).ids.join(','))
        : [];
    found.push(
      periods.map((period, i) => {
        const { n, unplaced } = everywhere[nth][i];
        const shared = sharedIn(rows, selection, period);
        return {
          beside,
          counted: beside ? 0 : unplaced,
          possible: shared + (beside ? unplaced : 0),
          share: n + shared === 0 ? 0 : (unplaced + shared) / (n + shared),
        };
      }),
    );
  }
  return found;
}
