import type { Period } from '../../../platform/calendar';
import type { Session } from '../../../platform/database';
import { findPartnership, holdersOf, type Partnership } from '../../areas';
import { SourceCoverageEntity } from '../coverage';

/** A partnership, and the months that each source has delivered to it or, where it is a county, to each of its members. */
export interface DeliveredTo {
  partnership: Partnership;
  coverage: SourceCoverageEntity[];
}

async function selectDelivery(session: Session, code: string): Promise<DeliveredTo> {
  const partnership = await findPartnership(session, code);
  const holders = holdersOf(partnership).ids.map((partnershipId) => ({ partnershipId }));
  return { partnership, coverage: await session.manager.findBy(SourceCoverageEntity, holders) };
}

/**
 * A partnership and what was delivered to it; read once per request, for all the filters that it resolves.
 *
 * @throws Problem NOT_FOUND.
 */
export function deliveryOf(session: Session, code: string): Promise<DeliveredTo> {
  return session.once(selectDelivery, code);
}

/** Stretches of whole months that a source has delivered to a partnership, oldest first; empty where it has none. */
export function deliveredMonths(
  coverage: readonly SourceCoverageEntity[],
  source: { readonly id: number },
  partnershipId: number,
): Period[] {
  return coverage
    .filter((row) => row.sourceId === source.id && row.partnershipId === partnershipId)
    .flatMap(({ delivered }) => [...delivered]);
}

/** Whether a source has delivered the month of a day to a partnership. */
export function isDelivered(
  coverage: readonly SourceCoverageEntity[],
  source: { readonly id: number },
  partnershipId: number,
  day: string,
): boolean {
  return deliveredMonths(coverage, source, partnershipId).some(({ from, to }) => from <= day && day <= to);
}
