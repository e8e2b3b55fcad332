import { createHash } from 'node:crypto';
import DataLoader from 'dataloader';
import type { RequestContext } from '../../access';
import { findPartnership } from '../../domain/areas';
import { orRefusal, type Problem } from '../../platform/errors';
import { canonical } from './canonical';

/** The versions of partnerships' data by code: read once for all the answers that a request asks for at a time. */
function dataVersions(context: RequestContext): DataLoader<string, string> {
  return new DataLoader<string, string>((codes) =>
    context.session(async (session) => {
      const versions: (string | Problem)[] = [];
      for (const code of codes)
        versions.push(
          await orRefusal(
            findPartnership(session, code).then(({ id, dataVersion }) => `${id}-${dataVersion}`),
          ),
        );
      return versions;
    }),
  );
}

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
  const known = context.loader(dataVersions);
  const versions = await Promise.all(codes.map((code) => known.load(code)));
  const key = createHash('sha256').update(canonical([analytic, versions, filters, parameters]));
  return context.recall(key.digest('base64'), compute);
}
