import { canReadLedger, canReadRecords, type RequestContext } from '../../access';
import { listAgencies, type StoredAgency } from '../../domain/agencies';
import { findPartnership } from '../../domain/areas';
import { londonTime, today } from '../../platform/calendar';
import type { Session } from '../../platform/database';
import { Problem } from '../../platform/errors';
import type { Dataset } from './datasets/dataset';
import { DATASETS } from './datasets/datasets';
import { HoldingEntity } from './holding.entity';
import { toHolding } from './holdings';
import {
  type Holding,
  type LedgerRow,
  LedgerStatus,
  type RowAccounting,
  type SharingLedger,
  type Submission,
  SubmissionState,
} from './ledger.type';
import { parseQuarter, type Quarter, quarterOf } from './quarter';
import { type StoredSubmission, selectSubmission, selectSubmissions } from './submissions.queries';

/**
 * Refuses viewers without access to the partnership's ledger, which counts closed records exactly.
 *
 * @throws Problem FORBIDDEN.
 */
function requireLedgerAccess({ viewer }: RequestContext, partnershipId: number | null): void {
  if (partnershipId !== null && canReadLedger(viewer, partnershipId)) return;
  throw new Problem(
    'FORBIDDEN',
    "The ledger counts records exactly: it needs a key of the partnership with the role PARTNER, or an agency's with the scope submit.",
  );
}

/**
 * Converts a stored delivery to the API's type.
 *
 * @param comparisons whether the viewer may know how many rows were there before; see {@link accountOf}.
 */
export function toSubmission(stored: StoredSubmission, comparisons: boolean): Submission {
  const { agency_id: id, agency_code: code, agency_name: name, agency_kind: kind } = stored;
  const agency: StoredAgency = { id, code, name, kind };
  return {
    id: stored.public_id,
    dataset: stored.content,
    quarter: quarterOf(stored.quarter).code,
    agency,
    fileName: stored.file_name,
    fileHash: stored.file_hash,
    receivedAt: stored.received_at,
    submittedBy: stored.submitted_by,
    accounting: accountOf([stored], comparisons),
    state: SubmissionState[stored.state],
    endedAt: stored.ended_at,
    endedBy: stored.ended_by,
  };
}

/**
 * Row accounts of some deliveries, added up.
 *
 * @param comparisons whether to tell new rows from those that were there before. That tells a sender who guesses rows
 *   which records exist, so only viewers that may read records get it.
 */
function accountOf(submissions: readonly StoredSubmission[], comparisons: boolean): RowAccounting {
  const account = { read: 0, loaded: 0, unchanged: 0, outside: 0, unlocated: 0, rejected: 0 };
  for (const submission of submissions)
    for (const result of Object.keys(account) as (keyof typeof account)[])
      account[result] += submission[result];
  const accepted = account.loaded + account.unchanged;
  return comparisons ? { ...account, accepted } : { ...account, accepted, loaded: null, unchanged: null };
}

/** Deliveries of a ledger row, and facts to judge and show them by. */
interface Received {
  deliveries: StoredSubmission[];
  /** Whether the agency holds such records. */
  held: boolean;
  /** Today. */
  at: string;
  /** Whether the viewer may know how many rows were there before. */
  comparisons: boolean;
}

/** Ledger row of an agency's data set for a quarter. */
function rowOf(
  dataset: Dataset,
  agency: StoredAgency,
  quarter: Quarter,
  { deliveries, held, at, comparisons }: Received,
): LedgerRow {
  const standing = deliveries.filter(({ state }) => state === 'STANDING');
  const received = standing.length > 0;
  // The first delivery decides whether it was late, even if it was replaced since; deleted ones do not count.
  const first = received ? deliveries.find(({ state }) => state !== 'DELETED')! : null;
  const arrived = first === null ? at : londonTime(first.received_at).slice(0, 10);
  const past = arrived > quarter.due;
  const status = received
    ? LedgerStatus.RECEIVED
    : !held
      ? LedgerStatus.NOT_HELD
      : past
        ? LedgerStatus.MISSING
        : LedgerStatus.NOT_YET_DUE;
  const present = new Set(standing.flatMap(({ fields_present: fields }) => fields ?? []));
  return {
    dataset: {
      number: dataset.number,
      code: dataset.code,
      name: dataset.name,
      fields: dataset.fields.map(({ name }) => ({ name, present: received ? present.has(name) : null })),
    },
    agency,
    due: quarter.due,
    receivedAt: first?.received_at ?? null,
    status,
    late: status !== LedgerStatus.NOT_HELD && past,
    partial: received && dataset.fields.some(({ name }) => !present.has(name)),
    submission: received ? toSubmission(standing[standing.length - 1], comparisons) : null,
    submissions: deliveries.map((each) => toSubmission(each, comparisons)),
    accounting: accountOf(standing, comparisons),
  };
}

/**
 * Whether an agency holds records of a data set in a quarter, by its latest declaration for that time; true by default.
 */
function holds(
  holdings: readonly HoldingEntity[],
  dataset: Dataset,
  agency: StoredAgency,
  quarter: Quarter,
): boolean {
  const said = holdings.filter(
    (each) =>
      each.dataset === dataset.code && each.agencyId === agency.id && each.fromQuarter <= quarter.from,
  );
  return said.at(-1)?.held ?? true;
}

function selectHoldings({ manager }: Session, partnershipId: number): Promise<HoldingEntity[]> {
  const order = { dataset: 'ASC', agencyId: 'ASC', fromQuarter: 'ASC' } as const;
  return manager.find(HoldingEntity, { where: { partnershipId }, order });
}

/**
 * Ledger of a quarter: a row for each data set and each agency of the kind that has the duty, and for other agencies
 * that delivered. The key of an agency sees its own rows.
 *
 * @param at today's date, for tests.
 * @throws Problem NOT_FOUND (partnership), BAD_USER_INPUT (quarter), FORBIDDEN.
 */
export function sharingLedger(
  context: RequestContext,
  partnership: string,
  quarterCode: string,
  at = today(),
): Promise<SharingLedger> {
  const quarter = parseQuarter(quarterCode);
  return context.session(async (session) => {
    const { id } = await findPartnership(session, partnership);
    requireLedgerAccess(context, id);
    const submissions = await selectSubmissions(session, id, quarter.from);
    const holdings = await selectHoldings(session, id);
    const { viewer } = context;
    const comparisons = canReadRecords(viewer, id);
    const own = viewer.agencyId;
    const agencies = (await listAgencies(session, id)).filter((agency) => !own || agency.id === own);
    const rows = DATASETS.flatMap((dataset) =>
      agencies.flatMap((agency) => {
        const deliveries = submissions.filter(
          (each) => each.content === dataset.code && each.agency_id === agency.id,
        );
        if (agency.kind !== dataset.agency && deliveries.length === 0) return [];
        const held = holds(holdings, dataset, agency, quarter);
        return [rowOf(dataset, agency, quarter, { deliveries, held, at, comparisons })];
      }),
    );
    const settled = [LedgerStatus.RECEIVED, LedgerStatus.NOT_HELD];
    return {
      ...{ quarter: quarter.code, from: quarter.from, to: quarter.to, rows },
      complete: rows.every(({ status }) => settled.includes(status)),
    };
  });
}

/** Declarations of a partnership's agencies about the data sets that they hold; the key of an agency sees its own. */
export function holdingsOf(context: RequestContext, partnership: string): Promise<Holding[]> {
  return context.session(async (session) => {
    const { id } = await findPartnership(session, partnership);
    requireLedgerAccess(context, id);
    const agencies = new Map((await listAgencies(session, id)).map((agency) => [agency.id, agency]));
    const own = context.viewer.agencyId;
    return (await selectHoldings(session, id))
      .filter(({ agencyId }) => !own || agencyId === own)
      .map((each) =>
        toHolding(
          {
            ...{ agency_id: each.agencyId, dataset: each.dataset, from_quarter: each.fromQuarter },
            ...{ held: each.held, version: each.version },
            ...{ declared_by: each.declaredBy, declared_at: each.declaredAt },
          },
          agencies.get(each.agencyId)!,
        ),
      );
  });
}

/** Delivery by its id, where the viewer may see it. @throws Problem FORBIDDEN, NOT_FOUND. */
export function findSubmission(context: RequestContext, id: string): Promise<StoredSubmission> {
  const { partnershipId } = context.viewer;
  requireLedgerAccess(context, partnershipId ?? 0);
  return context.session((session) => selectSubmission(session, id));
}
