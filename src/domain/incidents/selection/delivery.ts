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
