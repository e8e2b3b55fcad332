import type { Session } from '../../platform/database';
import { loadSql } from '../../platform/database/sql';

const REGISTER_UNMAPPED = loadSql(__dirname, 'register_unmapped');

/** What the codes of offences begin with that stand for a code of which nobody has said yet what it is. */
export const UNMAPPED = 'unmapped-';

/**
 * Ids of offences that stand for unknown codes, by their codes; new ones are added as offences that a source records. They
 * belong to no theme, and are sensitive, until somebody says what wider offence they are part of.
 */
export async function registerUnmapped(
  session: Session,
  sourceId: number,
  codes: readonly string[],
): Promise<Map<string, number>> {
  const rows = await session.query<{ code: string; id: number }>(REGISTER_UNMAPPED, {
    source_id: sourceId,
    codes,
    names: codes.map((code) => `Offence code ${code.slice(UNMAPPED.length).toUpperCase()}, not mapped yet`),
  });
  return new Map(rows.map(({ code, id }) => [code, id]));
}
