import DataLoader from 'dataloader';
import type { RequestContext } from '../../access';
import type { IncidentOutcome } from './incident.type';
import { type IncidentKey, selectIncidentOutcomes } from './outcomes.queries';

/** Outcome events by incident: one statement for all that a request names. */
export function outcomesOf(context: RequestContext): DataLoader<IncidentKey, IncidentOutcome[], number> {
  return new DataLoader<IncidentKey, IncidentOutcome[], number>(
    (keys) => context.session((session) => selectIncidentOutcomes(session, keys)),
    { cacheKeyFn: ({ id }) => id },
  );
}
