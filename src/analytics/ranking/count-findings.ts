import type { VocabularyTheme, WeightSetEntity } from '../../domain/vocabulary';
import type { Problem } from '../../platform/errors';
import { sourcesOf, span } from '../analytic';
import { type ComparedWindows, classifiedChange, comparedOf, countsMonth } from '../trends';
import {
  allIncidents,
  type Counted,
  type CountOf,
  type Counts,
  dispersionOf,
  exactCountOf,
  isWeighed,
  meanBounds,
  sumOf,
  weigh,
} from './counted';
import { between, exactly, type Finding, number, percent, unknown } from './finding';
import { type Recorded, type RecordedTheme, recordedBounds, recordedOf } from './recorded';
import { HIGH_VOLUME, harmScore, trendScore, volumeScore } from './scores';
import { type WiderCategory, widerCategoryOf } from './wider';

/** Least and greatest number of incidents of a theme; equal where it is told apart. */
export interface IncidentBounds {
  lower: number;
  upper: number;
}

/** Findings that counts give, and the counts. */
export interface CountFindings {
  /** Number of incidents; null where nothing tells the theme apart. */
  incidents: number | null;
  /** Null where nothing is known. */
  incidentBounds: IncidentBounds | null;
  /** Share of all incidents that the greatest number is; null where nothing is known. */
  greatestShare: number | null;
  /** Total weight of the incidents; null where the weight is known for too few of them. */
  weight: number | null;
  /** Total weight of those whose weight is known; null where none is. */
  weightAtLeast: number | null;
  /** Number of incidents without a known weight; null where `incidents` is null. */
  withoutWeight: number | null;
  findings: { VOLUME: Finding; TREND: Finding; HARM: Finding };
}

/** Counts and weights that the findings are computed from. */
export interface Countable {
  /** Counts of the sources, or the reason why nothing can be counted. */
  counted: Counted | Problem;
  /** Published tables; null where they do not hold the period. */
  recorded: Recorded | null;
  set: WeightSetEntity;
  weights: ReadonlyMap<number, number>;
}

/** Counts of a theme in the period, and the way in which they are known. */
type Basis =
  | { kind: 'EXACT'; now: Counts; count: CountOf; counted: Counted }
  | ({ kind: 'RECORDED' } & RecordedTheme)
  | { kind: 'WIDER'; least: Counts; greatest: Counts; wider: WiderCategory; counted: Counted }
  | { kind: 'NOTHING'; because: string };

const isCounted = (counted: Counted | Problem): counted is Counted => 'selection' in counted;

/**
 * How the incidents of a theme are known: told apart by a counted source; else by the published tables; else as no more than
 * those of a wider category.
 */
function basisOf(theme: VocabularyTheme, { counted, recorded }: Countable): Basis {
  if (isCounted(counted)) {
    const { selection, window, current } = counted;
    const count = exactCountOf(theme, selection);
    const now = count(window.counted, current);
    if (now) return { kind: 'EXACT', now, count, counted };
  }
  const published = recorded && recordedOf(theme, recorded);
  // Parts of quarters have no total of their own that a share could be of.
  if (published && (published.edges === null || isCounted(counted)))
    return { kind: 'RECORDED', ...published };
  if (!isCounted(counted)) return { kind: 'NOTHING', because: counted.message };
  const { selection, window, current } = counted;
  const wider = widerCategoryOf(theme, selection);
  if (!wider) {
    const names = sourcesOf(selection).map(({ name }) => name);
    return {
      kind: 'NOTHING',
      because: `Unknown, not zero: no source that was delivered tells it apart (${names.join(', ')}).`,
    };
  }
  const [least, greatest] = [wider.least, wider.greatest].map((count) => count(window.counted, current)!);
  return { kind: 'WIDER', least, greatest, wider, counted };
}

const namesOf = ({ names }: WiderCategory) =>
  `of the wider ${names.length === 1 ? 'category' : 'categories'} ${names.join(', ')}`;

function volumeOf(basis: Basis, all: number): Finding {
  if (basis.kind === 'NOTHING') return unknown(basis.because);
  if (all <= 0) return unknown('No incidents at all were recorded in the period.');
  const share = (n: number) => `${number(n)} of ${number(all)} incidents (${percent(n / all)})`;
  const high = `high from ${percent(HIGH_VOLUME)} on`;
  if (basis.kind === 'WIDER') {
    const [least, greatest] = [sumOf(basis.least), sumOf(basis.greatest)];
    return between(
      volumeScore(least, all),
      volumeScore(greatest, all),
      `From ${number(least)} to ${number(greatest)} of ${number(all)} incidents (${percent(least / all)} to ` +
        `${percent(greatest / all)}), those ${namesOf(basis.wider)}; ${high}.`,
    );
  }
  const by = basis.kind === 'RECORDED' ? ', by the published tables of recorded crime' : '';
  const { lower, upper } = boundsOf(basis)!;
  if (lower === upper) return exactly(volumeScore(upper, all), `${share(upper)}${by}; ${high}.`);
  return between(
    volumeScore(lower, all),
    volumeScore(upper, all),
    `From ${number(lower)} to ${number(upper)} of ${number(all)} incidents (${percent(lower / all)} to ` +
      `${percent(upper / all)})${by}, whose quarters begin before the period or end after it; ${high}.`,
  );
}

const signed = (n: number) => `${n > 0 ? '+' : n < 0 ? '−' : ''}${Number(Math.abs(n).toFixed(1))}%`;
const pValue = (p: number) => (p < 0.001 ? 'p < .001' : `p = ${p.toFixed(3).slice(1)}`);

const NOTHING_BEFORE = unknown('The same days a year before were not delivered: nothing to compare with.');

/** Change between two counts, with the test in words. */
function changeOf(
  [now, before]: readonly Counts[],
  windows: ComparedWindows,
  dispersion: ReturnType<typeof dispersionOf>,
): Finding {
  const [incidents, earlier] = [sumOf(now), sumOf(before)];
  const {
    classification,
    percent: change,
    pValue: p,
  } = classifiedChange(incidents, earlier, windows, dispersion);
  const against = `${number(incidents)} incidents against ${number(earlier)} in ${span(windows.previous)}`;
  const tested = [
    ...(change === null ? [] : [signed(change)]),
    ...(p === null ? [] : [pValue(p)]),
    dispersion ? `dispersion ${Number(dispersion.value.toFixed(1))}` : 'dispersion unknown',
  ];
  const words = classification.toLowerCase().replace('_', ' ');
  return exactly(trendScore(classification), `${against} (${tested.join(', ')}): ${words}.`);
}

/** Change of a theme over the months known in both years. */
function countedTrend(count: CountOf, counted: Counted): Finding {
  const compared = comparedOf(counted.windows);
  if (!compared) return NOTHING_BEFORE;
  const inBoth = counted.current.filter(({ month }) => countsMonth(compared.current, month));
  const now = count(compared.current.counted, inBoth);
  const before = count(compared.previous.counted, counted.previous);
  if (!now || !before) return NOTHING_BEFORE;
  return changeOf([now, before], compared, dispersionOf(count, counted));
}

function trendOf(basis: Basis): Finding {
  if (basis.kind === 'NOTHING') return unknown(basis.because);
  if (basis.kind === 'EXACT') return countedTrend(basis.count, basis.counted);
  if (basis.kind === 'RECORDED') {
    const { now, before, windows, edges } = basis;
    if (!before || !windows) return NOTHING_BEFORE;
    const change = changeOf([now, before], windows, null);
    return edges
      ? { ...change, evidence: `In the whole quarters ${span(windows.current)}: ${change.evidence}` }
      : change;
  }
  const { wider, counted } = basis;
  const { score, evidence } = countedTrend(wider.greatest, counted);
  if (score === null) return unknown(evidence);
  // The theme may have changed in any way within the category, so the value bounds nothing.
  return { score, lower: 1, upper: 3, evidence: `That ${namesOf(wider)}: ${evidence}` };
}

/** Mean weight of an incident of a theme; null where the weights of too few are known. */
function meanWeight(basis: Basis, weights: ReadonlyMap<number, number>): number | null {
  if (basis.kind !== 'EXACT' && basis.kind !== 'RECORDED') return null;
  const weighed = weigh(basis.now, weights);
  return isWeighed(weighed) ? weighed.weight! / weighed.weighted : null;
}

const THIRDS = ['lowest', 'middle', 'highest'];

/** Tercile, or range of terciles, in words. */
const thirdOf = ({ lower, upper }: Finding) =>
  `In the ${[...new Set([lower, upper])].map((each) => THIRDS[each! - 1]).join(' to the ')} third of the themes.`;

const COARSE = 'Too few themes, or too alike, for terciles.';

const withThird = (finding: Finding): Finding => ({
  ...finding,
  evidence: `${finding.evidence} ${finding.lower === null ? COARSE : thirdOf(finding)}`,
});

/** Thirds of a finding between two weights, whose range may be all three. */
const withThirds = (finding: Finding, range: string): Finding =>
  finding.lower === null ? unknown(`${range} That may be any third of the themes.`) : withThird(finding);

const weightInWords = (weight: number, { unit }: WeightSetEntity) =>
  `${Number(weight.toPrecision(3))} ${unit} per incident`;

/** Harm of a theme between the least and the greatest weight of its offences. */
function widerHarm(
  { wider: { offenceIds, names } }: Basis & { kind: 'WIDER' },
  { set, weights }: Countable,
  means: readonly number[],
): Finding {
  const own = offenceIds.flatMap((id) => weights.get(id) ?? []);
  if (own.length < offenceIds.length)
    return unknown(
      `Recorded only within ${names.join(', ')}, and the weight of some of its offences is not known (${set.name}).`,
    );
  const [least, greatest] = [Math.min(...own), Math.max(...own)];
  const range = `From ${weightInWords(least, set)} to ${weightInWords(greatest, set)}, by its offences (${set.name}).`;
  return withThirds(between(harmScore(least, means), harmScore(greatest, means), range), range);
}

/** Harm of a theme by quarters of which some lie partly in the period. */
function partlyHarm(
  now: Counts,
  edges: Counts,
  { set, weights }: Countable,
  means: readonly number[],
): Finding {
  const bounds = meanBounds(now, edges, weights);
  if (!bounds) return unknown(`Too little is known of the weights of its crimes (${set.name}).`);
  const { least, greatest } = bounds;
  const range =
    `From ${weightInWords(least, set)} to ${weightInWords(greatest, set)} on average, whichever crimes of the quarters at ` +
    `its ends are of the period (${set.name}).`;
  return withThirds(between(harmScore(least, means), harmScore(greatest, means), range), range);
}

/** Harm: third of the themes, exact where the weight of nearly all incidents is known. */
function harmOf(basis: Basis, countable: Countable, means: readonly number[]): Finding {
  const { set, weights } = countable;
  if (basis.kind === 'NOTHING') return unknown(basis.because);
  if (basis.kind === 'WIDER') return widerHarm(basis, countable, means);
  if (basis.kind === 'RECORDED' && basis.edges) return partlyHarm(basis.now, basis.edges, countable, means);
  const weighed = weigh(basis.now, weights);
  const known = `the weight of ${number(weighed.weighted)} of ${number(weighed.incidents)} incidents is known (${set.name})`;
  if (weighed.weight === null) return unknown(`Too little is known: ${known}.`);
  if (isWeighed(weighed)) {
    const mean = weighed.weight / weighed.weighted;
    return withThird(exactly(harmScore(mean, means), `${weightInWords(mean, set)} on average; ${known}.`));
  }
  // Those without a weight weigh something, of unknown amount.
  const least = weighed.weight / weighed.incidents;
  const evidence = `At least ${weightInWords(least, set)} on average; ${known}.`;
  const finding = between(harmScore(least, means), 3, evidence);
  return finding.lower === null ? finding : withThird(finding);
}

function boundsOf(basis: Basis): IncidentBounds | null {
  if (basis.kind === 'NOTHING') return null;
  if (basis.kind === 'WIDER') return { lower: sumOf(basis.least), upper: sumOf(basis.greatest) };
  if (basis.kind === 'RECORDED') return recordedBounds(basis);
  return { lower: sumOf(basis.now), upper: sumOf(basis.now) };
}

/** Sums of the weights of a theme that is told apart. */
function weightsOf(
  basis: Basis,
  weights: ReadonlyMap<number, number>,
): Pick<CountFindings, 'weight' | 'weightAtLeast' | 'withoutWeight'> {
  if (basis.kind !== 'EXACT' && basis.kind !== 'RECORDED')
    return { weight: null, weightAtLeast: null, withoutWeight: null };
  const { incidents, weighted, weight } = weigh(basis.now, weights);
  if (basis.kind === 'RECORDED' && basis.edges)
    return { weight: null, weightAtLeast: weight, withoutWeight: null };
  const mean = meanWeight(basis, weights);
  return {
    weight: mean === null ? null : mean * incidents,
    weightAtLeast: weight,
    withoutWeight: incidents - weighted,
  };
}

/**
 * Volume, trend and harm of themes, in their order.
 *
 * @param isRanked whether a theme is among those whose terciles of harm are compared.
 */
export function countFindings(
  themes: readonly VocabularyTheme[],
  isRanked: (theme: VocabularyTheme) => boolean,
  countable: Countable,
): CountFindings[] {
  const { counted, recorded, weights } = countable;
  const all = isCounted(counted)
    ? sumOf(allIncidents(counted.current))
    : recorded
      ? sumOf(recorded.current)
      : 0;
  const bases = themes.map((theme) => basisOf(theme, countable));
  const means = bases
    .filter((_, i) => isRanked(themes[i]))
    .map((basis) => meanWeight(basis, weights))
    .filter((mean) => mean !== null);
  return bases.map((basis) => {
    const incidentBounds = boundsOf(basis);
    const isExact =
      basis.kind === 'EXACT' ||
      (basis.kind === 'RECORDED' && incidentBounds!.lower === incidentBounds!.upper);
    return {
      incidents: isExact ? incidentBounds!.upper : null,
      incidentBounds,
      greatestShare: incidentBounds && all > 0 ? incidentBounds.upper / all : null,
      ...weightsOf(basis, weights),
      findings: {
        VOLUME: volumeOf(basis, all),
        TREND: trendOf(basis),
        HARM: harmOf(basis, countable, means),
      },
    };
  });
}
