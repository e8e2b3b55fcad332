import { findAgency, type StoredAgency } from '../../domain/agencies';
import { findPartnership } from '../../domain/areas';
import type { Session } from '../../platform/database';
import { Conflict } from '../../platform/errors';
import { findDataset } from './datasets/datasets';
import type { Holding } from './ledger.type';
import { parseQuarter, quarterOf } from './quarter';
import { type StoredHolding, storeHolding } from './submissions.queries';

/** Declaration that an agency holds records of a data set from a quarter on, or holds none. */
export interface HoldingDeclaration {
  /** Code of the partnership. */
  partnership: string;
  /** Code of the agency. */
  agency: string;
  /** Code of the data set. */
  dataset: string;
  /** First quarter to which it applies, `2023Q2`. */
  from: string;
  held: boolean;
  /** Version to replace: 0 for a first declaration, null for any. */
  version: number | null;
}

/** Finds the partnership and the agency that a declaration is about. */
export async function declarer(
  session: Session,
  { partnership, agency }: HoldingDeclaration,
): Promise<{ partnershipId: number; agency: StoredAgency }> {
  const { id } = await findPartnership(session, partnership);
  return { partnershipId: id, agency: await findAgency(session, id, agency, 'agency') };
}

/**
 * Records whether an agency holds records of a data set; no deliveries are due from one that holds none.
 *
 * @param declaredBy `command line`, or `key 12`.
 * @param current reads the declaration as it is, for a caller whose version is not the latest.
 * @throws Problem NOT_FOUND (partnership), BAD_USER_INPUT (agency, data set, quarter), CONFLICT where the stored
 *   declaration has another version.
 */
export async function declareHolding(
  session: Session,
  declaration: HoldingDeclaration,
  declaredBy: string,
  current: () => Promise<unknown> = async () => null,
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
  throw new Conflict(
    'The declaration has another version than the one named: someone else has made or changed it. Read it again.',
    current,
  );
}

/** Converts a stored declaration to the API's type. */
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
