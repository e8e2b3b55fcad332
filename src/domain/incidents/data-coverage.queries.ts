import { canReadExactCounts, canReadRecords, type Viewer } from '../../access';
import { endOfMonth } from '../../platform/calendar';
import type { Session } from '../../platform/database';
import { loadSql } from '../../platform/database/sql';
import { holdersOf, type Partnership } from '../areas';
import type { Source } from '../vocabulary';
import type { DataCoverage } from './incident.type';

const SELECT_DATA_COVERAGE = loadSql(__dirname, 'select_data_coverage');

interface DataCoverageRow extends Source {
  asked: number;
  first_month: string;
  last_month: string;
  n: number | null;
}

/**
 * What each source has delivered for partnerships, as far as the viewer may know, in the order of the partnerships.
 * One statement for all.
 */
export async function selectDataCoverage(
  session: Session,
  viewer: Viewer,
  partnerships: readonly Partnership[],
): Promise<DataCoverage[][]> {
  const pairs = partnerships.flatMap((partnership, asked) =>
    holdersOf(partnership).ids.map((holderId) => ({ asked, holderId })),
  );
  const rows = await session.query<DataCoverageRow>(SELECT_DATA_COVERAGE, {
    asked: pairs.map(({ asked }) => asked),
    holder_ids: pairs.map(({ holderId }) => holderId),
    reads_records: partnerships.map(({ id }) => canReadRecords(viewer, id)),
    reads_exact: partnerships.map(({ id }) => canReadExactCounts(viewer, id)),
  });
  const answers = partnerships.map((): DataCoverage[] => []);
  for (const { asked, first_month, last_month, n, ...source } of rows)
    answers[asked].push({ source, from: first_month, to: endOfMonth(last_month), incidentCount: n ?? 0 });
  return answers;
}
