import type { NodeReference, RequestContext } from '../../access';
import type { Incident } from './incident.type';
import { selectIncidents } from './incidents.queries';
import { type RecordRead, readRecords } from './record-reads';

/** Those of some incidents that the viewer may read, in one reading of their partnership's records. */
export async function findIncidents(
  context: RequestContext,
  read: RecordRead,
  ids: readonly number[],
): Promise<Incident[]> {
  const { incidents } = await readRecords(context, read, async (session, selection) => {
    const page = { after: null, first: ids.length };
    const found = await selectIncidents(session, selection, page, ids);
    return { incidents: found, rows: found.length };
  });
  return incidents;
}

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
  const [incident] = await findIncidents(context, { field, where: { partnership, areasAsOf } }, [id]);
  return incident ?? null;
}
