import DataLoader from 'dataloader';
import type { RequestContext } from '../../access';
import type { Partnership } from '../areas';
import { type DeliveredSource, selectDataCoverage, selectDeliveredSources } from './data-coverage.queries';
import type { DataCoverage, IncidentOutcome } from './incident.type';
import { type IncidentKey, selectIncidentOutcomes } from './outcomes.queries';

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
