import type { Session } from '../../../platform/database';
import { loadSql } from '../../../platform/database/sql';

const CLEAR_CELLS = loadSql(__dirname, 'clear_cells');
const COMPLETE_CELLS = loadSql(__dirname, 'complete_cells');

/**
 * Rebuilds exact cells of a partnership: all of them after its wards changed, or those of some months of a closed
 * source after a load.
 */
export async function rebuildCells(
  session: Session,
  partnershipId: number,
  { sourceId = null, months = null }: { sourceId?: number | null; months?: string[] | null } = {},
): Promise<void> {
  const cells = { partnership_id: partnershipId, source_id: sourceId, months };
  await session.query(CLEAR_CELLS, cells);
  await session.query(COMPLETE_CELLS, cells);
}
