import DataLoader from 'dataloader';
import type { NodeReference, RequestContext } from '../../access';
import { type Partnership, partnershipById } from '../areas';
import { type DeliveredSource, selectDataCoverage, selectDeliveredSources } from './data-coverage.queries';
import { findIncidents } from './find-incident';
import type { DataCoverage, Incident, IncidentOutcome } from './incident.type';
import { type IncidentKey, selectIncidentOutcomes } from './outcomes.queries';

type Found = Incident | null;

/** Incidents of references to one partnership and day of boundaries; an error for each where they may not be read. */
async function findAlike(
  context: RequestContext,
  { partnershipId, day: areasAsOf }: NodeReference,
  ids: readonly number[],
): Promise<(id: number) => Found | Error> {
  try {
    const partnership = await context.session((session) => partnershipById(session, partnershipId));
    if (!partnership) return () => null;
    const read = { field: 'node', where: { partnership: partnership.code, areasAsOf } };
    const found = new Map((await findIncidents(context, read, ids)).map((each) => [each.id, each]));
    return (id) => found.get(id) ?? null;
  } catch (error) {
    return () => error as Error;
  }
}

/**
 * Loads incidents by references, with their areas as of the day of the reference: null where there is none that the
 * viewer may read. In one reading for each partnership and day.
 */
export function incidentByReference(context: RequestContext): DataLoader<NodeReference, Found> {
  return new DataLoader<NodeReference, Found>(
    async (references) => {
      const nameOf = ({ partnershipId, day }: NodeReference) => `${partnershipId} ${day}`;
      const alike = new Map<string, NodeReference[]>();
      for (const each of references) alike.set(nameOf(each), [...(alike.get(nameOf(each)) ?? []), each]);
      const found = new Map<string, (id: number) => Found | Error>();
      for (const [name, group] of alike) {
        const ids = [...new Set(group.map(({ id }) => id))];
        found.set(name, await findAlike(context, group[0], ids));
      }
      return references.map((each) => found.get(nameOf(each))!(each.id));
    },
    { cache: false },
  );
}

/** Loads outcome events by incident, in one statement per request. */
export function outcomesOf(context: RequestContext): DataLoader<IncidentKey, IncidentOutcome[], number> {
  return new DataLoader<IncidentKey, IncidentOutcome[], number>(
    (keys) => context.session((session) => selectIncidentOutcomes(session, keys)),
    { cacheKeyFn: ({ id }) => id },
  );
}

/** Loads delivered months and counts of sources by partnership, in one statement per request. */
export function dataCoverageOf(context: RequestContext): DataLoader<Partnership, DataCoverage[], number> {
  return new DataLoader<Partnership, DataCoverage[], number>(
    (partnerships) =>
      context.sharedSession((session) => selectDataCoverage(session, context.viewer, partnerships)),
    { cacheKeyFn: ({ id }) => id },
  );
}

/** Loads delivered months of sources by partnership, without counts, in one statement per request. */
export function deliveredSourcesOf(
  context: RequestContext,
): DataLoader<Partnership, DeliveredSource[], number> {
  return new DataLoader<Partnership, DeliveredSource[], number>(
    (partnerships) =>
      context.sharedSession((session) => selectDeliveredSources(session, context.viewer, partnerships)),
    { cacheKeyFn: ({ id }) => id },
  );
}
