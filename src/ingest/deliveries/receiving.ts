import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { canHandlePeople, canReadRecords, canSubmit, lacksAgency, type Viewer } from '../../access';
import { findAgency, listAgencies } from '../../domain/agencies';
import { findPartnership, PartnershipEntity } from '../../domain/areas';
import type { Database, Session } from '../../platform/database';
import { Problem } from '../../platform/errors';
import type { RowAccount, RowReject } from '..';
import type { Attempt } from './attempts';
import type { Dataset } from './datasets/dataset';
import { findDataset } from './datasets/datasets';
import { requireDeliverer } from './deliverers';
import { deliverDataset, firstRejects } from './delivery';
import { parseQuarter } from './quarter';

/** Delivery received over HTTP. */
export interface Receiving {
  viewer: Viewer;
  /** Code or number of the data set. */
  dataset: string;
  /** Code of the quarter: `2023Q2`. */
  quarter: string;
  /** Code of the partnership; needed where the key is valid for all of them. */
  partnership?: string;
  /** Code of the agency; needed where the key is not that of an agency. */
  agency?: string;
  replace: boolean;
  dryRun: boolean;
  /** File, packed with gzip or not. */
  body: Readable;
  /** Limit of its size as sent, in bytes. */
  maxBytes: number;
  /** Limit of rejected rows, beyond which nothing of the file is kept. */
  maxRejects: number;
  /** Limit of dry runs and refused deliveries of the key, per hour. */
  dryRunsPerHour: number;
  signal?: AbortSignal;
}

/** Answer to a delivery. */
export interface Receipt {
  /** Id of the delivery in the ledger; null after a dry run. */
  submission: string | null;
  dataset: string;
  quarter: string;
  agency: string;
  dryRun: boolean;
  /**
   * Row counts. Only keys that may read records are told how many of the accepted rows were loaded and how many were there
   * before: that would tell anyone else who guesses rows which records exist.
   */
  accounting: Record<'read' | 'accepted' | 'outside' | 'unlocated' | 'rejected', number> &
    Partial<Record<'loaded' | 'unchanged', number>>;
  /** Names of the fields of the law that no row fills. */
  fieldsMissing: string[];
  /** First refused rows, by line. */
  rejects: RowReject[];
}

/**
 * Partnership and agency of a delivery, from the parameters or the key.
 *
 * @throws Problem BAD_USER_INPUT where neither names them, FORBIDDEN where the viewer may not deliver for them.
 */
async function delivererOf(
  session: Session,
  { viewer, partnership, agency }: Receiving,
  dataset: Dataset,
): Promise<{ partnershipId: number; partnership: string; agency: string }> {
  const forbidden = () =>
    new Problem(
      'FORBIDDEN',
      "Delivering needs a key of the agency with the scope submit, or one of the partnership's administrators; an " +
        "agency's key delivers for that agency alone.",
    );
  if (viewer.role === 'PUBLIC') throw forbidden();
  if (lacksAgency(viewer))
    throw new Problem(
      'FORBIDDEN',
      'This key may deliver, and names no agency to deliver for. Ask the administrator of this installation for one ' +
        'that does: csg key create --scope submit --agency CODE.',
    );
  if (viewer.partnershipId === null && partnership === undefined)
    throw new Problem('BAD_USER_INPUT', 'Say for which partnership: ?partnership=CODE.', {
      field: 'partnership',
    });
  const own = viewer.partnershipId === null ? undefined : { id: viewer.partnershipId };
  const { id, code } = own
    ? await session.manager.findOneByOrFail(PartnershipEntity, own)
    : await findPartnership(session, partnership!);
  if (partnership !== undefined && partnership !== code) throw forbidden();
  if (agency === undefined && !viewer.agencyId)
    throw new Problem('BAD_USER_INPUT', 'Say which agency delivers: ?agency=CODE.', { field: 'agency' });
  const found =
    agency === undefined
      ? (await listAgencies(session, id)).find((each) => each.id === viewer.agencyId)!
      : await findAgency(session, id, agency, 'agency');
  if (!canSubmit(viewer, id, found.id)) throw forbidden();
  await requireDeliverer(session, id, found, dataset);
  return { partnershipId: id, partnership: code, agency: found.code };
}

/** Streams a body to a file. @throws Problem TOO_LARGE. */
async function spool(body: Readable, path: string, maxBytes: number): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    let bytes = 0;
    // Leave the rest of a body that is too large to the server: a destroyed request could not be answered.
    for await (const chunk of body.iterator({ destroyOnReturn: false })) {
      bytes += (chunk as Buffer).length;
      if (bytes > maxBytes)
        throw new Problem(
          'TOO_LARGE',
          `A delivery may have ${maxBytes / 2 ** 20} MB as it is sent (SUBMISSION_LIMIT_MB). Pack it with gzip, or cut it.`,
          { limitBytes: maxBytes },
        );
      await file.write(chunk as Buffer);
    }
  } finally {
    await file.close();
  }
}

/** Counts of a receipt; see {@link Receipt.accounting}. */
function accountingOf(account: RowAccount, comparisons: boolean): Receipt['accounting'] {
  const [loaded, unchanged] = [account.count('loaded'), account.count('unchanged')];
  return {
    read: account.read,
    accepted: loaded + unchanged,
    ...(comparisons && { loaded, unchanged }),
    outside: account.count('outside'),
    unlocated: account.count('unlocated'),
    rejected: account.count('rejected'),
  };
}

/**
 * Receives a delivery over HTTP. It is written to a temporary file first, so that a slow sender does not hold the
 * partnership's lock, then loaded like one of the command line.
 *
 * @param attempt told what the delivery is about; the caller has it note a refusal.
 * @throws Problem FORBIDDEN, BAD_USER_INPUT, NOT_FOUND, TOO_LARGE, RATE_LIMITED, CONFLICT as in `deliverDataset`.
 */
export async function receive(database: Database, attempt: Attempt, receiving: Receiving): Promise<Receipt> {
  const { viewer, body, maxBytes, replace, dryRun, signal, maxRejects } = receiving;
  const dataset = findDataset(receiving.dataset);
  attempt.isAbout({ dataset: dataset.code });
  const quarter = parseQuarter(receiving.quarter);
  attempt.isAbout({ quarter: quarter.code });
  const { partnershipId, partnership, agency } = await database.transaction(
    { readOnly: true, signal },
    (session) => delivererOf(session, receiving, dataset),
  );
  const comparisons = canReadRecords(viewer, partnershipId);
  attempt.isAbout({ agency }, partnershipId);
  const what = { dataset: dataset.code, quarter: quarter.code, agency };
  const folder = await mkdtemp(join(tmpdir(), 'csg-delivery-'));
  try {
    const path = join(folder, `${dataset.code}-${quarter.code}.csv`);
    await spool(body, path, maxBytes);
    await attempt.begin(receiving);
    const { submissionId, account, fieldsPresent } = await deliverDataset(database, path, {
      ...{ ...what, partnership, replace, dryRun, signal, maxRejects },
      ...{ submittedBy: attempt.actor, mayCompare: comparisons },
      mayDeliverPeople: canHandlePeople(viewer),
    });
    return {
      ...{ submission: submissionId, ...what, dryRun },
      accounting: accountingOf(account, comparisons),
      fieldsMissing: dataset.fields.map(({ name }) => name).filter((name) => !fieldsPresent.includes(name)),
      rejects: firstRejects(account),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
