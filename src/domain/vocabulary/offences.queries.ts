import type { Session } from '../../platform/database';
import { loadSql } from '../../platform/database/sql';

const MAP_OFFENCES = loadSql(__dirname, 'map_offences');

/** What an installation says of an offence: which wider one it is part of, and what it is called. */
export interface OffenceMapping {
  code: string;
  /** Code of an offence that is part of none itself. */
  partOf: string;
  /** Default: as before. */
  name?: string;
}

/** An offence that has changed. */
export interface ChangedOffence {
  id: number;
  code: string;
  /** Whether its records count in other protected cells from now on. */
  recut: boolean;
}

/**
 * Makes offences parts of wider ones, whose denominator, category in open data and disclosure hold for them too.
 *
 * @returns those that differ from what was known before.
 */
export function mapOffences(
  session: Session,
  mappings: readonly OffenceMapping[],
): Promise<ChangedOffence[]> {
  return session.query<ChangedOffence>(MAP_OFFENCES, { mappings: JSON.stringify(mappings) });
}
