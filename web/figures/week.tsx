import { cell } from '@observablehq/plot';
import { useMemo } from 'preact/hooks';
import { Chart, type Drawing, type Size } from './chart';
import { DAYS, hourName, whole } from './format';
import { type Figures, numeric } from './table';

/** Number of incidents in one hour of one day, 1 for Monday; incidents over several hours are spread among them. */
export interface WeekCell {
  dayOfWeek: number;
  hour: number;
  weight: number;
}

/** Incidents by hour and day of the week. */
export interface Week {
  cells: readonly WeekCell[];
  incidents: number;
  /** Incidents without a known hour, which are in no cell. */
  excluded: number;
}

interface WeekProps {
  /** Name of the counted incidents: `Robbery`. */
  name: string;
  week: Week;
  size: Size;
}

const HOURS = [...Array(24).keys()];

/** Width in pixels below which days have three letters and fewer hours are labelled. */
const NARROW = 560;

function describe({ cells, incidents, excluded }: Week): string {
  const most = cells.reduce((a, b) => (b.weight > a.weight ? b : a));
  const peak = `${DAYS[most.dayOfWeek - 1]} from ${hourName(most.hour)} to ${hourName((most.hour + 1) % 24)}`;
  const left = excluded > 0 ? ` ${whole(excluded)} without a known hour are left out.` : '';
  return `${whole(incidents)} incidents. The most fall on ${peak}.${left}`;
}

function drawWeek({ name, week, size }: WeekProps): Drawing {
  const narrow = size.width < NARROW;
  const days = narrow ? DAYS.map((day) => day.slice(0, 3)) : DAYS;
  const every = narrow ? 6 : 3;
  return {
    title: `${name} by hour and day of the week`,
    description: describe(week),
    options: {
      ...size,
      marginLeft: narrow ? 40 : 86,
      marginBottom: 44,
      padding: 0.04,
      x: {
        label: 'Hour of the day',
        domain: HOURS,
        tickFormat: (hour: number) => (hour % every === 0 ? hourName(hour) : ''),
      },
      y: { label: null, domain: days },
      color: { type: 'linear', range: ['#eef3f7', '#0b3a5c'], zero: true },
      marks: [cell(week.cells, { x: 'hour', y: ({ dayOfWeek }) => days[dayOfWeek - 1], fill: 'weight' })],
    },
  };
}

/** Incidents by hour and day of the week, the more the darker; at least one cell is needed. */
export function WeekChart({ name, week, size: { width, height } }: WeekProps) {
  const drawing = useMemo(
    () => drawWeek({ name, week, size: { width, height } }),
    [name, week, width, height],
  );
  return <Chart drawing={drawing} />;
}

/** Table of the figures in {@link WeekChart}: an hour per row, a day per column. */
export function weekFigures(name: string, { cells }: Week): Figures {
  const weights = new Map(cells.map(({ dayOfWeek, hour, weight }) => [`${dayOfWeek} ${hour}`, weight]));
  return {
    name: `${name} by hour and day of the week`,
    columns: ['Hour', ...DAYS.map(numeric)],
    rows: HOURS.map((hour) => ({
      cells: [hourName(hour), ...DAYS.map((_, i) => weights.get(`${i + 1} ${hour}`) ?? 0)],
    })),
  };
}
