import { lockPartnership, withdrawIncidents } from '../../domain/incidents';
import { selectInstallation } from '../../domain/vocabulary';
import type { Session } from '../../platform/database';
import { Problem } from '../../platform/errors';
import { boundsOf } from './loader';
import { quarterOf } from './quarter';
import { endSubmission, lockSubmission, type StoredSubmission } from './submissions.queries';

/**
 * Withdraws a delivery: removes exactly its rows, with the people in them, from records, counts and protected cells.
 * Rows that another standing delivery contains too stay, and belong to that one. The ledger keeps the delivery, its
 * account and its rejects.
 *
 * @param endedBy `command line`, or `key 12`.
 * @returns number of removed incidents.
 * @throws Problem CONFLICT where it was replaced or deleted already.
 */
export async function withdrawSubmission(
  session: Session,
  submission: StoredSubmission,
  endedBy: string,
): Promise<number> {
  const { partnership_id: partnershipId, id: submissionId, content } = submission;
  await lockPartnership(session, partnershipId);
  if ((await lockSubmission(session, submission)) !== 'STANDING')
    throw new Problem(
      'CONFLICT',
      'The delivery was replaced or deleted already: its rows are not there any more.',
    );
  const { sources } = await selectInstallation(session);
  const sourceId = sources.find(content)!.id;
  const within = boundsOf(quarterOf(submission.quarter));
  const removed = await withdrawIncidents(session, { partnershipId, sourceId, submissionId, within });
  await endSubmission(session, { partnershipId, submissionId, state: 'DELETED', endedBy });
  return removed;
}
