import type { Session } from '../../platform/database';
import { loadSql } from '../../platform/database/sql';
import { requireCode } from '../../platform/errors';
import { AgencyEntity } from './agency.entity';
import { AgencyKind } from './agency.type';

const STORE_AGENCIES = loadSql(__dirname, 'store_agencies');

/** An agency as it is stored. */
export interface StoredAgency {
  id: number;
  code: string;
  name: string;
  kind: AgencyKind;
}

/** The agencies that a new partnership begins with: itself, and the responsible authorities of the law. */
export const USUAL_AGENCIES: readonly Omit<StoredAgency, 'id'>[] = [
  { code: 'csp', name: 'Community Safety Partnership', kind: AgencyKind.PARTNERSHIP },
  { code: 'police', name: 'Police', kind: AgencyKind.POLICE },
  { code: 'fire', name: 'Fire and Rescue Service', kind: AgencyKind.FIRE_AND_RESCUE },
  { code: 'local-authority', name: 'Local authority', kind: AgencyKind.LOCAL_AUTHORITY },
  { code: 'health', name: 'Health', kind: AgencyKind.HEALTH },
  { code: 'probation', name: 'Probation Service', kind: AgencyKind.PROBATION },
];

/** Adds agencies to a partnership, or changes the name and kind of those that it has. */
export function storeAgencies(
  session: Session,
  partnershipId: number,
  agencies: readonly Omit<StoredAgency, 'id'>[],
): Promise<StoredAgency[]> {
  return session.query<StoredAgency>(STORE_AGENCIES, {
    partnership_id: partnershipId,
    codes: agencies.map(({ code }) => code),
    names: agencies.map(({ name }) => name),
    kinds: agencies.map(({ kind }) => kind),
  });
}

/** The agencies of a partnership, in the order in which they were added. */
export function listAgencies({ manager }: Session, partnershipId: number): Promise<StoredAgency[]> {
  return manager.find(AgencyEntity, { where: { partnershipId }, order: { id: 'ASC' } });
}

/**
 * The agency with this code.
 *
 * @param field the input that named it, for the error.
 * @throws Problem BAD_USER_INPUT, listing the codes that the partnership has.
 */
export async function findAgency(
  session: Session,
  partnershipId: number,
  code: string,
  field: string,
): Promise<StoredAgency> {
  return requireCode(field, code, await listAgencies(session, partnershipId));
}
