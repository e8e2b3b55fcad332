import { createHash } from 'node:crypto';
import type { RequestContext } from '../access';
import { findPartnership } from '../areas';
import { canonical } from './canonical';

/**
 * The answer of an analytic: as it was computed before for the same data, parameters and rights, or computed now.
 *
 * @param filters all the filters of the analytic, whose partnerships' data it reads.
 * @param parameters all else that its answer depends on, defaults filled in.
 * @param compute must give a plain answer that nobody changes, and read nothing that a load does not renew.
 */
export async function cached<T>(
  context: RequestContext,
  analytic: string,
  filters: readonly { partnership: string }[],
  parameters: object,
  compute: () => Promise<T>,
): Promise<T> {
  if (!context.keepsAnswers) return compute();
  const codes = [...new Set(filters.map(({ partnership }) => partnership))];
  const versions = await context.session(async (session) => {
    const found: string[] = [];
    for (const code of codes) {
      const { id, dataVersion } = await findPartnership(session, code);
      found.push(`${id}-${dataVersion}`);
    }
    return found;
  });
  const key = createHash('sha256').update(canonical([analytic, versions, filters, parameters]));
  return context.recall(key.digest('base64'), compute);
}
