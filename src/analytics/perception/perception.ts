import type { RequestContext } from '../../access';
import { findPartnership, holdersOf, isCounty } from '../../domain/areas';
import { vocabularyAt } from '../../domain/vocabulary';
import { checkPeriod, type Period } from '../../platform/calendar';
import { cached, listParameters, span } from '../analytic';
import { perceptionOf } from './perception.queries';
import type { PublicPerceptions } from './perception.type';

/**
 * Public perception of every theme of a partnership in a period, kept between requests.
 *
 * @throws Problem NOT_FOUND (partnership), BAD_USER_INPUT (period).
 */
export function publicPerception(
  context: RequestContext,
  partnership: string,
  period: Period,
): Promise<PublicPerceptions> {
  checkPeriod(period, 'period');
  return cached(context, 'publicPerception', [{ partnership }], { period }, () =>
    context.session(async (session): Promise<PublicPerceptions> => {
      const found = await findPartnership(session, partnership);
      const { id, code, dataVersion } = found;
      const { themes } = await vocabularyAt(session, `${id} ${dataVersion}`);
      const perceived = await perceptionOf(session, holdersOf(found).ids, period);
      return {
        rows: themes.all.map(({ id, code, name }) => ({ theme: { code, name }, ...perceived.get(id)! })),
        parameters: listParameters({ partnership: code, period: span(period) }),
        dataVersion: `${code}-${dataVersion}`,
        caveats: [
          'SNT areas count for a theme and for the one that it is part of. Surveys are the newest of the three years to ' +
            'the end of the period; their samples are of people who answered.',
          ...(isCounty(found)
            ? ['A survey asked the people of one member of the county: it says nothing of the others.']
            : []),
        ],
      };
    }),
  );
}
