import { canReadExactCounts, type Viewer } from '../../../access';
import type { Period, Stretches } from '../../../platform/calendar';
import type { Session } from '../../../platform/database';
import { findPartnership, holdersOf, type Partnership } from '../../areas';
import { parseMultirange } from '../coverage';
import { selectKnownCoverage } from './known-coverage.queries';

/** Months that a source has delivered to a partnership, as a viewer may know them. */
export interface KnownCoverage {
  partnershipId: number;
  sourceId: number;
  /** Days of the delivered months; of closed sources, below exact counts, of those that are published. */
  delivered: Stretches;
  /** Percent of the published counts that came after their first publication, rounded to 5; null where unknown. */
  lateShare: number | null;
}

/** A partnership, and the months that each source has delivered to it or, where it is a county, to each of its members. */
export interface DeliveredTo {
  partnership: Partnership;
  coverage: KnownCoverage[];
  /** Whether the viewer knows of closed sources what the last release has published; otherwise their present data. */
  released: boolean;
}

async function selectDelivery(session: Session, code: string) {
  const partnership = await findPartnership(session, code);
  return { partnership, rows: await selectKnownCoverage(session, holdersOf(partnership).ids) };
}

/**
 * A partnership and what was delivered to it, as far as a viewer may know: of closed sources, below exact counts, what
 * the last release has published. Read once per request, for all the filters that it resolves.
 *
 * @throws Problem NOT_FOUND.
 */
export async function deliveryOf(session: Session, viewer: Viewer, code: string): Promise<DeliveredTo> {
  const { partnership, rows } = await session.once(selectDelivery, code);
  const released = !canReadExactCounts(viewer, partnership.id);
  const closed = released ? 'RELEASED' : 'EXACT';
  return {
    partnership,
    released,
    coverage: rows
      .filter(({ basis }) => basis === 'OPEN' || basis === closed)
      .map(({ partnership_id, source_id, delivered, late_share }) => ({
        partnershipId: partnership_id,
        sourceId: source_id,
        delivered: parseMultirange(delivered),
        lateShare: late_share,
      })),
  };
}

/** Stretches of whole months that a source has delivered to a partnership, oldest first; empty where it has none. */
export function deliveredMonths(
  coverage: readonly KnownCoverage[],
  source: { readonly id: number },
  partnershipId: number,
): Period[] {
  return coverage
    .filter((row) => row.sourceId === source.id && row.partnershipId === partnershipId)
    .flatMap(({ delivered }) => [...delivered]);
}

/** Whether a source has delivered the month of a day to a partnership. */
export function isDelivered(
  coverage: readonly KnownCoverage[],
  source: { readonly id: number },
  partnershipId: number,
  day: string,
): boolean {
  return deliveredMonths(coverage, source, partnershipId).some(({ from, to }) => from <= day && day <= to);
}
