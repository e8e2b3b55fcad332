import type { Session } from '../../../platform/database';
import { loadSql } from '../../../platform/database/sql';
import type { Vocabulary } from '../../vocabulary';
import type { DeliveredRows, SharedUnlocated } from './coverage-tally';
import { type CoverageLine, deliveredMonths } from './delivered-months';

const RECORD_COVERAGE = loadSql(__dirname, 'record_coverage');
const SELECT_COVERAGE_LINES = loadSql(__dirname, 'select_coverage_lines');
const SET_DELIVERED = loadSql(__dirname, 'set_delivered');
const FORGET_COVERAGE = loadSql(__dirname, 'forget_coverage');
const DECLARE_COVERAGE = loadSql(__dirname, 'declare_coverage');
const SELECT_COVERAGE = loadSql(__dirname, 'select_coverage');
const RECORD_UNLOCATED = loadSql(__dirname, 'record_unlocated');
const SELECT_SHARED_PUBLISHERS = loadSql(__dirname, 'select_shared_publishers');

/** A source of a partnership. */
export interface SourceKey {
  partnership_id: number;
  source_id: number;
}

/**
 * Recomputes which months of a source count as delivered.
 *
 * @returns whether the months have changed.
 */
async function refreshDelivered(session: Session, source: SourceKey): Promise<boolean> {
  const lines = await session.query<CoverageLine>(SELECT_COVERAGE_LINES, { ...source });
  const { delivered } = deliveredMonths(lines);
  const [{ changed }] = await session.query<{ changed: number }>(SET_DELIVERED, {
    ...source,
    months: delivered,
  });
  return changed > 0;
}

/**
 * Records what a delivery contained. A second line of one delivery, month and publisher replaces the first.
 *
 * @param submissionId null for records that came without a file.
 * @returns whether the months that count as delivered have changed.
 */
export async function recordCoverage(
  session: Session,
  source: SourceKey,
  submissionId: number | null,
  rows: readonly DeliveredRows[],
): Promise<boolean> {
  if (rows.length === 0) return false;
  await session.query(RECORD_COVERAGE, {
    ...source,
    submission_id: submissionId,
    months: rows.map(({ month }) => month),
    publishers: rows.map(({ publisher }) => publisher),
    rows_read: rows.map(({ read }) => read),
    located: rows.map(({ located }) => located),
    unlocated: rows.map(({ unlocated }) => unlocated),
    rejected: rows.map(({ rejected }) => rejected),
  });
  return refreshDelivered(session, source);
}

/**
 * Removes the record of a delivery.
 *
 * @returns whether the months that count as delivered have changed.
 */
export async function forgetCoverage(
  session: Session,
  partnershipId: number,
  submissionId: number,
): Promise<boolean> {
  const sources = await session.query<{ source_id: number }>(FORGET_COVERAGE, {
    partnership_id: partnershipId,
    submission_id: submissionId,
  });
  let changed = false;
  for (const { source_id } of sources)
    if (await refreshDelivered(session, { partnership_id: partnershipId, source_id })) changed = true;
  return changed;
}

/** Somebody's statement about the months of a publisher; it overrides the publisher's files. */
export interface Declaration {
  /** First days of the months. */
  months: readonly string[];
  publisher: string;
  status: 'DELIVERED' | 'MISSING';
  declaredBy: string;
}

/** Stores a declaration; it replaces an earlier one for these months and publisher. */
export async function declareCoverage(
  session: Session,
  source: SourceKey,
  { months, publisher, status, declaredBy }: Declaration,
): Promise<boolean> {
  await session.query(DECLARE_COVERAGE, {
    ...source,
    ...{ months: [...months], publisher, status, declared_by: declaredBy },
  });
  return refreshDelivered(session, source);
}

/** Coverage on record for a month and publisher. Numbers are null for viewers who may not read exact counts. */
export interface CoverageRow extends CoverageLine {
  partnership_id: number;
  source_id: number;
  rows_read: number | null;
  unlocated: number | null;
  rejected: number | null;
}

/** All coverage on record of partnerships. */
export function selectCoverage(session: Session, partnershipIds: readonly number[]): Promise<CoverageRow[]> {
  return session.query<CoverageRow>(SELECT_COVERAGE, { partnership_ids: partnershipIds });
}

/**
 * Stores rows without a place that could belong to any partnership of their publisher; they widen the bounds of counts.
 * Replaces earlier ones of the delivery.
 */
export async function recordUnlocated(
  session: Session,
  source: SourceKey,
  submissionId: number | null,
  rows: readonly SharedUnlocated[],
  { offences }: Vocabulary,
): Promise<void> {
  if (rows.length === 0) return;
  await session.query(RECORD_UNLOCATED, {
    ...source,
    submission_id: submissionId,
    months: rows.map(({ month }) => month),
    publishers: rows.map(({ publisher }) => publisher),
    offences: rows.map(({ offence }) => offences.find(offence)!.id),
    unlocated: rows.map(({ unlocated }) => unlocated),
    inside: rows.map(({ inside }) => inside),
    located: rows.map(({ located }) => located),
  });
}

/** Publishers of a source with rows outside the partnership in any delivery. */
export async function selectSharedPublishers(session: Session, source: SourceKey): Promise<string[]> {
  const rows = await session.query<{ publisher: string }>(SELECT_SHARED_PUBLISHERS, { ...source });
  return rows.map(({ publisher }) => publisher);
}
