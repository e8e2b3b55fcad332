import type { Session } from '../../../platform/database';
import { loadSql } from '../../../platform/database/sql';

const SELECT_KNOWN_COVERAGE = loadSql(__dirname, 'select_known_coverage');

/** Months that a source has delivered to a partnership. */
export interface KnownCoverageRow {
  partnership_id: number;
  source_id: number;
  /** Multirange of days, as text. */
  delivered: string;
  late_share: number | null;
  /** Of an open source; of a closed one as of now, or as of the last release. */
  basis: 'OPEN' | 'EXACT' | 'RELEASED';
}

/** Months that sources have delivered to partnerships, as far as the session may know. */
export function selectKnownCoverage(
  session: Session,
  partnershipIds: readonly number[],
): Promise<KnownCoverageRow[]> {
  return session.query<KnownCoverageRow>(SELECT_KNOWN_COVERAGE, { partnership_ids: partnershipIds });
}
