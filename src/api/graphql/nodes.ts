import type { Node, NodeKind, NodeReference, RequestContext } from '../../access';
import { findArea, type Partnership, partnershipById } from '../../domain/areas';
import { incidentByReference } from '../../domain/incidents';
import { findAction, findActivity, findEvent, findRecommendation } from '../../domain/plan';
import type { Session } from '../../platform/database';

/** Row of a reference, read as the viewer; null where there is none, or the viewer may not see it. */
type Finder = (context: RequestContext, reference: NodeReference) => Promise<object | null>;

/** Finder of a row that a session selects by its number, and which belongs to a partnership. */
const owned =
  (
    select: (session: Session, id: number) => Promise<{ partnershipId: number; found: object } | null>,
  ): Finder =>
  async (context, { id, partnershipId }) => {
    const row = await context.sharedSession((session) => select(session, id));
    return row?.partnershipId === partnershipId ? row.found : null;
  };

/** Kinds of rows that `node` finds. */
const FINDERS: Partial<Record<NodeKind, Finder>> = {
  Incident: (context, reference) => context.loader(incidentByReference).load(reference),
  Ward: findArea,
  SntArea: findArea,
  PostcodeDistrict: findArea,
  Lsoa: findArea,
  PartnershipArea: findArea,
  Partnership: async (context, { id }) => {
    const found: Partnership | undefined = await context.sharedSession((session) =>
      partnershipById(session, id),
    );
    return found ?? null;
  },
  Recommendation: owned(findRecommendation),
  Action: owned(findAction),
  Activity: owned(findActivity),
  CalendarEvent: owned(findEvent),
};

/**
 * Object that an id names, for the interface Node; null where it names none, or none that the viewer may see, which are
 * not told apart.
 */
export async function findNode(context: RequestContext, id: string): Promise<Node | null> {
  const reference = (await context.nodeIds()).decode(id);
  const found = reference && (await FINDERS[reference.kind]?.(context, reference));
  return found ? ({ ...found, __typename: reference.kind } as Node) : null;
}
