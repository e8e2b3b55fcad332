import type { Session } from '../../../platform/database';
import { findPartnership, holdersOf, type Partnership } from '../../areas';
import { SourceCoverageEntity } from './coverage.entity';

/** A partnership, and the months that each source has delivered to it or, where it is a county, to each of its members. */
export interface DeliveredTo {
  partnership: Partnership;
  coverage: SourceCoverageEntity[];
}

const read = new WeakMap<Session, Map<string, Promise<DeliveredTo>>>();

/** A partnership and what was delivered to it: read once for all the filters that are resolved in a session. */
export function deliveryOf(session: Session, code: string): Promise<DeliveredTo> {
  const known = read.get(session) ?? new Map<string, Promise<DeliveredTo>>();
  read.set(session, known);
  const find = async () => {
    const partnership = await findPartnership(session, code);
    const holders = holdersOf(partnership).ids.map((partnershipId) => ({ partnershipId }));
    const coverage = await session.manager.findBy(SourceCoverageEntity, holders);
    return { partnership, coverage };
  };
  const found = known.get(code) ?? find();
  known.set(code, found);
  return found;
}
