import { dot, ruleY } from '@observablehq/plot';
import { Chart, INK } from '../figures/chart';
import type { Matrix } from './operations';

/** Span of possible ranks from which on the rank of a theme is called open. */
const WIDE = 5;

/** Rank of each theme that has one, with the ranks possible while some cells are not fully known. */
export function RankChart({ rows: all }: { rows: Matrix['rows'] }) {
  const rows = all.filter(({ rank }) => rank !== null);
  if (rows.length === 0) return <p>Nothing separates the themes: none has a rank.</p>;
  const wide = rows.filter(({ rankInterval: { best, worst } }) => worst - best >= WIDE).length;
  const drawing = {
    title: 'Ranks of the themes, with the ranks that are possible',
    description:
      'A dot is the rank of a theme, the line its possible ranks, since some cells are not fully known. ' +
      `For ${wide} of ${rows.length} themes the best and worst possible rank are five or more places apart.`,
    options: {
      width: 640,
      height: 22 * rows.length + 50,
      marginLeft: 200,
      x: { label: 'Rank (1 first)', domain: [1, all.length], grid: true, tickFormat: 'd' },
      y: { label: null, domain: rows.map(({ theme }) => theme.name) },
      marks: [
        ruleY(rows, {
          y: ({ theme }) => theme.name,
          x1: ({ rankInterval }) => rankInterval.best,
          x2: ({ rankInterval }) => rankInterval.worst,
          stroke: INK.line,
          strokeWidth: 3,
        }),
        dot(rows, { y: ({ theme }) => theme.name, x: 'rank', fill: INK.hot, r: 4.5 }),
      ],
    },
  };
  return <Chart drawing={drawing} />;
}
