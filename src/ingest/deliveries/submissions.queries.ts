import type { AgencyKind } from '../../domain/agencies';
import type { Session } from '../../platform/database';
import { loadSql } from '../../platform/database/sql';
import { Problem } from '../../platform/errors';
import type { RowReject } from '..';

const SELECT_STANDING = loadSql(__dirname, 'select_standing');
const END_SUBMISSION = loadSql(__dirname, 'end_submission');
const COUNT_CHANGED_REFERENCES = loadSql(__dirname, 'count_changed_references');
const SELECT_SUBMISSIONS = loadSql(__dirname, 'select_submissions');
const LOCK_SUBMISSION = loadSql(__dirname, 'lock_submission');
const SELECT_REJECTS = loadSql(__dirname, 'select_rejects');
const COUNT_REJECTS = loadSql(__dirname, 'count_rejects');
const COUNT_ATTEMPTS = loadSql(__dirname, 'count_attempts');
const SET_HOLDING = loadSql(__dirname, 'set_holding');

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Line of the ledger: agency, data set and quarter. */
export interface Line {
  partnershipId: number;
  agencyId: number;
  /** Code of the data set. */
  content: string;
  /** First day of the quarter. */
  quarter: string;
}

/** Ids of the standing deliveries of a ledger line, oldest first. */
export async function selectStanding(session: Session, line: Line): Promise<number[]> {
  const rows = await session.query<{ id: number }>(SELECT_STANDING, {
    partnership_id: line.partnershipId,
    agency_id: line.agencyId,
    content: line.content,
    quarter: line.quarter,
  });
  return rows.map(({ id }) => id);
}

/** Marks a delivery as replaced or deleted. */
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

/** Number of a delivery's records whose reference an earlier delivery has with another record. */
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

/** Row of a delivery. */
export interface StoredSubmission {
  partnership_id: number;
  id: number;
  /** Id that people see. */
  public_id: string;
  content: string;
  quarter: string;
  agency_id: number;
  agency_code: string;
  agency_name: string;
  agency_kind: AgencyKind;
  file_name: string;
  file_hash: string;
  received_at: Date;
  submitted_by: string;
  fields_present: string[] | null;
  read: number;
  loaded: number;
  unchanged: number;
  outside: number;
  unlocated: number;
  rejected: number;
  state: 'STANDING' | 'REPLACED' | 'DELETED';
  ended_at: Date | null;
  ended_by: string | null;
}

/**
 * Deliveries of a partnership that the session may see, oldest first.
 *
 * @param quarter first day of a quarter; null for all.
 */
export function selectSubmissions(
  session: Session,
  partnershipId: number,
  quarter: string | null,
): Promise<StoredSubmission[]> {
  return session.query<StoredSubmission>(SELECT_SUBMISSIONS, {
    partnership_id: partnershipId,
    quarter,
    public_id: null,
  });
}

/**
 * Delivery by the id that people see.
 *
 * @throws Problem NOT_FOUND where the session sees none.
 */
export async function selectSubmission(session: Session, id: string): Promise<StoredSubmission> {
  const [row] = UUID.test(id)
    ? await session.query<StoredSubmission>(SELECT_SUBMISSIONS, {
        partnership_id: null,
        quarter: null,
        public_id: id,
      })
    : [];
  if (row) return row;
  throw new Problem(
    'NOT_FOUND',
    'No delivery of a data set has this id, or it is not one that this key may see. The ledger has their ids.',
  );
}

/** Locks a delivery until the transaction ends, and gives its state. */
export async function lockSubmission(
  session: Session,
  { partnership_id, id }: StoredSubmission,
): Promise<StoredSubmission['state']> {
  const [{ state }] = await session.query<{ state: StoredSubmission['state'] }>(LOCK_SUBMISSION, {
    partnership_id,
    submission_id: id,
  });
  return state;
}

/** Page of the rejects of a delivery, by line; one more than `first`, to show that more follow. */
export function selectRejects(
  session: Session,
  { partnership_id, id }: StoredSubmission,
  { first, after }: { first: number; after: [line: number, field: string] | null },
): Promise<RowReject[]> {
  return session.query<RowReject>(SELECT_REJECTS, {
    partnership_id,
    submission_id: id,
    after_line: after?.[0] ?? null,
    after_field: after?.[1] ?? null,
    most: first + 1,
  });
}

/** Number of rejects of a delivery. */
export async function countRejects(
  session: Session,
  { partnership_id, id }: StoredSubmission,
): Promise<number> {
  const [{ n }] = await session.query<{ n: number }>(COUNT_REJECTS, { partnership_id, submission_id: id });
  return n;
}

/** Number of dry runs and refused deliveries of a key in the last hour, by its name in the audit. */
export async function countAttempts(session: Session, actor: string): Promise<number> {
  const [{ n }] = await session.query<{ n: number }>(COUNT_ATTEMPTS, { actor });
  return n;
}

/** Row of a declaration that an agency holds records of a data set, or none. */
export interface StoredHolding {
  agency_id: number;
  dataset: string;
  from_quarter: string;
  held: boolean;
  version: number;
  declared_by: string;
  declared_at: Date;
}

/** Stores a declaration; null where the stored one has another version. */
export async function storeHolding(
  session: Session,
  declaration: {
    partnershipId: number;
    agencyId: number;
    dataset: string;
    from: string;
    held: boolean;
    version: number | null;
    declaredBy: string;
  },
): Promise<StoredHolding | null> {
  const { partnershipId, agencyId, declaredBy, ...rest } = declaration;
  const [row] = await session.query<StoredHolding>(SET_HOLDING, {
    partnership_id: partnershipId,
    agency_id: agencyId,
    declared_by: declaredBy,
    ...rest,
  });
  return row ?? null;
}
