import type { Session } from '../../platform/database';
import { loadSql } from '../../platform/database/sql';
import { Codes } from './codes';
import type { Vocabulary } from './vocabulary';

const REGISTER_UNMAPPED = loadSql(__dirname, 'register_unmapped');

/** Prefix of the codes of offences that stand for a source's code not yet mapped to an offence. */
export const UNMAPPED = 'unmapped-';

/**
 * A vocabulary without the unknown codes that only closed sources have brought: those who read closed sources from their
 * last release do not learn of them when they come.
 */
export function withoutClosedCodes(vocabulary: Vocabulary): Vocabulary {
  const { offences, sources, sourceOffences } = vocabulary;
  const isOpen = (id: number) =>
    sourceOffences.some(
      ({ sourceId, offenceId }) => offenceId === id && sources.get(sourceId).access === 'OPEN',
    );
  const known = offences.all.filter(({ id, code }) => !code.startsWith(UNMAPPED) || isOpen(id));
  return { ...vocabulary, offences: new Codes(known) };
}

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
