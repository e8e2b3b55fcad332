import type { Session } from '../../platform/database';
import { loadSql } from '../../platform/database/sql';
import { forgetCoverage } from './coverage';
import { raiseDataVersion } from './loading.queries';
import { rebuildCells } from './protected/rebuilding.queries';

const HAND_OVER_INCIDENTS = loadSql(__dirname, 'hand_over_incidents');
const FORGET_REDELIVERIES = loadSql(__dirname, 'forget_redeliveries');
const REMOVE_INCIDENTS = loadSql(__dirname, 'remove_incidents');
const CLEAR_EMPTY_COUNTS = loadSql(__dirname, 'clear_empty_counts');

/** Delivery whose incidents are to be withdrawn. */
export interface Withdrawal {
  partnershipId: number;
  sourceId: number;
  submissionId: number;
  /** First and last instant at which its incidents can have begun. */
  within: { from: string; to: string };
}

/**
 * Removes the incidents of a delivery, with the people in them, from records, counts, coverage and protected cells.
 * Incidents that another delivery contains too stay, and belong to that one from now on. The partnership must be
 * locked.
 *
 * @returns number of removed incidents.
 */
export async function withdrawIncidents(
  session: Session,
  { partnershipId, sourceId, submissionId, within }: Withdrawal,
): Promise<number> {
  const delivery = { partnership_id: partnershipId, submission_id: submissionId };
  await session.query(HAND_OVER_INCIDENTS, delivery);
  await session.query(FORGET_REDELIVERIES, delivery);
  const lost = await session.query<{ month: string; n: number }>(REMOVE_INCIDENTS, {
    ...delivery,
    ...within,
    source_id: sourceId,
  });
  const uncovered = await forgetCoverage(session, partnershipId, submissionId);
  if (lost.length === 0) {
    if (uncovered) await raiseDataVersion(session, partnershipId, { access: 'CLOSED' });
    return 0;
  }
  const months = lost.map(({ month }) => month);
  await session.query(CLEAR_EMPTY_COUNTS, { partnership_id: partnershipId, source_id: sourceId, months });
  await rebuildCells(session, partnershipId, { sourceId, months });
  await raiseDataVersion(session, partnershipId, { access: 'CLOSED' });
  return lost.reduce((sum, { n }) => sum + n, 0);
}
