import type { Session } from '../../platform/database';
import { loadSql } from '../../platform/database/sql';
import { requireCode } from '../../platform/errors';
import { AgencyEntity } from './agency.entity';
import { AgencyKind } from './agency.type';

const STORE_AGENCIES = loadSql(__dirname, 'store_agencies');

/** Agency with its id in the database. */
export interface StoredAgency {
  id: number;
  code: string;
  name: string;
  kind: AgencyKind;
}

/** Agencies of a new partnership: itself, and the responsible authorities of the law. */
export const USUAL_AGENCIES: readonly Omit<StoredAgency, 'id'>[] = [
  { code: 'csp', name: 'Community Safety Partnership', kind: AgencyKind.PARTNERSHIP },
  { code: 'police', name: 'Police', kind: AgencyKind.POLICE },
  { code: 'fire', name: 'Fire and Rescue Service', kind: AgencyKind.FIRE_AND_RESCUE },
  { code: 'local-authority', name: 'Local authority', kind: AgencyKind.LOCAL_AUTHORITY },
  { code: 'health', name: 'Health', kind: AgencyKind.HEALTH },
  { code: 'probation', name: 'Probation Service', kind: AgencyKind.PROBATION },
];

/** Adds agencies to a partnership, or updates name and kind of those with a known code. */
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

/** Agencies of a partnership, in the order in which they were added. */
export function listAgencies({ manager }: Session, partnershipId: number): Promise<StoredAgency[]> {
  return manager.find(AgencyEntity, { where: { partnershipId }, order: { id: 'ASC' } });
}

/**
 * Agency by its code.
 *
 * @param field input that holds the code, for the message.
 * @throws Problem BAD_USER_INPUT, listing the partnership's codes.
 */
export async function findAgency(
  session: Session,
  partnershipId: number,
  code: string,
  field: string,
): Promise<StoredAgency> {
  return requireCode(field, code, await listAgencies(session, partnershipId));
}
