import { hash } from 'node:crypto';
import type { Session } from '../../platform/database';
import { loadSql } from '../../platform/database/sql';
import type { PersonRecord } from './record';

const ADD_PEOPLE = loadSql(__dirname, 'add_people');
const FIND_BY_REFERENCE = loadSql(__dirname, 'find_by_reference');

/** Fingerprint under which the database stores an incident's or person's identity: 32 hexadecimal digits. */
export function fingerprintOf(identity: string): string {
  return hash('sha256', identity).slice(0, 32);
}

/** Person in an incident, which is given by its fingerprint. */
export interface Involved {
  incident: string;
  person: PersonRecord;
}

/**
 * Adds people to incidents of one source, or updates their details. No person of an incident may come twice.
 *
 * @returns number of new or changed people; the others are stored unchanged, or have no incident.
 */
export async function addPeople(
  session: Session,
  { partnershipId, sourceId }: { partnershipId: number; sourceId: number },
  involved: Involved[],
): Promise<number> {
  const people = involved.map(({ person }) => person);
  const [{ stored }] = await session.query<{ stored: number }>(ADD_PEOPLE, {
    partnership_id: partnershipId,
    source_id: sourceId,
    incidents: involved.map(({ incident }) => incident),
    person_keys: people.map(({ identity }) => fingerprintOf(identity)),
    roles: people.map(({ role }) => role),
    organisations: people.map(({ organisation }) => organisation),
    sexes: people.map(({ sex }) => sex),
    age_band_systems: people.map(({ ageBand }) => ageBand?.system ?? null),
    age_bands: people.map(({ ageBand }) => ageBand?.code ?? null),
    self_defined_systems: people.map(({ selfDefined }) => selfDefined?.system ?? null),
    self_defineds: people.map(({ selfDefined }) => selfDefined?.code ?? null),
    officer_defined_systems: people.map(({ officerDefined }) => officerDefined?.system ?? null),
    officer_defineds: people.map(({ officerDefined }) => officerDefined?.code ?? null),
    home_kinds: people.map(({ home }) => home?.kind ?? null),
    home_codes: people.map(({ home }) => home?.code ?? null),
  });
  return stored;
}

/** Agency's own reference of an incident, unique within one source at best. */
export interface IncidentReference {
  sourceId: number;
  reference: string;
}

/**
 * Fingerprints of the incidents with some references, in the order of the references: null where there is none,
 * `ambiguous` where several incidents of the source have the reference.
 */
export async function findByReference(
  session: Session,
  partnershipId: number,
  references: IncidentReference[],
): Promise<(string | null | 'ambiguous')[]> {
  const rows = await session.query<{ ordinal: number; incidents: number; fingerprint: string }>(
    FIND_BY_REFERENCE,
    {
      partnership_id: partnershipId,
      ordinals: references.map((_, i) => i),
      sources: references.map(({ sourceId }) => sourceId),
      references: references.map(({ reference }) => reference),
    },
  );
  const found = new Map(
    rows.map(({ ordinal, incidents, fingerprint }) => [ordinal, { incidents, fingerprint }]),
  );
  return references.map((_, i) => {
    const match = found.get(i);
    if (!match) return null;
    return match.incidents > 1 ? 'ambiguous' : match.fingerprint;
  });
}
