import DataLoader from 'dataloader';
import type { RequestContext } from '../../access';
import type { Partnership } from '../areas';
import { type DeliveredSource, selectDataCoverage, selectDeliveredSources } from './data-coverage.queries';
import type { DataCoverage, IncidentOutcome } from './incident.type';
import { type IncidentKey, selectIncidentOutcomes } from './outcomes.queries';

/** Outcome events by incident: one statement for all that a request names. */
export function outcomesOf(context: RequestContext): DataLoader<IncidentKey, IncidentOutcome[], number> {
  return new DataLoader<IncidentKey, IncidentOutcome[], number>(
    (keys) => context.session((session) => selectIncidentOutcomes(session, keys)),
    { cacheKeyFn: ({ id }) => id },
  );
}

/** What sources have delivered by partnership: one statement for all that a request names. */
export function dataCoverageOf(context: RequestContext): DataLoader<Partnership, DataCoverage[], number> {
  return new DataLoader<Partnership, DataCoverage[], number>(
    (partnerships) =>
      context.sharedSession((session) => selectDataCoverage(session, context.viewer, partnerships)),
    { cacheKeyFn: ({ id }) => id },
  );
}

/** Sources that have delivered by partnership, without their counts: one statement for all that a request names. */
export function deliveredSourcesOf(
  context: RequestContext,
): DataLoader<Partnership, DeliveredSource[], number> {
  return new DataLoader<Partnership, DeliveredSource[], number>(
    (partnerships) => context.sharedSession((session) => selectDeliveredSources(session, partnerships)),
    { cacheKeyFn: ({ id }) => id },
  );
}
