import { areaY, dot, lineY, rectY, ruleY } from '@observablehq/plot';
import { useMemo } from 'preact/hooks';
import { Chart, type Drawing, INK, type Size } from './chart';
import { monthName, whole } from './format';
import { type Figures, numeric, Shown } from './table';

/** Month with its number of incidents and the number predicted from the other months; null where there are too few. */
export interface TrendMonth {
  month: string;
  /** Null where the month was never delivered. */
  count: number | null;
  expected: number | null;
  /** Limits of the 95% prediction interval. */
  lower: number | null;
  upper: number | null;
}

export interface Period {
  from: string;
  to: string;
}

interface TrendProps {
  /** Name of the counted incidents: `Robbery`. */
  name: string;
  /** Months, oldest first; at least one. */
  series: readonly TrendMonth[];
  /** Assessed period, to be shaded; null where none of it was delivered. */
  period: Period | null;
  size: Size;
}

const utc = (day: string): Date => new Date(`${day}T00:00:00Z`);

function describe(series: readonly TrendMonth[], predicted: number, outside: number): string {
  const known = series.flatMap(({ month, count }) => (count === null ? [] : [{ month, count }]));
  const months = `${series.length} months to ${monthName(series.at(-1)!.month)}`;
  const missing = series.length - known.length;
  const holes = missing === 0 ? '' : ` ${missing} of them were never delivered: the line has a gap.`;
  const range = known.length === 0 ? `${months}.` : `${months}: ${extremes(known)}.`;
  const limits =
    predicted === 0
      ? 'There are too few months to predict from.'
      : `${outside} of ${predicted} months lie outside the 95% limits that the other months predict (dashed and shaded).`;
  return `${range}${holes} ${limits}`;
}

function extremes(known: readonly { month: string; count: number }[]): string {
  const least = known.reduce((a, b) => (b.count < a.count ? b : a));
  const most = known.reduce((a, b) => (b.count > a.count ? b : a));
  return `from ${whole(least.count)} in ${monthName(least.month)} to ${whole(most.count)} in ${monthName(most.month)}`;
}

function drawTrend({ name, series, period, size }: TrendProps): Drawing {
  const months = series.map((month) => ({ ...month, at: utc(`${month.month.slice(0, 7)}-01`) }));
  const predicted = months.filter(({ lower, upper }) => lower !== null && upper !== null);
  const outside = predicted.filter(
    ({ count, lower, upper }) => count !== null && (count < lower! || count > upper!),
  );
  const most = Math.max(...months.map(({ count }) => count ?? 0), ...predicted.map(({ upper }) => upper!));
  return {
    title: `${name} by month`,
    description: describe(series, predicted.length, outside.length),
    options: {
      ...size,
      marginLeft: 50,
      marginBottom: 36,
      x: { type: 'utc', label: null, ticks: size.width / 90 },
      y: { zero: true, grid: true, label: 'Incidents a month', nice: true },
      marks: [
        period &&
          rectY([period], { x1: utc(period.from), x2: utc(period.to), y1: 0, y2: most, fill: INK.period }),
        areaY(predicted, { x: 'at', y1: 'lower', y2: 'upper', fill: INK.band }),
        lineY(predicted, { x: 'at', y: 'expected', stroke: INK.expected, strokeDasharray: '4 3' }),
        lineY(months, { x: 'at', y: 'count', stroke: INK.line, strokeWidth: 2 }),
        dot(outside, { x: 'at', y: 'count', fill: INK.hot, r: 3.5 }),
        ruleY([0]),
      ],
    },
  };
}

/** Incidents by month, with the numbers predicted from the other months. */
export function TrendChart({ name, series, period, size: { width, height } }: TrendProps) {
  const [from, to] = [period?.from, period?.to];
  const drawing = useMemo(
    () => drawTrend({ name, series, period: from && to ? { from, to } : null, size: { width, height } }),
    [name, series, from, to, width, height],
  );
  return <Chart drawing={drawing} />;
}

/** Table of the figures in {@link TrendChart}. */
export const trendFigures = (name: string, series: readonly TrendMonth[]): Figures => ({
  name: `${name} by month`,
  columns: ['Month', numeric('Incidents'), numeric('Expected'), numeric('Lower 95%'), numeric('Upper 95%')],
  rows: series.map(({ month, count, expected, lower, upper }) => ({
    cells: [new Shown(monthName(month), month.slice(0, 7)), count, expected, lower, upper],
  })),
});
