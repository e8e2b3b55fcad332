import type { Days, MatrixRow, SeasonChart, TrendChart, WeekChart } from './answers';
import { type Easel, INK } from './drawing';
import { type Html, table } from './html';
import { monthOfYear, whole } from './words';

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const SHORT_MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** As large as the text around it, on the screen and on paper. */
const TEXT = { fontSize: '12px' };

/** Counts by month with what earlier years let expect; the assessed period is shaded. */
export function trendChart(easel: Easel, name: string, { series }: TrendChart, period: Days): Html {
  const months = series.map((month) => ({
    ...month,
    at: new Date(`${month.month.slice(0, 7)}-01T00:00:00Z`),
  }));
  const bands = months.filter(({ lower, upper }) => lower !== null && upper !== null);
  const outside = bands.filter(({ count, lower, upper }) => count < lower! || count > upper!);
  const least = months.reduce((a, b) => (b.count < a.count ? b : a));
  const most = months.reduce((a, b) => (b.count > a.count ? b : a));
  const description =
    `${months.length} months to ${monthOfYear(months.at(-1)!.month)}: from ${whole(least.count)} in ${monthOfYear(least.month)} ` +
    `to ${whole(most.count)} in ${monthOfYear(most.month)}. ` +
    (bands.length === 0
      ? 'No earlier year says what to expect.'
      : `${outside.length} of ${bands.length} months lie outside what earlier years let expect (95%, dashed and shaded).`);
  return easel.figure(
    (plot, { document }) =>
      plot.plot({
        document,
        width: 560,
        height: 230,
        marginLeft: 50,
        style: TEXT,
        x: { type: 'utc', label: null },
        y: { zero: true, grid: true, label: 'Incidents a month', nice: true },
        marks: [
          plot.rectY([period], {
            x1: () => new Date(`${period.from}T00:00:00Z`),
            x2: () => new Date(`${period.to}T00:00:00Z`),
            y1: 0,
            y2: () => Math.max(most.count, ...bands.map(({ upper }) => upper!)),
            fill: '#eef0e6',
          }),
          plot.areaY(bands, { x: 'at', y1: 'lower', y2: 'upper', fill: INK.band }),
          plot.lineY(bands, { x: 'at', y: 'expected', stroke: INK.expected, strokeDasharray: '4 3' }),
          plot.lineY(months, { x: 'at', y: 'count', stroke: INK.line, strokeWidth: 2 }),
          plot.dot(outside, { x: 'at', y: 'count', fill: INK.hot, r: 3.5 }),
          plot.ruleY([0]),
        ],
      }),
    `${name} by month`,
    description,
  );
}

/** The figures of {@link trendChart}. */
export function trendTable(name: string, { series }: TrendChart): Html {
  return table(
    `${name} by month`,
    [
      { heading: 'Month', cell: ({ month }) => monthOfYear(month) },
      { heading: 'Incidents', numeric: true, cell: ({ count }) => whole(count) },
      {
        heading: 'Expected',
        numeric: true,
        cell: ({ expected }) => (expected === null ? '–' : whole(expected)),
      },
      {
        heading: '95% limits',
        numeric: true,
        cell: ({ lower, upper }) =>
          lower === null || upper === null ? '–' : `${whole(lower)} to ${whole(upper)}`,
      },
    ],
    series,
  );
}

/** Index by calendar month: 100 is the average month. */
export function seasonChart(easel: Easel, name: string, { months }: SeasonChart): Html {
  const most = months.reduce((a, b) => (b.index > a.index ? b : a));
  const least = months.reduce((a, b) => (b.index < a.index ? b : a));
  return easel.figure(
    (plot, { document }) =>
      plot.plot({
        document,
        width: 370,
        height: 230,
        marginLeft: 44,
        style: TEXT,
        x: { label: null, domain: SHORT_MONTHS, padding: 0.15 },
        y: { zero: true, grid: true, label: 'Average month = 100' },
        marks: [
          plot.barY(months, { x: ({ month }) => SHORT_MONTHS[month - 1], y: 'index', fill: INK.line }),
          plot.ruleY([100], { stroke: INK.hot, strokeDasharray: '4 3' }),
          plot.ruleY([0]),
        ],
      }),
    `${name} by month of the year`,
    `Most in ${SHORT_MONTHS[most.month - 1]} (${whole(most.index)}), least in ${SHORT_MONTHS[least.month - 1]} ` +
      `(${whole(least.index)}), where 100 is the average month.`,
  );
}

/** Incidents by hour and day of the week: the darker, the more. */
export function weekChart(easel: Easel, name: string, { cells, incidents, excluded }: WeekChart): Html {
  const most = cells.reduce((a, b) => (b.weight > a.weight ? b : a));
  const hour = (at: number) => `${String(at).padStart(2, '0')}:00`;
  const left = excluded > 0 ? ` ${whole(excluded)} without a known hour are left out.` : '';
  return easel.figure(
    (plot, { document }) =>
      plot.plot({
        document,
        width: 640,
        height: 210,
        marginLeft: 86,
        marginBottom: 44,
        style: TEXT,
        padding: 0.04,
        x: {
          label: 'Hour of the day',
          domain: [...Array(24).keys()],
          tickFormat: (h: number) => (h % 3 === 0 ? hour(h) : ''),
        },
        y: { label: null, domain: DAYS },
        color: { type: 'linear', range: ['#eef3f7', '#0b3a5c'], zero: true },
        marks: [plot.cell(cells, { x: 'hour', y: ({ dayOfWeek }) => DAYS[dayOfWeek - 1], fill: 'weight' })],
      }),
    `${name} by hour and day of the week`,
    `${whole(incidents)} incidents. The most fall on ${DAYS[most.dayOfWeek - 1]} from ${hour(most.hour)} to ` +
      `${hour((most.hour + 1) % 24)}.${left}`,
  );
}

/** The ranks that each theme could have, whatever the unknown cells are: a line, with a dot where it is ranked. */
export function rankChart(easel: Easel, rows: readonly MatrixRow[]): Html {
  const known = rows.filter(({ rankInterval }) => rankInterval !== null);
  const wide = known.filter(({ rankInterval }) => rankInterval!.worst - rankInterval!.best >= 5).length;
  return easel.figure(
    (plot, { document }) =>
      plot.plot({
        document,
        width: 640,
        style: TEXT,
        height: 22 * known.length + 50,
        marginLeft: 200,
        x: { label: 'Rank (1 first)', domain: [1, rows.length], grid: true, tickFormat: 'd' },
        y: { label: null, domain: known.map(({ theme }) => theme.name) },
        marks: [
          plot.ruleY(known, {
            y: ({ theme }) => theme.name,
            x1: ({ rankInterval }) => rankInterval!.best,
            x2: ({ rankInterval }) => rankInterval!.worst,
            stroke: INK.line,
            strokeWidth: 3,
          }),
          plot.dot(known, { y: ({ theme }) => theme.name, x: 'rank', fill: INK.hot, r: 4.5 }),
        ],
      }),
    'Ranks of the themes, with the ranks that are possible',
    `A dot is the rank of a theme, the line the ranks that it could have, since some judgements are unknown. ` +
      `${wide} of ${known.length} themes could be five or more places higher or lower.`,
  );
}
