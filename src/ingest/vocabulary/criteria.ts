import { addCriterion, checkCriterion, listCriteria } from '../../analytics/ranking';
import { isFault } from '../../domain/vocabulary';
import type { Session } from '../../platform/database';
import type { FileAccount } from '../reading/file-account';
import type { ReadValue } from './file';

const KEPT = 'of a criterion that there is with another name, scale or first day, which its judgements keep';

/** Adds the criteria of a file that are new to a partnership. @returns their codes. */
export async function loadCriteria(
  session: Session,
  partnershipId: number,
  criteria: readonly ReadValue[],
  account: FileAccount,
): Promise<string[]> {
  const added: string[] = [];
  for (const { line, value } of criteria) {
    const criterion = checkCriterion(value);
    if (isFault(criterion)) {
      account.rejectRow({ line, ...criterion });
      continue;
    }
    const { matrix, code, name, least, greatest, since } = criterion;
    const known = (await listCriteria(session, partnershipId)).find(
      (each) => each.matrix === matrix && each.code === code,
    );
    if (!known) {
      await addCriterion(session, partnershipId, criterion);
      added.push(code);
      account.add('loaded');
    } else if (
      known.partnershipId === partnershipId &&
      known.name === name &&
      known.least === least &&
      known.greatest === greatest &&
      known.since === since
    )
      account.add('unchanged');
    else account.rejectRow({ line, field: 'code', reason: KEPT });
  }
  return added;
}
