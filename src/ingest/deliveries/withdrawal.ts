import { lockPartnership, resetCoverage, withdrawIncidents } from '../../domain/incidents';
import { vocabularyAt } from '../../domain/vocabulary';
import type { Session } from '../../platform/database';
import { Problem } from '../../platform/errors';
import { boundsOf } from './loader';
import { quarterOf } from './quarter';
import { endSubmission, lockSubmission, type StoredSubmission } from './submissions.queries';

/**
 * Takes a delivery back: removes exactly its rows, with the people in them, from records, counts and protected cells.
 * Rows that another delivery that stands has, too, stay as rows of that one. That the delivery existed, its account and
 * its rejects stay on record.
 *
 * @param endedBy `command line`, or `key 12`.
 * @returns how many incidents were removed.
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
  const { sources } = await vocabularyAt(session, `deliveries of ${content}`);
  const sourceId = sources.find(content)!.id;
  const within = boundsOf(quarterOf(submission.quarter));
  const removed = await withdrawIncidents(session, { partnershipId, sourceId, submissionId, within });
  await endSubmission(session, { partnershipId, submissionId, state: 'DELETED', endedBy });
  await resetCoverage(session, { partnershipId, sourceId, content });
  return removed;
}
