import { writeAudit } from '../../../access';
import { today } from '../../../platform/calendar';
import type { Session } from '../../../platform/database';
import { loadSql } from '../../../platform/database/sql';
import { assignAgencies, type DeliveredMonth, type ReleasedMonth } from './release-slots';

const SELECT_DELIVERIES = loadSql(__dirname, 'select_deliveries');
const SELECT_RELEASED_MONTHS = loadSql(__dirname, 'select_released_months');
const STORE_RELEASED_MONTHS = loadSql(__dirname, 'store_released_months');
const RELEASE_CELLS = loadSql(__dirname, 'release_cells');
const COMPLETE_RELEASE = loadSql(__dirname, 'complete_release');
const SELECT_NEXT_RELEASE = loadSql(__dirname, 'select_next_release');
const SELECT_DUE_PARTNERSHIPS = loadSql(__dirname, 'select_due_partnerships');
const LOCK_DUE_PARTNERSHIP = loadSql(__dirname, 'lock_due_partnership');
const SELECT_PUBLICATION = loadSql(__dirname, 'select_publication');
const HOLD_RELEASES = loadSql(__dirname, 'hold_releases');

/**
 * Releases the protected counts of a partnership: publishes months of closed sources that have become due or were declared
 * complete, and renews published values that are off by 4 or more. The partnership must be locked, so that no load runs.
 *
 * @param by who makes it: `command line`, or `calendar` where it has fallen due.
 * @returns number of published months, summed over the sources.
 */
export async function releaseCounts(session: Session, partnershipId: number, by: string): Promise<number> {
  const day = today();
  const partnership = { partnership_id: partnershipId };
  const [{ number }] = await session.query<{ number: number }>(SELECT_NEXT_RELEASE, partnership);
  const rows = assignAgencies(
    await session.query<DeliveredMonth>(SELECT_DELIVERIES, { ...partnership, day }),
    await session.query<ReleasedMonth>(SELECT_RELEASED_MONTHS, partnership),
  );
  await session.query(STORE_RELEASED_MONTHS, {
    ...{ ...partnership, number },
    sources: rows.map(({ source_id }) => source_id),
    months: rows.map(({ month }) => month),
    key_agencies: rows.map(({ key_agency_id }) => key_agency_id),
    agencies: rows.map(({ agency_id }) => agency_id),
  });
  await session.query(RELEASE_CELLS, { ...partnership, number });
  const [{ months }] = await session.query<{ months: number }>(COMPLETE_RELEASE, {
    ...partnership,
    number,
    day,
  });
  await writeAudit(session, { actor: by, action: 'release', partnershipId, detail: { release: number } });
  return months;
}

/** Ids of the partnerships whose release is due. */
export async function selectDuePartnerships(session: Session): Promise<number[]> {
  const due = await session.query<{ id: number }>(SELECT_DUE_PARTNERSHIPS, { day: today() });
  return due.map(({ id }) => id);
}

/** Makes the release of a partnership where it is still due, and the partnership is not being loaded. */
export async function releaseWhenDue(session: Session, partnershipId: number): Promise<void> {
  const partnership = { partnership_id: partnershipId, day: today() };
  const [locked] = await session.query<{ id: number }>(LOCK_DUE_PARTNERSHIP, partnership);
  if (locked) await releaseCounts(session, partnershipId, 'calendar');
}

/** Sets for how many quarters after they are due the months of a source are held; 0 for none. Published months stay. */
export async function holdReleases(
  session: Session,
  { partnershipId, sourceId, quarters }: { partnershipId: number; sourceId: number; quarters: number },
  by: string,
): Promise<void> {
  await session.query(HOLD_RELEASES, { partnership_id: partnershipId, source_id: sourceId, quarters });
  const detail = { source: sourceId, quarters };
  await writeAudit(session, { actor: by, action: 'release.hold', partnershipId, detail });
}

/** Quarter of a source that an agency has delivered. */
export interface DeliveredQuarter {
  partnershipId: number;
  sourceId: number;
  agencyId: number;
  /** First day of the quarter. */
  month: string;
}

/** Day of the release that publishes a delivered quarter, and whether an earlier one has. */
export async function publicationOf(
  session: Session,
  { partnershipId, sourceId, agencyId, month }: DeliveredQuarter,
): Promise<{ day: string; published: boolean }> {
  const [row] = await session.query<{ day: string; published: boolean }>(SELECT_PUBLICATION, {
    ...{ partnership_id: partnershipId, source_id: sourceId, agency_id: agencyId, month },
  });
  return row;
}
