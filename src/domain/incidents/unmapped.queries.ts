import type { Session } from '../../platform/database';
import { loadSql } from '../../platform/database/sql';
import { UNMAPPED } from '../vocabulary';
import type { UnmappedOffence } from './unmapped.type';

const COUNT_UNMAPPED = loadSql(__dirname, 'count_unmapped');
const SELECT_PARTNERSHIPS_WITH = loadSql(__dirname, 'select_partnerships_with');

/** Offence codes of records that nobody has mapped yet, the most frequent first. */
export async function countUnmapped(
  session: Session,
  partnershipIds: readonly number[],
): Promise<UnmappedOffence[]> {
  const rows = await session.query<{
    code: string;
    name: string;
    source_code: string;
    source_name: string;
    count: number;
  }>(COUNT_UNMAPPED, { partnership_ids: partnershipIds, prefix: UNMAPPED });
  return rows.map(({ code, name, source_code, source_name, count }) => ({
    ...{ code, name, count },
    source: { code: source_code, name: source_name },
  }));
}

/** Ids of the partnerships that have records of some offences. */
export async function partnershipsWith(session: Session, offenceIds: readonly number[]): Promise<number[]> {
  const rows = await session.query<{ id: number }>(SELECT_PARTNERSHIPS_WITH, { offence_ids: offenceIds });
  return rows.map(({ id }) => id);
}
