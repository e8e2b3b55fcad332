import { addDays, addMonths, type Period } from '../../platform/calendar';
import { mannKendall, type Proportion, proportionsTest, wilsonInterval } from '../../platform/statistics';
import { Classification, classify } from '../trends';
import type { IndicatorValueEntity } from './indicator.entity';
import type { Series } from './indicators.queries';

/** Months of a period by frequency. */
const MONTHS_OF = { MONTH: 1, QUARTER: 3, YEAR: 12 } as const;

/** Months before a period in which the newest figure may have ended where the period has none of its own. */
const LATEST_MONTHS = 24;
/** Years that a trend without numbers of cases needs. */
const FEWEST_YEARS = 5;
const MOST_YEARS = 10;
/** Other partnerships that a comparison needs. */
const FEWEST_PEERS = 3;

/** Figures of an indicator in a period, against those of the year before. */
export interface Reading {
  /** Days that the figures are of. */
  period: Period;
  /** Mean of the figures. */
  value: number;
  /** Mean of the figures a year before; null where those are not known. */
  previous: number | null;
  /** Change in per cent; null where `previous` is unknown or 0. */
  percent: number | null;
  /** Null where nothing can be tested. */
  pValue: number | null;
  /** Null where it cannot be told from chance. */
  classification: Classification | null;
  /** All of it in words. */
  statement: string;
}

/** Whole period of a figure. */
export function periodOf({ frequency }: Pick<Series, 'frequency'>, from: string): Period {
  return { from, to: addDays(addMonths(from, MONTHS_OF[frequency]), -1) };
}

const lies = (inner: Period, outer: Period) => inner.from >= outer.from && inner.to <= outer.to;

/** Figures whose days lie in a period; where there are none, the newest of the two years before its end. */
function figuresIn(series: Series, period: Period): IndicatorValueEntity[] {
  const within = series.values.filter(({ periodFrom }) => lies(periodOf(series, periodFrom), period));
  if (within.length > 0) return within;
  const oldest = addMonths(period.from, -LATEST_MONTHS);
  const latest = series.values.findLast(({ periodFrom }) => {
    const { to } = periodOf(series, periodFrom);
    return to <= period.to && to >= oldest;
  });
  return latest ? [latest] : [];
}

const meanOf = (values: readonly { value: number }[]) =>
  values.reduce((sum, { value }) => sum + value, 0) / values.length;

/** Cases of all figures together; null where they are not known of each, or the indicator is no proportion. */
function casesOf(values: readonly IndicatorValueEntity[]): Proportion | null {
  const sum = { count: 0, of: 0 };
  for (const { numerator, denominator } of values) {
    if (numerator === null || denominator === null || numerator > denominator) return null;
    sum.count += numerator;
    sum.of += denominator;
  }
  return sum.of > 0 ? sum : null;
}

/** Means of the twelve months that end with a day and of those before, oldest first, as far back as they are whole. */
function yearlyMeans(series: Series, to: string): number[] {
  const means: number[] = [];
  for (let years = 0; years < MOST_YEARS; years++) {
    const next = addDays(to, 1);
    const year = { from: addMonths(next, -12 * (years + 1)), to: addDays(addMonths(next, -12 * years), -1) };
    const within = series.values.filter(({ periodFrom }) => lies(periodOf(series, periodFrom), year));
    if (within.length !== 12 / MONTHS_OF[series.frequency]) break;
    means.unshift(meanOf(within));
  }
  return means;
}

/** Change of an indicator, tested by the numbers of cases, else by the years that are known. */
interface Tested {
  percent: number | null;
  pValue: number | null;
  /** Numbers of cases in both windows; without them no number is too small. */
  counts: [current: number, previous: number];
  because: string;
}

const ANY_NUMBER = Number.POSITIVE_INFINITY;
const percentOf = (now: number, before: number) => (before === 0 ? null : (now / before - 1) * 100);

function testOf(
  series: Series,
  now: readonly IndicatorValueEntity[],
  before: readonly IndicatorValueEntity[],
  to: string,
): Tested {
  const percent = before.length > 0 ? percentOf(meanOf(now), meanOf(before)) : null;
  const [cases, earlier] = [casesOf(now), casesOf(before)];
  if (cases && earlier)
    return {
      percent,
      pValue: proportionsTest(cases, earlier),
      counts: [cases.count, earlier.count],
      because: 'test of two proportions',
    };
  const means = yearlyMeans(series, to);
  if (means.length >= FEWEST_YEARS)
    return {
      percent: percentOf(means.at(-1)!, means[0]),
      pValue: mannKendall(Float64Array.from(means)).p,
      counts: [ANY_NUMBER, ANY_NUMBER],
      because: `over ${means.length} years, Mann-Kendall test`,
    };
  return { percent, pValue: null, counts: [ANY_NUMBER, ANY_NUMBER], because: '' };
}

const figure = (value: number) =>
  new Intl.NumberFormat('en-GB', { maximumSignificantDigits: 4 }).format(value);
const days = ({ from, to }: Period) => `${from} to ${to}`;
const signed = (n: number) => `${n > 0 ? '+' : n < 0 ? '−' : ''}${Number(Math.abs(n).toFixed(1))}%`;
const pInWords = (p: number) => (p < 0.001 ? 'p < .001' : `p = ${p.toFixed(3).slice(1)}`);

/**
 * Reads an indicator in a period: the mean of its figures, against the same months a year before. The change is tested
 * by the numbers of cases; where those are unknown, by the trend of at least five years. Null where no figure is of the
 * period, nor of the two years before it.
 */
export function readingOf(series: Series, asked: Period): Reading | null {
  const found = figuresIn(series, asked);
  if (found.length === 0) return null;
  const earlierOf = ({ periodFrom }: IndicatorValueEntity) =>
    series.values.find((each) => each.periodFrom === addMonths(periodFrom, -12));
  const paired = found.filter((each) => earlierOf(each) !== undefined);
  const now = paired.length > 0 ? paired : found;
  const before = paired.map((each) => earlierOf(each)!);
  const period = {
    from: now[0].periodFrom,
    to: periodOf(series, now.at(-1)!.periodFrom).to,
  };
  const value = meanOf(now);
  const previous = before.length > 0 ? meanOf(before) : null;
  const { percent, pValue, counts, because } = testOf(series, now, before, period.to);
  const worse = percent === null || !series.higherIsBetter ? percent : -percent;
  const classification =
    pValue === null || percent === null
      ? null
      : classify({ currentCount: counts[0], previousCount: counts[1], percent: worse, pValue });
  const { name, unit } = series;
  const average = now.length > 1 ? `on average of ${now.length} figures ` : '';
  const after = previous === null ? '' : `, after ${figure(previous)} a year before`;
  const test =
    pValue === null || percent === null
      ? ': whether it has changed cannot be told without numerators and denominators of both years, or five years of figures'
      : ` (${signed(percent)}, ${pInWords(pValue)}, ${because}): ${classification!.toLowerCase().replaceAll('_', ' ')}`;
  return {
    ...{ period, value, previous, percent, pValue, classification },
    statement: `${name}: ${figure(value)}${unit.startsWith('%') ? '' : ' '}${unit} ${average}in ${days(period)}${after}${test}.`,
  };
}

/** Standing of a partnership among others: 1 better, 2 within the limits of chance, 3 worse; null where it is unknown. */
export interface Standing {
  score: 1 | 2 | 3 | null;
  because: string;
}

/**
 * Compares a partnership with the others that have the same indicator, by the figures of the same periods: whether the
 * 95% interval of its proportion lies above or below the proportion of the others together.
 */
export function standingAmong(series: Series, others: readonly Series[], { period }: Reading): Standing {
  const casesIn = ({ values, ...rest }: Series) =>
    casesOf(values.filter(({ periodFrom }) => lies(periodOf(rest, periodFrom), period)));
  const own = casesIn(series);
  if (!own)
    return { score: null, because: 'Not told without the numerator and denominator of the indicator.' };
  const comparable = others
    .filter(({ frequency, unit }) => frequency === series.frequency && unit === series.unit)
    .flatMap((other) => casesIn(other) ?? []);
  if (comparable.length < FEWEST_PEERS)
    return {
      score: null,
      because:
        `Fewer than ${FEWEST_PEERS} other partnerships of this installation have the indicator for ${days(period)}, with ` +
        'numerator and denominator.',
    };
  const pooled =
    comparable.reduce((sum, { count }) => sum + count, 0) / comparable.reduce((sum, { of }) => sum + of, 0);
  const { lower, upper } = wilsonInterval(own.count, own.of);
  const [above, below] = [lower > pooled, upper < pooled];
  const percent = (share: number) => `${Number((100 * share).toFixed(1))}%`;
  return {
    score: !above && !below ? 2 : above === series.higherIsBetter ? 1 : 3,
    because:
      `${percent(own.count / own.of)} (95% interval ${percent(lower)} to ${percent(upper)}) against ${percent(pooled)} of ` +
      `${comparable.length} other partnerships together, ${days(period)}.`,
  };
}
