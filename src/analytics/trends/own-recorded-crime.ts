import type { Partnership } from '../../domain/areas';
import type { Period } from '../../platform/calendar';
import type { Session } from '../../platform/database';
import { isWholeQuarters, quartersIn } from './peer-window';
import { countRecordedCrime } from './peers.queries';

/**
 * Published recorded crime of a partnership itself in a period, by the id of the offence (null: a code that is mapped to
 * none). Null where the period is not whole quarters, or the tables do not hold each of them.
 */
export async function recordedCrimeIn(
  session: Session,
  { id, code }: Partnership,
  period: Period,
): Promise<Map<number | null, number> | null> {
  if (!isWholeQuarters(period)) return null;
  const rows = await countRecordedCrime(session, id, [code], period);
  if (new Set(rows.map(({ quarter }) => quarter)).size < quartersIn(period)) return null;
  const counts = new Map<number | null, number>();
  for (const { offence_id, n } of rows) counts.set(offence_id, (counts.get(offence_id) ?? 0) + n);
  return counts;
}
