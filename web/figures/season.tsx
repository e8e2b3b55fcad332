import { barY, ruleX, ruleY } from '@observablehq/plot';
import { useMemo } from 'preact/hooks';
import { Chart, type Drawing, INK, type Size } from './chart';
import { SHORT_MONTHS, whole } from './format';
import { type Figures, numeric } from './table';

/** Calendar month, 1 to 12, over all years, with its seasonal index, 100 for the average month, and its 95% interval. */
export interface SeasonMonth {
  month: number;
  index: number | null;
  lower: number | null;
  upper: number | null;
  count: number | null;
}

interface SeasonProps {
  /** Name of the counted incidents: `Robbery`. */
  name: string;
  months: readonly SeasonMonth[];
  size: Size;
}

const nameOf = ({ month }: SeasonMonth): string => SHORT_MONTHS[month - 1];

function drawSeason({ name, months, size }: SeasonProps): Drawing {
  const known = months.filter(({ index }) => index !== null);
  const most = known.reduce((a, b) => (b.index! > a.index! ? b : a));
  const least = known.reduce((a, b) => (b.index! < a.index! ? b : a));
  return {
    title: `${name} by month of the year`,
    description:
      `Most in ${nameOf(most)} (${whole(most.index!)}), least in ${nameOf(least)} (${whole(least.index!)}); ` +
      '100 is the average month, the thin lines are 95% intervals.',
    options: {
      ...size,
      marginLeft: 44,
      x: { label: null, domain: SHORT_MONTHS, padding: 0.15 },
      y: { zero: true, grid: true, label: 'Average month = 100' },
      marks: [
        barY(known, { x: nameOf, y: 'index', fill: INK.line }),
        ruleX(known, { x: nameOf, y1: 'lower', y2: 'upper', stroke: INK.expected }),
        ruleY([100], { stroke: INK.hot, strokeDasharray: '4 3' }),
        ruleY([0]),
      ],
    },
  };
}

/** Seasonal index by calendar month; at least one month must have an index. */
export function SeasonChart({ name, months, size: { width, height } }: SeasonProps) {
  const drawing = useMemo(
    () => drawSeason({ name, months, size: { width, height } }),
    [name, months, width, height],
  );
  return <Chart drawing={drawing} />;
}

/** Table of the figures in {@link SeasonChart}. */
export const seasonFigures = (name: string, months: readonly SeasonMonth[]): Figures => ({
  name: `${name} by month of the year`,
  columns: ['Month', numeric('Index'), numeric('Lower 95%'), numeric('Upper 95%'), numeric('Incidents')],
  rows: months.map((month) => ({
    cells: [nameOf(month), month.index, month.lower, month.upper, month.count],
  })),
});
