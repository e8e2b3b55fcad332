import type { Session } from '../../platform/database';
import { loadSql } from '../../platform/database/sql';

const MAP_OFFENCES = loadSql(__dirname, 'map_offences');

/** Mapping of an offence by an installation: its wider offence, and its name. */
export interface OffenceMapping {
  code: string;
  /** Code of the wider offence, which is not part of another. */
  partOf: string;
  /** Default: unchanged. */
  name?: string;
}

/** An offence that has changed. */
export interface ChangedOffence {
  id: number;
  code: string;
  /** Whether its records move to other protected cells. */
  recut: boolean;
}

/**
 * Makes offences parts of wider ones, whose denominator, category in open data and disclosure then apply to them.
 *
 * @returns offences that have changed.
 */
export function mapOffences(
  session: Session,
  mappings: readonly OffenceMapping[],
): Promise<ChangedOffence[]> {
  return session.query<ChangedOffence>(MAP_OFFENCES, { mappings: JSON.stringify(mappings) });
}
