import type { RequestContext } from '../../access';
import { holdersOf, partnershipById } from '../../domain/areas';
import { type Caveat, distinctCaveats } from '../../domain/caveats';
import { DEFAULT_EPS, type IncidentFilter, Needs, type Selection, seesTheme } from '../../domain/incidents';
import { type Response, responseOf } from '../../domain/plan';
import {
  requireAllNamed,
  type Vocabulary,
  type VocabularyTheme,
  vocabularyAt,
} from '../../domain/vocabulary';
import type { Period } from '../../platform/calendar';
import { Problem } from '../../platform/errors';
import { type AnalyticContext, countedFrom, listParameters, sourceParameter, span } from '../analytic';
import { clustersOfEach, type HotspotCluster, type HotspotClusters, presentClusters } from '../hotspots';
import { type ToldTheme, toldThemes } from '../indicators';
import { type LeadingPeople, type LeadingSegment, leadingPeople } from '../people';
import { type PublicPerception, perceptionOf } from '../perception';
import { suggestedPriorities } from '../ranking';
import {
  type AssertedTrend,
  assertedTrends,
  Comparison,
  type SeasonalPattern,
  seasonality,
  type Trend,
  trend,
} from '../trends';
import { Lines, orUntold, untold } from './lines';
import type {
  AssessedSeasonality,
  AssessedTrend,
  PerformanceLine,
  StrategicAssessment,
  ThemeAssessment,
  UnseenLine,
} from './strategic-assessment.type';
import {
  FEWEST,
  LITTLE_PERCENT,
  performanceLabel,
  SLIGHT_INCIDENTS,
  SLIGHT_PERCENT,
  seasonsInWords,
  volumeInWords,
} from './words';

/** Scope of an assessment. */
export interface Assessed {
  partnership: string;
  period: Period;
  themes?: string[] | null;
  sources?: string[] | null;
  /** Comparisons of the volumes, at least one; the first classifies the trend. */
  comparisons: Comparison[];
}

/** Default comparisons. */
export const DEFAULT_COMPARISONS = [Comparison.SAME_PERIOD_LAST_YEAR, Comparison.ROLLING_12_MONTHS];

/** Maximum number of hotspots in a block: the length of the longest list in the assessment of 2009. */
const MAX_HOTSPOTS = 8;

/**
 * Parts computed from records. Perceptions, activity and recommendations, which people enter, are added later and not
 * cached.
 */
type ComputedBlock = Omit<ThemeAssessment, 'publicPerception' | 'partnershipActivity' | 'recommendations'>;
export type ComputedAssessment = Omit<
  StrategicAssessment,
  'suggestedPriorities' | 'notAmongPriorities' | 'themes' | 'strategicRecommendations' | 'calendar'
> & { themes: ComputedBlock[] };

/** Findings on a theme from records, each part answered or refused on its own. */
interface Findings {
  /** In the order of the comparisons. */
  trends: (Trend | Problem)[];
  seasons: SeasonalPattern | Problem;
  clusters: HotspotClusters | Problem;
  victims: LeadingPeople | Problem;
  offenders: LeadingPeople | Problem;
}

/**
 * Findings on all themes, in a fixed number of statements: trends and seasons, places, shapes of the clusters, people.
 */
async function findingsOf(
  context: AnalyticContext,
  filters: IncidentFilter[],
  comparisons: readonly Comparison[],
): Promise<Findings[]> {
  const perTheme = Promise.all(
    filters.map((where) =>
      Promise.all([
        Promise.all(comparisons.map((compareWith) => orUntold(trend(context, { where, compareWith })))),
        orUntold(seasonality(context, { where })),
      ]),
    ),
  );
  const options = {
    ...{ eps: DEFAULT_EPS, most: MAX_HOTSPOTS },
    ...{ comparison: comparisons[0], onlyComplete: true },
  };
  const questions = filters.flatMap((where) => [
    { where, role: 'VICTIM' as const },
    { where, role: 'OFFENDER' as const },
  ]);
  const [counted, clusters, people] = await Promise.all([
    perTheme,
    clustersOfEach(context.needing(Needs.PLACES), filters, options),
    leadingPeople(context.needing(Needs.PEOPLE), questions),
  ]);
  return counted.map(([trends, seasons], i) => ({
    trends,
    seasons,
    clusters: untold(clusters[i]),
    victims: untold(people[2 * i]),
    offenders: untold(people[2 * i + 1]),
  }));
}

/** Themes that get a block: those named, else all that have a group. */
function themesOf({ themes: asked }: Assessed, vocabulary: Vocabulary): VocabularyTheme[] {
  return asked?.length
    ? requireAllNamed('themes', 'themes', asked, vocabulary)
    : vocabulary.themes.all.filter(({ group }) => group !== null);
}

/** Volume lines of a theme, one for each comparison. */
function performanceOf(
  { trends }: Findings,
  comparisons: readonly Comparison[],
  lines: Lines,
): PerformanceLine[] {
  if (trends.every((found) => found instanceof Problem))
    return lines.tell('performance', trends[0], () => [], []);
  return trends.flatMap((found, i) =>
    lines.tell(
      'performance',
      found,
      (told) => {
        const { current, previous, percent, percentOf, perturbed, window } = told;
        if (current === null || window === null) {
          lines.leave('performance', 'No month of the period that could be counted was delivered.');
          return [];
        }
        const label = performanceLabel(window, comparisons[i]);
        if (previous === null)
          lines.leave('performance', `${label}: nothing that it could be compared with has been delivered.`);
        else if (window.clipped)
          lines.leave('performance', `${label}: only the months that both windows have are compared.`);
        const direction = previous === null ? null : volumeInWords(current, previous, percent);
        return [{ label, current, previous, percent, percentOf, direction, perturbed }];
      },
      [],
    ),
  );
}

/** Block of a theme from its findings, with the reasons for lines left out. */
function blockOf(
  theme: VocabularyTheme,
  findings: Findings,
  selection: Selection,
  comparisons: readonly Comparison[],
): ComputedBlock {
  const { trends, seasons, clusters, victims, offenders } = findings;
  const lines = new Lines();
  const classification = lines.tell(
    'trend',
    trends[0],
    (compared) => {
      if (compared.previous !== null) return compared.classification;
      lines.leave('trend', 'Nothing that the period could be compared with has been delivered.');
      return null;
    },
    null,
  );
  const performance = performanceOf(findings, comparisons, lines);
  const seasonality = lines.tell('seasonality', seasons, (found) => seasonsOf(found, lines), null);
  const { vocabulary } = selection;
  const closed = selection.cellSources.filter((source) => seesTheme(theme, [source], vocabulary));
  lines.leaveClosed('hotspots', clusters, closed);
  const block = {
    themeId: theme.id,
    theme,
    trend: classification && { classification, asserted: null },
    indicator: null,
    performance,
    seasonality,
    hotspots: hotspotsOf('hotspots', clusters, lines),
    victims: peopleOf('victims', victims, lines),
    offenders: peopleOf('offenders', offenders, lines),
  };
  const parts = [...trends, seasons, clusters, victims, offenders];
  const caveats = parts.flatMap((part) => (part instanceof Problem ? [] : part.caveats));
  return {
    ...block,
    unseen: [...(performance.length > 0 ? withinOthers(theme, selection) : []), ...lines.unseen],
    caveats: distinctCaveats(caveats),
  };
}

/** Block of a theme with an indicator: it has figures, and no incidents. */
function toldBlock(theme: VocabularyTheme, { series, reading, statement }: ToldTheme): ComputedBlock {
  const lines = new Lines();
  lines.leave(
    'theme',
    reading ? 'Told by an indicator, which has no seasons, hotspots, victims or offenders.' : statement,
  );
  return {
    themeId: theme.id,
    theme,
    trend: reading?.classification ? { classification: reading.classification, asserted: null } : null,
    indicator: reading &&
      series && { ...reading, unit: series.unit, indicator: { code: series.code, name: series.name } },
    performance: [],
    seasonality: null,
    hotspots: [],
    victims: [],
    offenders: [],
    unseen: lines.unseen,
    caveats: [],
  };
}

/** Seasons in words; null where there are too few months, or no incidents. */
export function seasonsOf(
  { pValue, peakSeasons, caveats }: SeasonalPattern,
  lines: Lines,
  line = 'seasonality',
): AssessedSeasonality | null {
  if (pValue !== null) return { statement: seasonsInWords(peakSeasons), peakSeasons };
  lines.leave(line, caveats.at(-1)!.message);
  return null;
}

/** Hotspots of the period, the largest first; empty where nowhere enough incidents lie together. */
export function hotspotsOf(
  line: 'hotspots' | 'where',
  clusters: HotspotClusters | Problem,
  lines: Lines,
): HotspotCluster[] {
  const found = lines.tell(line, clusters, presentClusters, null);
  if (found?.length === 0)
    lines.leave(line, 'No hotspot: nowhere do enough of these incidents lie close together.');
  return found ?? [];
}

/** Leading groups of people in words; empty where nobody is on record. */
export function peopleOf(
  line: 'victims' | 'offenders',
  people: LeadingPeople | Problem,
  lines: Lines,
): LeadingSegment[] {
  const segments = lines.tell(line, people, (found) => found.segments, null);
  if (segments?.length === 0) lines.leave(line, `No ${line} are on record for these incidents.`);
  return segments ?? [];
}

/** Notes for a theme that is counted within other categories: figures then describe those. */
function withinOthers(theme: VocabularyTheme, selection: Selection): UnseenLine[] {
  return selection
    .categoryCaveats([theme], selection.period)
    .map(({ message }) => ({ line: 'theme', because: message }));
}

/**
 * Assessment of every theme as computed from records; it changes only with a load of data.
 *
 * @throws Problem NOT_FOUND (partnership), BAD_USER_INPUT (period, codes), NOT_ENOUGH_DATA (nothing was delivered of
 *   the period), FORBIDDEN.
 */
export async function assess(context: AnalyticContext, asked: Assessed): Promise<ComputedAssessment> {
  const { partnership: code, period, sources, comparisons } = asked;
  const where = { partnership: code, period, sources };
  const { selection, themes, told } = await context.session(async (session) => {
    const selection = await context.selectEveryTheme(session, where);
    const themes = themesOf(asked, selection.vocabulary);
    return { selection, themes, told: await toldThemes(session, selection.partnership, themes, period) };
  });
  const counted = themes.filter(({ code }) => !told.has(code));
  const findings = await findingsOf(
    context,
    counted.map((theme) => ({ ...where, themes: [theme.code] })),
    comparisons,
  );
  const { partnership } = selection;
  const blocks = themes.map((theme) => {
    const indicator = told.get(theme.code);
    return indicator
      ? toldBlock(theme, indicator)
      : blockOf(theme, findings[counted.indexOf(theme)], selection, comparisons);
  });
  const limited = blocks.filter(({ caveats }) => caveats.length > 0);
  const holds = (caveats: Caveat[], { message }: Caveat) => caveats.some((each) => each.message === message);
  const common = (limited[0]?.caveats ?? []).filter((each) =>
    limited.every(({ caveats }) => holds(caveats, each)),
  );
  return {
    partnershipId: partnership.id,
    holderIds: holdersOf(partnership).ids,
    partnership: { code: partnership.code, name: partnership.name },
    period,
    comparisons,
    themes: blocks.map((block) => ({
      ...block,
      caveats: block.caveats.filter((each) => !holds(common, each)),
    })),
    parameters: [
      ...listParameters({
        partnership: partnership.code,
        period: span(period),
        themes: themes.map((theme) => theme.code).join(','),
        vocabulary: selection.vocabulary.edition,
        comparisons: comparisons.join(','),
        eps: DEFAULT_EPS,
        mostHotspots: MAX_HOTSPOTS,
        littlePercent: LITTLE_PERCENT,
        slightPercent: SLIGHT_PERCENT,
        slightIncidents: SLIGHT_INCIDENTS,
        fewest: FEWEST,
      }),
      sourceParameter(selection),
    ],
    ...countedFrom(selection),
    caveats: common,
  };
}

/** Adds perceptions, activity and recommendations, which people enter, to the parts computed from records. */
export async function withJudgements(
  context: RequestContext,
  computed: ComputedAssessment,
): Promise<StrategicAssessment> {
  const { period, partnershipId, holderIds, partnership } = computed;
  const said = context.loader(assertedTrends);
  const [trends, { perceptions, response }, priorities] = await Promise.all([
    Promise.all(computed.themes.map(({ themeId }) => said.load({ partnershipId, themeId, period }))),
    context.session(async (session) => {
      const vocabulary = await vocabularyAt(session, await partnershipById(session, partnershipId));
      return {
        perceptions: await perceptionOf(session, vocabulary, holderIds, period),
        response: await responseOf(session, partnershipId, period),
      };
    }),
    suggestedPriorities(context, { partnership: partnership.code, period }),
  ]);
  return {
    ...computed,
    ...priorities,
    themes: computed.themes.map((block, i) =>
      withResponse(
        { ...block, trend: judged(block.trend, trends[i][0] ?? null) },
        perceptions.get(block.themeId) ?? null,
        response,
      ),
    ),
    strategicRecommendations: response.recommendations.filter(({ theme }) => theme === null),
    calendar: response.events,
  };
}

/** Trend with people's statements about it; null where there are neither counts nor statements. */
export function judged(trend: AssessedTrend | null, asserted: AssertedTrend | null): AssessedTrend | null {
  const classification = trend?.classification ?? null;
  return classification || asserted ? { classification, asserted } : null;
}

/** Block with public perception, activity and recommendations for its theme. */
function withResponse(
  block: ComputedBlock,
  perception: PublicPerception | null,
  { activities, recommendations }: Response,
): ThemeAssessment {
  const isOwn = ({ theme }: { theme: { code: string } | null }) => theme?.code === block.theme.code;
  const lines = new Lines();
  const publicPerception = perception?.unknown ? null : perception;
  if (!publicPerception)
    lines.leave(
      'publicPerception',
      perception?.told
        ? 'SNT areas were not asked about it, and no survey has asked.'
        : 'No SNT area has told its priorities for the period, and no survey has asked.',
    );
  const partnershipActivity = activities.filter(isOwn);
  if (partnershipActivity.length === 0)
    lines.leave('partnershipActivity', 'No activity that runs in the period has been written down.');
  const own = recommendations.filter(isOwn);
  if (own.length === 0) lines.leave('recommendations', 'No recommendation has been written down.');
  return {
    ...block,
    publicPerception,
    partnershipActivity,
    recommendations: own,
    unseen: [...block.unseen, ...lines.unseen],
  };
}
