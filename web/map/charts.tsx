import * as Plot from '@observablehq/plot';
import { useEffect, useRef } from 'preact/hooks';
import { DAYS, MONTHS, number, rate } from './words';

const LINE = '#14507a';
const BAND = '#cfe0ec';
const HOT = '#b2182b';

type Options = Plot.PlotOptions;

/** A picture with its words; it is drawn anew where it gets more or less room. */
function Chart({ label, options }: { label: string; options: (width: number) => Options }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const node = place.current!;
    const draw = () => {
      const svg = Plot.plot({ style: { fontSize: '11px' }, ...options(Math.max(node.clientWidth, 240)) });
      for (const part of svg.querySelectorAll('[aria-label]')) part.removeAttribute('aria-label');
      svg.setAttribute('role', 'img');
      svg.setAttribute('aria-label', label);
      node.replaceChildren(svg);
    };
    const observer = new ResizeObserver(draw);
    observer.observe(node);
    return () => observer.disconnect();
  }, [label]); // the label says all that is drawn
  return <div class="chart" ref={place} />;
}

export interface Month {
  month: string;
  count: number;
  expected: number | null;
  lower: number | null;
  upper: number | null;
}

/** Counts by month, with what earlier years let expect and the chosen period shaded. */
export function TrendChart({ series, from, to }: { series: readonly Month[]; from: string; to: string }) {
  const months = series.map((month) => ({
    ...month,
    at: new Date(`${month.month.slice(0, 7)}-01T00:00:00Z`),
  }));
  const bands = months.filter(({ lower, upper }) => lower !== null && upper !== null);
  const most = Math.max(...months.map(({ count }) => count), ...bands.map(({ upper }) => upper!));
  const label = `Incidents a month: ${months.map(({ month, count }) => `${month.slice(0, 7)} ${count}`).join(', ')}`;
  return (
    <Chart
      label={label}
      options={(width) => ({
        width,
        height: 170,
        marginLeft: 44,
        x: { type: 'utc', label: null, ticks: width / 90 },
        y: { zero: true, grid: true, label: 'Incidents a month', nice: true },
        marks: [
          Plot.rectY([0], {
            x1: () => new Date(`${from}T00:00:00Z`),
            x2: () => new Date(`${to}T00:00:00Z`),
            y1: 0,
            y2: most,
            fill: '#eef0e6',
          }),
          Plot.areaY(bands, { x: 'at', y1: 'lower', y2: 'upper', fill: BAND }),
          Plot.lineY(bands, { x: 'at', y: 'expected', stroke: '#6b7680', strokeDasharray: '4 3' }),
          Plot.lineY(months, { x: 'at', y: 'count', stroke: LINE, strokeWidth: 2 }),
          Plot.dot(
            bands.filter(({ count, lower, upper }) => count < lower! || count > upper!),
            { x: 'at', y: 'count', fill: HOT, r: 3 },
          ),
          Plot.ruleY([0]),
        ],
      })}
    />
  );
}

/** Index by calendar month: 100 is the average month. */
export function SeasonChart({ months }: { months: readonly { month: number; index: number | null }[] }) {
  const known = months.filter(({ index }) => index !== null);
  const label = `Index by month of the year: ${known.map(({ month, index }) => `${MONTHS[month - 1]} ${rate(index!)}`).join(', ')}`;
  return (
    <Chart
      label={label}
      options={(width) => ({
        width,
        height: 150,
        marginLeft: 40,
        x: { label: null, domain: MONTHS, padding: 0.15 },
        y: { zero: true, grid: true, label: 'Average month = 100' },
        marks: [
          Plot.barY(known, { x: ({ month }) => MONTHS[month - 1], y: 'index', fill: LINE }),
          Plot.ruleY([100], { stroke: HOT, strokeDasharray: '4 3' }),
          Plot.ruleY([0]),
        ],
      })}
    />
  );
}

/** Incidents by hour and day of the week: the darker, the more. */
export function WeekChart({
  cells,
}: {
  cells: readonly { dayOfWeek: number; hour: number; weight: number }[];
}) {
  const label = `Incidents by hour and day of the week: ${DAYS.map((name, i) => {
    const sum = cells.reduce((n, { dayOfWeek, weight }) => (dayOfWeek === i + 1 ? n + weight : n), 0);
    return `${name} ${number(sum)}`;
  }).join(', ')}`;
  return (
    <Chart
      label={label}
      options={(width) => ({
        width,
        height: 150,
        marginLeft: 40,
        marginBottom: 36,
        padding: 0.04,
        x: {
          label: 'Hour of the day',
          domain: [...Array(24).keys()],
          tickFormat: (hour: number) => (hour % 6 === 0 ? `${hour}:00` : ''),
        },
        y: { label: null, domain: DAYS.map((name) => name.slice(0, 3)) },
        color: { type: 'linear', range: ['#eef3f7', '#0b3a5c'], zero: true },
        marks: [
          Plot.cell(cells, {
            x: 'hour',
            y: ({ dayOfWeek }) => DAYS[dayOfWeek - 1].slice(0, 3),
            fill: 'weight',
          }),
        ],
      })}
    />
  );
}
