import { findAgency, type StoredAgency } from '../../domain/agencies';
import { findPartnership } from '../../domain/areas';
import type { Session } from '../../platform/database';
import { Problem } from '../../platform/errors';
import { findDataset } from './datasets/datasets';
import type { Holding } from './ledger.type';
import { parseQuarter, quarterOf } from './quarter';
import { type StoredHolding, storeHolding } from './submissions.queries';

/** That an agency holds records of a data set from a quarter on, or holds none. */
export interface HoldingDeclaration {
  /** Code of the partnership. */
  partnership: string;
  /** Code of the agency. */
  agency: string;
  /** Code of the data set. */
  dataset: string;
  /** The first quarter for which it holds, `2023Q2`. */
  from: string;
  held: boolean;
  /** The version that is changed; 0 where there is none yet; null for whichever there is. */
  version: number | null;
}

/** Whose declaration it is. */
export async function declarer(
  session: Session,
  { partnership, agency }: HoldingDeclaration,
): Promise<{ partnershipId: number; agency: StoredAgency }> {
  const { id } = await findPartnership(session, partnership);
  return { partnershipId: id, agency: await findAgency(session, id, agency, 'agency') };
}

/**
 * Records whether an agency holds records of a data set; where it holds none, none are expected from it.
 *
 * @param declaredBy `command line`, or `key 12`.
 * @throws Problem NOT_FOUND (partnership), BAD_USER_INPUT (agency, data set, quarter), CONFLICT where the declaration has
 *   another version than the one named.
 */
export async function declareHolding(
  session: Session,
  declaration: HoldingDeclaration,
  declaredBy: string,
): Promise<Holding> {
  const { partnershipId, agency } = await declarer(session, declaration);
  const { code } = findDataset(declaration.dataset);
  const { from } = parseQuarter(declaration.from);
  const { held, version } = declaration;
  const stored = await storeHolding(session, {
    ...{ partnershipId, agencyId: agency.id, dataset: code },
    ...{ from, held, version, declaredBy },
  });
  if (stored) return toHolding(stored, agency);
  throw new Problem(
    'CONFLICT',
    'The declaration has another version than the one named: someone else has made or changed it. Read it again.',
  );
}

/** A declaration as the API shows it. */
export function toHolding(stored: StoredHolding, agency: StoredAgency): Holding {
  return {
    dataset: stored.dataset,
    agency,
    from: quarterOf(stored.from_quarter).code,
    held: stored.held,
    version: stored.version,
    declaredBy: stored.declared_by,
    declaredAt: stored.declared_at,
  };
}
