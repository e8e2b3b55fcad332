import type { NodeReference, RequestContext } from '../../access';
import type { Incident } from './incident.type';
import { selectIncident } from './incidents.queries';
import { readRecords } from './record-reads';

/**
 * Incident of a reference, with its areas as of the day of the reference; null where there is none that the viewer may
 * read.
 *
 * @param field root field that reads it, for the audit.
 * @param partnership code of the partnership whose incident it is, or of its county.
 */
export async function findIncident(
  context: RequestContext,
  field: string,
  partnership: string,
  { id, day: areasAsOf }: NodeReference,
): Promise<Incident | null> {
  const { incident } = await readRecords(
    context,
    { field, where: { partnership, areasAsOf } },
    async (session, selection) => {
      const found = await selectIncident(session, selection, id);
      return { incident: found, rows: found ? 1 : 0 };
    },
  );
  return incident;
}
