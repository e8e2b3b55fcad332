import type { Session } from '../../platform/database';
import { loadSql } from '../../platform/database/sql';

const STORE_LSOA_WARDS = loadSql(__dirname, 'store_lsoa_wards');
const STORE_LSOA_CHANGES = loadSql(__dirname, 'store_lsoa_changes');
const COUNT_KNOWN_LSOAS = loadSql(__dirname, 'count_known_lsoas');

/** Row of a look-up from an LSOA to a ward, or to an LSOA of the next census. */
export interface LookupPair {
  /** Line of the file. */
  line: number;
  lsoa: string;
  to: string;
}

/** Result of storing a row of a look-up. */
export interface StoredPair {
  line: number;
  fate: 'loaded' | 'unchanged' | 'outside';
}

/**
 * Stores the best-fit ward of LSOAs; rows with wards outside the partnership are left out.
 *
 * @param at day on which the wards were valid; null takes every version of a ward with the code.
 */
export function storeLsoaWards(
  session: Session,
  partnershipId: number,
  pairs: readonly LookupPair[],
  at: string | null,
): Promise<StoredPair[]> {
  return session.query<StoredPair>(STORE_LSOA_WARDS, {
    partnership_id: partnershipId,
    lines: pairs.map(({ line }) => line),
    lsoas: pairs.map(({ lsoa }) => lsoa),
    wards: pairs.map(({ to }) => to),
    at,
  });
}

/** Stores the successors of LSOAs in the next census; LSOAs that the partnership does not know are left out. */
export function storeLsoaChanges(
  session: Session,
  partnershipId: number,
  pairs: readonly LookupPair[],
): Promise<StoredPair[]> {
  return session.query<StoredPair>(STORE_LSOA_CHANGES, {
    partnership_id: partnershipId,
    lines: pairs.map(({ line }) => line),
    lsoas: pairs.map(({ lsoa }) => lsoa),
    becames: pairs.map(({ to }) => to),
  });
}

/** Whether a partnership knows any LSOA, from boundaries or from lookups to its wards. */
export async function knowsLsoas(session: Session, partnershipId: number): Promise<boolean> {
  const [{ n }] = await session.query<{ n: number }>(COUNT_KNOWN_LSOAS, { partnership_id: partnershipId });
  return n > 0;
}
