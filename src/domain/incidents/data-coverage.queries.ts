import { canReadExactCounts, canReadRecords, type Viewer } from '../../access';
import { endOfMonth } from '../../platform/calendar';
import type { Session } from '../../platform/database';
import { loadSql } from '../../platform/database/sql';
import { holdersOf, type Partnership } from '../areas';
import type { Source } from '../vocabulary';
import type { DataCoverage } from './incident.type';

const SELECT_DATA_COVERAGE = loadSql(__dirname, 'select_data_coverage');
const SELECT_DELIVERED_SOURCES = loadSql(__dirname, 'select_delivered_sources');

interface DataCoverageRow extends Source {
  asked: number;
  first_month: string;
  last_month: string;
  n: number | null;
}

/** Columns of a statement about several partnerships: index of the partnership, and one that holds its data. */
function columnsOf(partnerships: readonly Partnership[]): { asked: number[]; holder_ids: number[] } {
  const holders = partnerships.map((partnership) => holdersOf(partnership).ids);
  return { asked: holders.flatMap((ids, asked) => ids.map(() => asked)), holder_ids: holders.flat() };
}

/**
 * Sources with their first and last delivered day and their number of incidents, exact or protected by the viewer's
 * rights. In the order of the partnerships, in one statement.
 */
export async function selectDataCoverage(
  session: Session,
  viewer: Viewer,
  partnerships: readonly Partnership[],
): Promise<DataCoverage[][]> {
  const rows = await session.query<DataCoverageRow>(SELECT_DATA_COVERAGE, {
    ...columnsOf(partnerships),
    reads_records: partnerships.map(({ id }) => canReadRecords(viewer, id)),
    reads_exact: partnerships.map(({ id }) => canReadExactCounts(viewer, id)),
  });
  const answers = partnerships.map((): DataCoverage[] => []);
  for (const { asked, first_month, last_month, n, ...source } of rows)
    answers[asked].push({ source, from: first_month, to: endOfMonth(last_month), incidentCount: n ?? 0 });
  return answers;
}

/** First and last day of the months that a source has delivered. */
export interface DeliveredSource {
  /** OPEN where records are published, CLOSED where they are under disclosure control. */
  access: 'OPEN' | 'CLOSED';
  from: string;
  to: string;
}

/** Sources that have delivered for partnerships, in the order of the partnerships and one statement. */
export async function selectDeliveredSources(
  session: Session,
  viewer: Viewer,
  partnerships: readonly Partnership[],
): Promise<DeliveredSource[][]> {
  const rows = await session.query<{
    asked: number;
    access: DeliveredSource['access'];
    first_month: string;
    last_month: string;
  }>(SELECT_DELIVERED_SOURCES, {
    ...columnsOf(partnerships),
    reads_exact: partnerships.map(({ id }) => canReadExactCounts(viewer, id)),
  });
  const answers = partnerships.map((): DeliveredSource[] => []);
  for (const { asked, access, first_month, last_month } of rows)
    answers[asked].push({ access, from: first_month, to: endOfMonth(last_month) });
  return answers;
}
