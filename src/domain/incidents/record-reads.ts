import type { RequestContext } from '../../access';
import type { Session } from '../../platform/database';
import type { IncidentFilter } from './selection/filter.input';
import { Needs } from './selection/needs';
import { select } from './selection/select';
import type { Selection } from './selection/selection';

/** Root field that reads records, for the audit, and its filter. */
export interface RecordRead {
  field: string;
  where: IncidentFilter;
}

/**
 * Reads single records of a filter. Where closed sources are among them, the audit says who read how many rows of which
 * partnership and sources, before the rows are handed over.
 *
 * @param read reads the records in the session of the selection, and says how many rows are handed over.
 */
export async function readRecords<T extends { rows: number }>(
  context: RequestContext,
  { field, where }: RecordRead,
  read: (session: Session, selection: Selection) => Promise<T>,
): Promise<T> {
  const { records, partnershipId, closed } = await context.session(async (session) => {
    const selection = await select(session, context.viewer, where, { needs: Needs.RECORDS });
    return {
      records: await read(session, selection),
      partnershipId: selection.partnership.id,
      closed: selection.recordSources.filter(({ access }) => access !== 'OPEN').map(({ code }) => code),
    };
  });
  const { rows } = records;
  if (closed.length > 0 && rows > 0)
    await context.note({ action: 'records.read', partnershipId, detail: { field, sources: closed, rows } });
  return records;
}
