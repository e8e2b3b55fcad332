import { findPartnership } from '../../domain/areas';
import { vocabularyAt } from '../../domain/vocabulary';
import type { Period } from '../../platform/calendar';
import type { Session } from '../../platform/database';
import { Problem } from '../../platform/errors';
import { span } from '../analytic';
import { denominatorName } from './denominator.type';
import { type GroupRecord, scoreOf, standingOf } from './peer-standing';
import { offencesOf, readGroup } from './peers';
import { selectRecordedOffences } from './peers.queries';

/** Score of a partnership in its group for one theme, with the reason in words; null where there is none. */
export interface PeerScore {
  score: number | null;
  because: string;
}

const decimal = (n: number) => Number(n.toPrecision(3)).toString();

function scoreWith(group: GroupRecord, theme: string, recorded: ReadonlySet<number>): PeerScore {
  const where = { partnership: group.partnership.code, themes: [theme] };
  const offences = offencesOf(where, group.vocabulary, recorded);
  const standing = standingOf({ ...group, offences }, null);
  const { own, pooledRate, chosen } = standing;
  const score = scoreOf(standing);
  if (score === null)
    return { score, because: own?.withoutRateBecause ?? 'The group does not hold the partnership itself.' };
  const place = ['below', 'within', 'above'][score - 1];
  return {
    score,
    because:
      `${decimal(own!.rate!)} recorded per 1,000 ${denominatorName(chosen.denominator!)} and year, ${place} the 95% ` +
      `limits around the ${decimal(pooledRate!)} of the group (${span(group.window)}).`,
  };
}

/**
 * How a partnership stands in its most similar group in each of some themes, by the 95% limits of the group's funnel:
 * 1 better, 2 within, 3 worse. The number of statements does not grow with the themes.
 *
 * @param themes codes of themes that there are.
 */
export async function peerScores(
  session: Session,
  partnershipCode: string,
  period: Period,
  themes: readonly string[],
): Promise<Map<string, PeerScore>> {
  const unknown = (error: unknown): PeerScore => {
    if (error instanceof Problem) return { score: null, because: error.message };
    throw error;
  };
  const partnership = await findPartnership(session, partnershipCode);
  const vocabulary = await vocabularyAt(session, partnership);
  const recorded = await selectRecordedOffences(session);
  const group = await readGroup(session, partnership, vocabulary, period).catch(unknown);
  return new Map(
    themes.map((theme) => {
      if ('because' in group) return [theme, group];
      try {
        return [theme, scoreWith(group, theme, recorded)];
      } catch (error) {
        // The themes that the tables do have would not help in a list of themes.
        if (error instanceof Problem && error.code === 'NOT_SUPPORTED_FOR_SOURCE')
          return [theme, { score: null, because: 'Recorded-crime tables do not tell this theme apart.' }];
        throw error;
      }
    }),
  );
}
