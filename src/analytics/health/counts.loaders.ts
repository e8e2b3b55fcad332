import DataLoader from 'dataloader';
import type { RequestContext } from '../../access';
import { AreaKind } from '../../domain/areas';
import { Needs } from '../../domain/incidents';
import { Problem } from '../../platform/errors';
import { AnalyticContext } from '../analytic';
import { countHealth, filterOf, type HealthQuestion, selectHealth } from './counts';
import { type HealthCountRow, HealthDimension } from './counts.type';
import { selectDistrictPartnerships } from './districts.queries';

/** Question about the health records of a postcode district. */
export interface DistrictQuestion {
  /** Id of the area. */
  id: number;
  code: string;
  /** County whose records are counted. Default: the partnership of the area. */
  county?: { code: string };
  question: Omit<HealthQuestion, 'partnership'>;
  by: readonly HealthDimension[];
}

/**
 * Loads health records by postcode district: districts of a request with equal questions are counted together, in one
 * statement.
 */
export function healthOfDistrict(
  context: RequestContext,
): DataLoader<DistrictQuestion, HealthCountRow[], string> {
  const counts = new AnalyticContext(context, Needs.COUNTS);
  return new DataLoader<DistrictQuestion, HealthCountRow[], string>(
    (keys) =>
      context.session(async (session) => {
        const partnerships = await selectDistrictPartnerships(session, [
          ...new Set(keys.map(({ id }) => id)),
        ]);
        const asked = new Map<string, Promise<HealthCountRow[] | Problem>>();
        const answers: (HealthCountRow[] | Problem)[] = [];
        for (const { id, code, county, question, by } of keys) {
          const partnership = county?.code ?? partnerships.get(id)!;
          const same = JSON.stringify([partnership, question, by]);
          if (!asked.has(same)) {
            const counting = selectHealth(session, counts, filterOf({ ...question, partnership }), [
              AreaKind.POSTCODE_DISTRICT,
            ])
              .then((selection) =>
                countHealth(session, selection, [HealthDimension.POSTCODE_DISTRICT, ...by]),
              )
              .then(({ rows }) => rows)
              .catch((error: unknown) => {
                if (error instanceof Problem) return error;
                throw error;
              });
            asked.set(same, counting);
            await counting;
          }
          const rows = await asked.get(same)!;
          answers.push(
            rows instanceof Problem ? rows : rows.filter(({ postcodeDistrict }) => postcodeDistrict === code),
          );
        }
        return answers;
      }),
    { cacheKeyFn: ({ id, county, question, by }) => JSON.stringify([id, county?.code, question, by]) },
  );
}
