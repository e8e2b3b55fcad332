import { AreaKind, countAreas, findPartnership, holdersOf } from '../../domain/areas';
import { type Caveat, CaveatCode, caveat } from '../../domain/caveats';
import { Needs } from '../../domain/incidents';
import {
  editionId,
  findWeightSet,
  type SourceEntity,
  selectWeights,
  type Vocabulary,
  type VocabularyTheme,
  vocabularyAt,
} from '../../domain/vocabulary';
import type { Period } from '../../platform/calendar';
import type { Session } from '../../platform/database';
import { Problem } from '../../platform/errors';
import {
  type AnalyticContext,
  answering,
  listParameters,
  type Parameter,
  sourceParameter,
  sourcesOf,
  span,
} from '../analytic';
import { type ToldTheme, toldThemes } from '../indicators';
import { perceptionOf } from '../perception';
import { caveatsOfBoth, comparisonCaveats, type PeerScore, peerScores, shortenedCaveats } from '../trends';
import { type Countable, type CountFindings, countFindings } from './count-findings';
import { allIncidents, type Counted, type Counting, countIncidents, type Weighed, weigh } from './counted';
import { exactly, type Finding, percent, unknown } from './finding';
import { readRecorded } from './recorded';
import { communityScore, HIGH_VOLUME, type Rule, type Score, trendScore } from './scores';

/** Figures and findings on a theme. */
export interface ThemeFigures extends Omit<CountFindings, 'findings'> {
  findings: Record<Rule, Finding>;
}

/** Figures on every theme of a partnership in a period. A plain value, cached between requests. */
export interface Figures {
  /** By the code of the theme. */
  themes: Record<string, ThemeFigures>;
  weightSet: string;
  /** Incidents of the period, and those whose weight is known; null where nothing can be counted. */
  weighed: Weighed | null;
  parameters: Parameter[];
  sources: SourceEntity[];
  dataVersion: string;
  caveats: Caveat[];
}

/** Community concern by the id of the theme. */
async function communityFindings(
  session: Session,
  vocabulary: Vocabulary,
  partnershipIds: readonly number[],
  period: Period,
): Promise<(themeId: number) => Finding> {
  const perceived = await perceptionOf(session, vocabulary, partnershipIds, period);
  const areas = (await countAreas(session, partnershipIds, period.to)).get(AreaKind.SNT_AREA) ?? 0;
  return (themeId) => {
    const { sntAreas, asked, told, through } = perceived.get(themeId)!;
    if (areas === 0) return unknown('The partnership has no SNT areas on the last day of the period.');
    if (!told) return unknown('No SNT area has told its priorities for the period.');
    if (!asked) return unknown('Not known: SNT areas were not asked about the theme.');
    const score = communityScore(sntAreas.length, areas);
    return exactly(
      score,
      `A priority of ${sntAreas.length} of ${areas} SNT areas (${percent(sntAreas.length / areas)})${through}.`,
    );
  };
}

/** Problems that only leave the counts unknown; judgements remain valid. */
const CANNOT_TELL: readonly string[] = ['NOT_ENOUGH_DATA', 'NOT_SUPPORTED_FOR_SOURCE', 'FORBIDDEN'];

/** Period, sources and weight set of the figures. */
export interface FiguresQuestion extends Counting {
  /** Code or edition. Default: that which the partnership has chosen for harm. */
  weightSet?: string | null;
}

/** Data read for the figures. */
interface Read extends Countable {
  themes: VocabularyTheme[];
  /** Themes that are rows of a matrix. */
  ranked: ReadonlySet<VocabularyTheme>;
  peers: Map<string, PeerScore>;
  community: (themeId: number) => Finding;
  /** Indicators of the themes that are told by one, by the code of the theme. */
  told: ReadonlyMap<string, ToldTheme>;
  dataVersion: string;
  /** Editions of the vocabulary that defines the themes. */
  edition: string;
}

async function read(session: Session, context: AnalyticContext, question: FiguresQuestion): Promise<Read> {
  const { partnership, period, weightSet } = question;
  const found = await findPartnership(session, partnership);
  const { code, dataVersion } = found;
  const vocabulary = await vocabularyAt(session, found);
  const set = await findWeightSet(session, weightSet ?? vocabulary.weightSets.harm);
  const { PRIORITY_SCANNING, THREAT_RISK } = vocabulary.matrices;
  const ranked = new Set([...PRIORITY_SCANNING.rows, ...THREAT_RISK.rows].map(({ theme }) => theme));
  const themes = vocabulary.themes.all;
  const codes = themes.map((theme) => theme.code);
  return {
    ranked,
    set,
    weights: await selectWeights(session, set),
    themes,
    counted: await countIncidents(session, context, question).catch((error: unknown) => {
      if (error instanceof Problem && CANNOT_TELL.includes(error.code)) return error;
      throw error;
    }),
    recorded: await readRecorded(session, found, vocabulary, period),
    peers: await peerScores(session, code, period, codes),
    community: await communityFindings(session, vocabulary, holdersOf(found).ids, period),
    told: await toldThemes(session, found, themes, period),
    dataVersion: `${code}-${dataVersion}`,
    edition: vocabulary.edition,
  };
}

const NO_INCIDENTS = unknown('Not told: the theme has an indicator, not incidents.');

/** Findings on a theme with an indicator: trend and peers by its figures, and neither volume nor harm. */
function toldFindings({ reading, standing, statement }: ToldTheme): Omit<Record<Rule, Finding>, 'COMMUNITY'> {
  const classification = reading?.classification ?? null;
  return {
    VOLUME: NO_INCIDENTS,
    HARM: NO_INCIDENTS,
    TREND: exactly(classification && trendScore(classification), statement),
    PEERS: exactly(standing.score, standing.because),
  };
}

/** Parameters of the count: windows, months of the dispersion, and sources. */
function parametersOf(counted: Counted | Problem): Parameter[] {
  if (counted instanceof Problem) return [];
  const { window, windows, selection } = counted;
  return [
    ...listParameters({
      window: span(window),
      comparisonWindow: windows.previous && span(windows.previous),
      dispersionMonths: counted.months.filter((month) => month.counted.length > 0).length,
    }),
    sourceParameter(selection),
  ];
}

/** Figures on every theme of a partnership in a period. */
export const figuresOf = answering(
  { name: 'themeFigures', needs: Needs.COUNTS },
  async (context, question: FiguresQuestion): Promise<Figures> => {
    const { partnership, period } = question;
    const known = await context.session((session) => read(session, context, question));
    const { set, themes, ranked, counted, peers, community, told, dataVersion, edition } = known;
    const byCount = countFindings(themes, (theme) => ranked.has(theme), known);
    const figures = themes.map((theme, i): [string, ThemeFigures] => {
      const { score, because } = peers.get(theme.code)!;
      const indicator = told.get(theme.code);
      const findings = {
        ...byCount[i].findings,
        PEERS: exactly(score as Score, because),
        COMMUNITY: community(theme.id),
        ...(indicator && toldFindings(indicator)),
      };
      return [theme.code, { ...byCount[i], findings }];
    });
    return {
      themes: Object.fromEntries(figures),
      weightSet: editionId(set),
      weighed: counted instanceof Problem ? null : weigh(allIncidents(counted.current), known.weights),
      parameters: [
        ...listParameters({
          partnership,
          period: span(period),
          weightSet: editionId(set),
          vocabulary: edition,
        }),
        ...parametersOf(counted),
        ...listParameters({ highVolume: String(HIGH_VOLUME), peerLimits: '0.95' }),
      ],
      sources: counted instanceof Problem ? [] : sourcesOf(counted.selection),
      dataVersion,
      caveats:
        counted instanceof Problem
          ? [caveat(CaveatCode.NOT_DELIVERED, `Volume, trend and harm are unknown: ${counted.message}`)]
          : [
              ...caveatsOfBoth(counted.selection, counted.windows),
              ...shortenedCaveats(counted.window, period),
              ...(counted.windows.without === null && counted.windows.current.days !== counted.window.days
                ? comparisonCaveats(counted.windows)
                : []),
            ],
    };
  },
);
