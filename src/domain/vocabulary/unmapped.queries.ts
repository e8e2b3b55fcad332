import type { Session } from '../../platform/database';
import { loadSql } from '../../platform/database/sql';

const REGISTER_UNMAPPED = loadSql(__dirname, 'register_unmapped');

/** Prefix of the codes of offences that stand for a source's code not yet mapped to an offence. */
export const UNMAPPED = 'unmapped-';

/**
 * Ids of offences that stand for unknown codes, by their codes. Adds missing ones as offences that the source records;
 * they belong to no theme, and are sensitive, until they are mapped to a wider offence.
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
