import type { Session } from '../database';
import { loadSql } from '../database/sql';

const SELECT_STANDING = loadSql(__dirname, 'select_standing');
const END_SUBMISSION = loadSql(__dirname, 'end_submission');
const COUNT_CHANGED_REFERENCES = loadSql(__dirname, 'count_changed_references');

/** Whose deliveries of what. */
export interface Line {
  partnershipId: number;
  agencyId: number;
  /** Code of the data set. */
  content: string;
  /** First day of the quarter. */
  quarter: string;
}

/** The deliveries of a line that stand, oldest first. */
export async function selectStanding(session: Session, line: Line): Promise<number[]> {
  const rows = await session.query<{ id: number }>(SELECT_STANDING, {
    partnership_id: line.partnershipId,
    agency_id: line.agencyId,
    content: line.content,
    quarter: line.quarter,
  });
  return rows.map(({ id }) => id);
}

/** Notes that a delivery does not stand any more. */
export async function endSubmission(
  session: Session,
  end: {
    partnershipId: number;
    submissionId: number;
    state: 'REPLACED' | 'DELETED';
    /** `command line`, or `key 12`. */
    endedBy: string;
  },
): Promise<void> {
  await session.query(END_SUBMISSION, {
    partnership_id: end.partnershipId,
    submission_id: end.submissionId,
    state: end.state,
    ended_by: end.endedBy,
  });
}

/** How many records of a delivery have a reference under which another one brought a different record. */
export async function countChangedReferences(
  session: Session,
  given: {
    partnershipId: number;
    sourceId: number;
    submissionId: number;
    earlier: readonly number[];
    within: { from: string; to: string };
  },
): Promise<number> {
  const [{ n }] = await session.query<{ n: number }>(COUNT_CHANGED_REFERENCES, {
    partnership_id: given.partnershipId,
    source_id: given.sourceId,
    submission_id: given.submissionId,
    earlier: [...given.earlier],
    ...given.within,
  });
  return n;
}
