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
  type WeightSetEntity,
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
import { perceptionOf } from '../perception';
import {
  caveatsOfBoth,
  classifiedChange,
  comparedOf,
  comparisonCaveats,
  countsMonth,
  type PeerScore,
  peerScores,
  shortenedCaveats,
} from '../trends';
import {
  allIncidents,
  type Counted,
  type Counting,
  countIncidents,
  coverageOf,
  dispersionOf,
  incidentsOf,
  sumOf,
  weigh,
} from './counted';
import {
  communityScore,
  HIGH_VOLUME,
  harmScores,
  type Rule,
  type Score,
  trendScore,
  volumeScore,
} from './scores';

/** Score by a rule, with the evidence in words; for an unknown score, the reason. */
export interface Finding {
  score: Score;
  evidence: string;
}

/** Figures and findings on a theme. */
export interface ThemeFigures {
  /** Number of incidents; null where no source records the theme exactly. */
  incidents: number | null;
  /** Total weight of the incidents; null where the weight is known for fewer than half of them. */
  weight: number | null;
  /** Number of incidents without a known weight; null where `incidents` is null. */
  withoutWeight: number | null;
  findings: Record<Rule, Finding>;
}

/** Figures on every theme of the matrices in a period. A plain value, cached between requests. */
export interface Figures {
  /** By the code of the theme. */
  themes: Record<string, ThemeFigures>;
  weightSet: string;
  parameters: Parameter[];
  sources: SourceEntity[];
  dataVersion: string;
  caveats: Caveat[];
}

/** Default weight set: the only one that covers every recorded crime. */
const USUAL_WEIGHT_SET = 'crime-severity-score';

const number = (n: number) => new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 }).format(n);
const percent = (share: number) => `${Number((100 * share).toFixed(1))}%`;
const signed = (n: number) => `${n > 0 ? '+' : n < 0 ? '−' : ''}${Number(Math.abs(n).toFixed(1))}%`;
const pValue = (p: number) => (p < 0.001 ? 'p < .001' : `p = ${p.toFixed(3).slice(1)}`);
const unknown = (evidence: string): Finding => ({ score: null, evidence });

/** Reason why no source counts a theme, in words. */
function unseen(theme: VocabularyTheme, { selection }: Counted): string {
  const { partly } = coverageOf(theme, selection);
  const names = sourcesOf(selection)
    .map(({ name }) => name)
    .join(', ');
  if (partly.length > 0)
    return `Unknown, not zero: recorded only within a wider or narrower category (${partly.join(', ')}).`;
  return `Unknown, not zero: no source that was delivered records it (${names}).`;
}

function volumeOf(incidents: number, all: number): Finding {
  const score = volumeScore(incidents, all);
  if (score === null) return unknown('No incidents at all were recorded in the period.');
  return {
    score,
    evidence: `${number(incidents)} of ${number(all)} incidents (${percent(incidents / all)}); high from ${percent(HIGH_VOLUME)} on.`,
  };
}

/** Change of a theme over the months known in both years. */
function trendOf(theme: VocabularyTheme, counted: Counted): Finding {
  const { selection, windows, current, previous } = counted;
  const nothing = unknown('The same days a year before were not delivered: nothing to compare with.');
  const compared = comparedOf(windows);
  if (!compared) return nothing;
  const inBoth = current.filter(({ month }) => countsMonth(compared.current, month));
  const now = incidentsOf(theme, selection, compared.current.counted, inBoth);
  const earlier = incidentsOf(theme, selection, compared.previous.counted, previous);
  if (!now || !earlier) return nothing;
  const [incidents, before] = [now, earlier].map(sumOf);
  const dispersion = dispersionOf(theme, counted);
  const {
    classification,
    percent: change,
    pValue: p,
  } = classifiedChange(incidents, before, compared, dispersion);
  const against = `${number(incidents)} incidents against ${number(before)} in ${span(compared.previous)}`;
  const tested = [
    ...(change === null ? [] : [signed(change)]),
    ...(p === null ? [] : [pValue(p)]),
    dispersion ? `dispersion ${Number(dispersion.value.toFixed(1))}` : 'dispersion unknown',
  ];
  const words = classification.toLowerCase().replace('_', ' ');
  return { score: trendScore(classification), evidence: `${against} (${tested.join(', ')}): ${words}.` };
}

interface Weight {
  mean: number | null;
  incidents: number;
  weighted: number;
}

function harmOf(weight: Weight | null, score: Score, set: WeightSetEntity): Finding {
  const { incidents, weighted, mean } = weight!;
  const known = `the weight of ${number(weighted)} of ${number(incidents)} incidents is known (${set.name})`;
  if (mean === null) return unknown(`Too little is known: ${known}.`);
  const each = `${Number(mean.toPrecision(3))} ${set.unit} per incident on average; ${known}`;
  if (score === null) return unknown(`${each}. Too few themes, or too alike, for terciles.`);
  return { score, evidence: `${each}. ${['Lowest', 'Middle', 'Highest'][score - 1]} third of the themes.` };
}

/** Minimum share of incidents with a known weight; below it the mean weight is not representative. */
const WEIGHED_SHARE = 0.5;

type CountFindings = Omit<ThemeFigures, 'findings'> & {
  findings: Pick<ThemeFigures['findings'], 'VOLUME' | 'TREND' | 'HARM'>;
};

/** Volume, trend and harm of each theme. */
function countFindings(
  themes: readonly VocabularyTheme[],
  counted: Counted,
  set: WeightSetEntity,
  weights: ReadonlyMap<number, number>,
): CountFindings[] {
  const { selection, window, current } = counted;
  const all = weigh(allIncidents(current), weights).incidents;
  const weighed = themes.map((theme) => {
    const counts = incidentsOf(theme, selection, window.counted, current);
    if (!counts) return null;
    const { incidents, weighted, weight } = weigh(counts, weights);
    const enough = weight !== null && weighted >= WEIGHED_SHARE * incidents;
    return { incidents, weighted, mean: enough ? weight / weighted : null };
  });
  const harm = harmScores(weighed.map((each) => each?.mean ?? null));
  return themes.map((theme, i) => {
    const each = weighed[i];
    if (!each) {
      const finding = unknown(unseen(theme, counted));
      const findings = { VOLUME: finding, TREND: finding, HARM: finding };
      return { incidents: null, weight: null, withoutWeight: null, findings };
    }
    return {
      incidents: each.incidents,
      weight: each.mean === null ? null : each.mean * each.incidents,
      withoutWeight: each.incidents - each.weighted,
      findings: {
        VOLUME: volumeOf(each.incidents, all),
        TREND: trendOf(theme, counted),
        HARM: harmOf(each, harm[i], set),
      },
    };
  });
}

/** Findings for all themes where the records cannot be counted. */
function uncounted(themes: readonly VocabularyTheme[], because: string): CountFindings[] {
  const finding = unknown(because);
  const findings = { VOLUME: finding, TREND: finding, HARM: finding };
  return themes.map(() => ({ incidents: null, weight: null, withoutWeight: null, findings }));
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
    return {
      score,
      evidence: `A priority of ${sntAreas.length} of ${areas} SNT areas (${percent(sntAreas.length / areas)})${through}.`,
    };
  };
}

/** Problems that only leave the counts unknown; judgements remain valid. */
const CANNOT_TELL: readonly string[] = ['NOT_ENOUGH_DATA', 'NOT_SUPPORTED_FOR_SOURCE', 'FORBIDDEN'];

/** Period, sources and weight set of the figures. */
export interface FiguresQuestion extends Counting {
  /** Code or edition. */
  weightSet?: string | null;
}

/** Data read for the figures. */
interface Read {
  set: WeightSetEntity;
  weights: ReadonlyMap<number, number>;
  themes: VocabularyTheme[];
  counted: Counted | Problem;
  peers: Map<string, PeerScore>;
  community: (themeId: number) => Finding;
  dataVersion: string;
  /** Editions of the vocabulary that defines the themes. */
  edition: string;
}

async function read(session: Session, context: AnalyticContext, question: FiguresQuestion): Promise<Read> {
  const { partnership, period, weightSet } = question;
  const found = await findPartnership(session, partnership);
  const { code, dataVersion } = found;
  const vocabulary = await vocabularyAt(session, found);
  const set = await findWeightSet(session, weightSet!);
  const { PRIORITY_SCANNING, THREAT_RISK } = vocabulary.matrices;
  const ranked = new Set([...PRIORITY_SCANNING.rows, ...THREAT_RISK.rows].map(({ theme }) => theme));
  const themes = vocabulary.themes.all.filter((theme) => ranked.has(theme));
  const codes = themes.map((theme) => theme.code);
  return {
    set,
    weights: await selectWeights(session, set),
    themes,
    counted: await countIncidents(session, context, question).catch((error: unknown) => {
      if (error instanceof Problem && CANNOT_TELL.includes(error.code)) return error;
      throw error;
    }),
    peers: await peerScores(session, code, period, codes),
    community: await communityFindings(session, vocabulary, holdersOf(found).ids, period),
    dataVersion: `${code}-${dataVersion}`,
    edition: vocabulary.edition,
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

/** Figures on every theme of the matrices in a period. */
export const figuresOf = answering(
  {
    name: 'themeFigures',
    needs: Needs.COUNTS,
    defaults: { weightSet: USUAL_WEIGHT_SET },
  },
  async (context, question: FiguresQuestion): Promise<Figures> => {
    const { partnership, period } = question;
    const { set, weights, themes, counted, peers, community, dataVersion, edition } = await context.session(
      (session) => read(session, context, question),
    );
    const byCount =
      counted instanceof Problem
        ? uncounted(themes, counted.message)
        : countFindings(themes, counted, set, weights);
    const figures = themes.map((theme, i): [string, ThemeFigures] => {
      const { score, because } = peers.get(theme.code)!;
      const peer = { score: score as Score, evidence: because };
      const findings = { ...byCount[i].findings, PEERS: peer, COMMUNITY: community(theme.id) };
      return [theme.code, { ...byCount[i], findings }];
    });
    return {
      themes: Object.fromEntries(figures),
      weightSet: editionId(set),
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
