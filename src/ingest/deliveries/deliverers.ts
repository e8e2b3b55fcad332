import { AgencyKind, findAgency, listAgencies, type StoredAgency } from '../../domain/agencies';
import { findPartnership } from '../../domain/areas';
import type { Session } from '../../platform/database';
import { Problem } from '../../platform/errors';
import type { Dataset } from './datasets/dataset';
import { findDataset } from './datasets/datasets';
import { DeliveryExceptionEntity } from './delivery-exception.entity';
import type { DeliveryException } from './ledger.type';

/** Names of the kinds that have the duty to share a data set, for messages. */
const DUTY: Partial<Record<AgencyKind, string>> = {
  [AgencyKind.POLICE]: 'the police',
  [AgencyKind.FIRE_AND_RESCUE]: 'a fire and rescue authority',
  [AgencyKind.LOCAL_AUTHORITY]: 'a local authority',
  [AgencyKind.HEALTH]: 'a health body',
};

/** Exception for an agency and a data set, to grant or to withdraw. */
export interface ExceptionRequest {
  /** Code of the partnership. */
  partnership: string;
  /** Code of the agency. */
  agency: string;
  /** Code or number of the data set. */
  dataset: string;
}

/**
 * Refuses an agency whose kind has no duty to share the data set, unless an administrator has allowed it by name: an
 * agency that adds records of its own to another's counts could read those counts from what is published.
 *
 * @throws Problem FORBIDDEN.
 */
export async function requireDeliverer(
  { manager }: Session,
  partnershipId: number,
  agency: StoredAgency,
  { code, number, agency: kind }: Dataset,
): Promise<void> {
  if (agency.kind === kind) return;
  const where = { partnershipId, agencyId: agency.id, dataset: code };
  if (await manager.existsBy(DeliveryExceptionEntity, where)) return;
  throw new Problem(
    'FORBIDDEN',
    `The Regulations name ${DUTY[kind]} for ${code} (data set ${number}), and ${agency.code} is none. Nothing was read. ` +
      `An administrator may allow it: csg submission allow ${code} --agency ${agency.code} --partnership CODE.`,
  );
}

/**
 * Finds what an exception is about.
 *
 * @throws Problem NOT_FOUND (partnership), BAD_USER_INPUT (agency, data set).
 */
export async function findException(
  session: Session,
  { partnership, agency, dataset }: ExceptionRequest,
): Promise<{ partnershipId: number; agency: StoredAgency; dataset: Dataset }> {
  const { id: partnershipId } = await findPartnership(session, partnership);
  return {
    partnershipId,
    agency: await findAgency(session, partnershipId, agency, 'agency'),
    dataset: findDataset(dataset),
  };
}

/**
 * Allows an agency to deliver a data set of another kind's duty, or forbids it again. Its earlier deliveries stay.
 *
 * @param allowedBy `command line`, or `key 12`.
 */
export async function setException(
  session: Session,
  request: ExceptionRequest,
  allowed: boolean,
  allowedBy: string,
): Promise<DeliveryException> {
  const { partnershipId, agency, dataset } = await findException(session, request);
  const key = { partnershipId, agencyId: agency.id, dataset: dataset.code };
  const allowedAt = new Date();
  if (allowed)
    await session.manager.upsert(DeliveryExceptionEntity, { ...key, allowedBy, allowedAt }, Object.keys(key));
  else await session.manager.delete(DeliveryExceptionEntity, key);
  return { agency, dataset: dataset.code, allowed, allowedBy, allowedAt };
}

/** Exceptions of a partnership, by data set and agency. */
export async function listExceptions(session: Session, partnership: string): Promise<DeliveryException[]> {
  const { id: partnershipId } = await findPartnership(session, partnership);
  const agencies = new Map((await listAgencies(session, partnershipId)).map((agency) => [agency.id, agency]));
  const order = { dataset: 'ASC', agencyId: 'ASC' } as const;
  const stored = await session.manager.find(DeliveryExceptionEntity, { where: { partnershipId }, order });
  return stored.map(({ agencyId, dataset, allowedBy, allowedAt }) => ({
    ...{ agency: agencies.get(agencyId)!, dataset, allowed: true, allowedBy, allowedAt },
  }));
}
