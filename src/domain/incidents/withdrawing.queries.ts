import type { Session } from '../../platform/database';
import { loadSql } from '../../platform/database/sql';
import { raiseDataVersion } from './loading.queries';
import { rebuildCells } from './protected/rebuilding.queries';

const HAND_OVER_INCIDENTS = loadSql(__dirname, 'hand_over_incidents');
const FORGET_REDELIVERIES = loadSql(__dirname, 'forget_redeliveries');
const REMOVE_INCIDENTS = loadSql(__dirname, 'remove_incidents');
const CLEAR_EMPTY_COUNTS = loadSql(__dirname, 'clear_empty_counts');
const RESET_COVERAGE = loadSql(__dirname, 'reset_coverage');

/** A delivery whose incidents are withdrawn. */
export interface Withdrawal {
  partnershipId: number;
  sourceId: number;
  submissionId: number;
  /** First and last instant at which its incidents can have begun. */
  within: { from: string; to: string };
}

/**
 * Takes the incidents of a delivery out again, with the people in them, and out of counts and protected cells. Incidents
 * that another delivery has, too, stay, and belong to that one from now on. The partnership must be locked.
 *
 * @returns how many incidents were removed.
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
  if (lost.length === 0) return 0;
  const months = lost.map(({ month }) => month);
  await session.query(CLEAR_EMPTY_COUNTS, { partnership_id: partnershipId, source_id: sourceId, months });
  await rebuildCells(session, partnershipId, { sourceId, months });
  await raiseDataVersion(session, partnershipId);
  return lost.reduce((sum, { n }) => sum + n, 0);
}

/**
 * Recomputes which months a source has delivered, after deliveries of it were withdrawn.
 * @param content name of its deliveries in the ledger
 */
export async function resetCoverage(
  session: Session,
  { partnershipId, sourceId, content }: { partnershipId: number; sourceId: number; content: string },
): Promise<void> {
  await session.query(RESET_COVERAGE, { partnership_id: partnershipId, source_id: sourceId, content });
  await raiseDataVersion(session, partnershipId);
}
