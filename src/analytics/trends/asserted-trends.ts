import DataLoader from 'dataloader';
import type { RequestContext } from '../../access';
import { findPartnership } from '../../domain/areas';
import type { IncidentFilter, Selection } from '../../domain/incidents';
import { requireNamed, vocabularyAt } from '../../domain/vocabulary';
import { checkPeriod } from '../../platform/calendar';
import { Conflict } from '../../platform/errors';
import type { AssertedTrend, AssertTrendInput } from './asserted-trend.type';
import { addAssertedTrend, type JudgedTrend, selectAssertedTrends } from './asserted-trends.queries';

/** Loads judgements of trends, every version, newest first; one statement for all that a request asks for. */
export function assertedTrends(context: RequestContext): DataLoader<JudgedTrend, AssertedTrend[], string> {
  return new DataLoader<JudgedTrend, AssertedTrend[], string>(
    (asked) => context.session((session) => selectAssertedTrends(session, asked)),
    {
      cacheKeyFn: ({ partnershipId, themeId, period }) =>
        `${partnershipId} ${themeId} ${period.from} ${period.to}`,
    },
  );
}

/** Fields of a filter that leave it about whole themes, so that a judgement applies. */
const OF_A_THEME = new Set(['partnership', 'period', 'themes', 'sources']);

/** Trend that a judgement may exist for: only where the filter is one theme of a partnership in a period. */
export function judgedTrend(where: IncidentFilter, selection: Selection): JudgedTrend | null {
  const narrower = Object.entries(where).some(
    ([name, value]) =>
      !OF_A_THEME.has(name) && value != null && !(Array.isArray(value) && value.length === 0),
  );
  if (narrower || where.themes?.length !== 1) return null;
  const theme = selection.vocabulary.themes.find(where.themes[0])!;
  return { partnershipId: selection.partnership.id, themeId: theme.id, period: selection.period };
}

/**
 * Stores a judgement of the trend of a theme.
 *
 * @throws Problem BAD_USER_INPUT (theme, period), NOT_FOUND (partnership), FORBIDDEN, CONFLICT where `version` is not
 *   the present one.
 */
export async function assertTrend(context: RequestContext, input: AssertTrendInput): Promise<AssertedTrend> {
  const { period, version } = input;
  checkPeriod(period, 'input.period');
  const { partnership, theme } = await context.session(async (session) => {
    const partnership = await findPartnership(session, input.partnership);
    const vocabulary = await vocabularyAt(session, partnership);
    return { partnership, theme: requireNamed('themes', 'input.theme', input.theme, vocabulary) };
  });
  const judged = { partnershipId: partnership.id, themeId: theme.id, period };
  const said = { value: input.value.trim(), reason: input.reason.trim(), version };
  const detail = { theme: theme.code, from: period.from, to: period.to, version: version + 1 };
  return context.edit({ action: 'trend.assert', partnershipId: partnership.id, detail }, async (session) => {
    const asserted = await addAssertedTrend(session, judged, said, context.viewer.keyId);
    if (asserted) return asserted;
    throw new Conflict(
      'This is not the version that the judgement has now: someone has changed it, or there is none. Read it again, ' +
        'and send its version, 0 where there is none.',
      async () => {
        const [all] = await context.session((own) => selectAssertedTrends(own, [judged]));
        return all[0] ?? null;
      },
    );
  });
}
