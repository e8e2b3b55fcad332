import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { canSubmit, type Viewer } from '../../access';
import { findAgency, listAgencies } from '../../domain/agencies';
import { findPartnership, PartnershipEntity } from '../../domain/areas';
import type { Database, Session } from '../../platform/database';
import { Problem } from '../../platform/errors';
import { ROW_RESULTS, type RowReject, type RowResult } from '..';
import { findDataset } from './datasets/datasets';
import { deliverDataset, firstRejects } from './delivery';
import { parseQuarter } from './quarter';

/** A delivery that comes over the network. */
export interface Receiving {
  viewer: Viewer;
  /** Code or number of the data set. */
  dataset: string;
  /** `2023Q2`. */
  quarter: string;
  /** Code of the partnership, where the key is for all of them. */
  partnership?: string;
  /** Code of the agency, where the key is not an agency's own. */
  agency?: string;
  replace: boolean;
  dryRun: boolean;
  /** The file, packed with gzip or not. */
  body: Readable;
  /** Bytes of it that are accepted, as it comes. */
  maxBytes: number;
  signal?: AbortSignal;
}

/** What became of it. */
export interface Receipt {
  /** Number of the delivery in the ledger; null after a dry run. */
  submission: number | null;
  dataset: string;
  quarter: string;
  agency: string;
  dryRun: boolean;
  accounting: Record<RowResult | 'read', number>;
  /** Fields that must be shared and that no row fills. */
  fieldsMissing: string[];
  /** The first refused rows: some of each field and reason. */
  rejects: RowReject[];
}

/** For whom a viewer delivers. @throws Problem BAD_USER_INPUT where it must be said, FORBIDDEN where it may not be */
async function delivererOf(
  session: Session,
  { viewer, partnership, agency }: Receiving,
): Promise<{ partnership: string; agency: string }> {
  const forbidden = () =>
    new Problem(
      'FORBIDDEN',
      "Delivering needs a key of the partnership with the scope submit, or one of its administrators; an agency's key " +
        'delivers for that agency alone.',
    );
  if (viewer.role === 'PUBLIC') throw forbidden();
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
  return { partnership: code, agency: found.code };
}

/** Streams a body to a file. @throws Problem TOO_LARGE */
async function spool(body: Readable, path: string, maxBytes: number): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    let bytes = 0;
    // What is left of a body that is too large is for the server to throw away: destroyed, it could not be answered.
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

/**
 * Takes a delivery that comes over the network: first to a file of its own, so that a slow sender keeps nobody waiting,
 * and from there as the command line does.
 *
 * @throws Problem FORBIDDEN, BAD_USER_INPUT, NOT_FOUND, TOO_LARGE, CONFLICT as of `deliverDataset`
 */
export async function receive(database: Database, receiving: Receiving): Promise<Receipt> {
  const { viewer, body, maxBytes, replace, dryRun, signal } = receiving;
  const dataset = findDataset(receiving.dataset);
  const quarter = parseQuarter(receiving.quarter);
  const deliverer = await database.transaction({ readOnly: true, signal }, (session) =>
    delivererOf(session, receiving),
  );
  const folder = await mkdtemp(join(tmpdir(), 'csg-delivery-'));
  try {
    const path = join(folder, `${dataset.code}-${quarter.code}.csv`);
    await spool(body, path, maxBytes);
    const { submissionId, account, fieldsPresent } = await deliverDataset(database, path, {
      ...{ ...deliverer, dataset: dataset.code, quarter: quarter.code, replace, dryRun, signal },
      submittedBy: `key ${viewer.keyId}`,
    });
    const counts = ROW_RESULTS.map((result) => [result, account.count(result)] as const);
    return {
      submission: submissionId,
      ...{ dataset: dataset.code, quarter: quarter.code, agency: deliverer.agency, dryRun },
      accounting: { read: account.read, ...(Object.fromEntries(counts) as Record<RowResult, number>) },
      fieldsMissing: dataset.fields.map(({ name }) => name).filter((name) => !fieldsPresent.includes(name)),
      rejects: firstRejects(account),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
