import { range, UNKNOWN, whole } from '../figures/format';
import { List } from '../figures/list';
import { RankingFigure } from '../figures/ranking';
import { numeric, Table } from '../figures/table';
import type { Matrix } from './operations';

/** Score of the threat and risk matrix. */
const score = (value: number | null): string => (value === null ? UNKNOWN : whole(value));

/** Cell of the priority scanning table. */
const tick = (value: number | null): string => (value === null ? '*' : value > 0 ? '✓' : 'no');

/** Section with both matrices, and the themes on which they disagree. */
export const Ranking = ({ threatRisk, scanning }: { threatRisk: Matrix; scanning: Matrix }) => (
  <section aria-labelledby="ranking">
    <h2 id="ranking">Ranking of the themes</h2>
    <p>
      A cell holds the judgement of the partnership or, in italics, the value computed from the data where
      there is no judgement. * is unknown, not zero, and 1 to 2 is a value between the two, so the rank may be
      any in a range. A theme is ranked by the least that its total can be. Where data and judgement differ,
      the computed value follows in brackets.
    </p>
    <h3>Threat and risk matrix</h3>
    <RankingFigure rows={threatRisk.rows} />
    <MatrixTable name="Threat and risk matrix: 1 low, 3 high" matrix={threatRisk} show={score} />
    <h3>Priority scanning</h3>
    <MatrixTable name="Priority scanning: ✓ applies" matrix={scanning} show={tick} />
    <h3>Where the two disagree</h3>
    <List
      items={threatRisk.conflicts.map(
        ({ theme, criterion, scanning: ticked, matrix }) =>
          `${theme.name}, ${criterion.name}: ${tick(ticked)} in the scanning, ${score(matrix)} in the matrix`,
      )}
      otherwise="Nowhere."
    />
  </section>
);

/**
 * Themes without a rank, with the reasons: those of all themes once, then themes with the same further reasons
 * together.
 */
export function missingIn(unranked: readonly Pick<Matrix['rows'][number], 'theme' | 'missing'>[]): string[] {
  const shared =
    unranked.length > 1
      ? unranked[0].missing.filter((reason) => unranked.every(({ missing }) => missing.includes(reason)))
      : [];
  const groups = new Map<string, string[]>();
  for (const { theme, missing } of unranked) {
    const own = missing.filter((reason) => !shared.includes(reason)).join(' ');
    groups.set(own, [...(groups.get(own) ?? []), theme.name]);
  }
  return [
    ...(shared.length > 0 ? [`Each of these ${unranked.length} themes: ${shared.join(' ')}`] : []),
    ...[...groups].map(([own, names]) => (own === '' ? names.join(', ') : `${names.join(', ')}: ${own}`)),
  ];
}

const namesOf = (criteria: Matrix['rankedOn']) => criteria.map(({ name }) => name).join(', ');

interface MatrixTableProps {
  name: string;
  matrix: Matrix;
  /** Formats a value. */
  show(value: number | null): string;
}

function MatrixTable({ name, matrix, show }: MatrixTableProps) {
  const { rows, rankedOn, leftOut } = matrix;
  const shown = (value: number | null) => (value === null ? '*' : show(value));
  const computedIn = ({ computed: { value, lower, upper } }: Matrix['rows'][number]['cells'][number]) =>
    value === null && upper - lower === 1 && upper > 1 ? range(show(lower), show(upper)) : shown(value);
  const cellOf = (cell: Matrix['rows'][number]['cells'][number]) => (
    <>
      {cell.asserted ? shown(cell.value) : <i>{computedIn(cell)}</i>}
      {cell.conflict && (
        <>
          {' '}
          (<i>{computedIn(cell)}</i>)
        </>
      )}
    </>
  );
  const criteria = rows[0]?.cells.map(({ criterion }) => criterion.name) ?? [];
  const figures = {
    name,
    columns: [
      'Theme',
      ...criteria,
      numeric('Total'),
      numeric('Known'),
      numeric('Rank'),
      numeric('Possible ranks'),
    ],
    rows: rows.map(({ theme, cells, asPublished, answered, of, rank, rankInterval: { best, worst } }) => ({
      cells: [
        theme.name,
        ...cells.map(cellOf),
        asPublished.label,
        `${answered} of ${of}`,
        rank,
        range(whole(best), whole(worst)),
      ],
    })),
  };
  const unranked = rows.filter(({ rank }) => rank === null);
  return (
    <>
      <Table figures={figures} />
      {leftOut.length > 0 && (
        <p>
          {rankedOn.length > 0 ? `Ranked on ${namesOf(rankedOn)}. ` : ''}
          Not known for any theme, so left out: {namesOf(leftOut)}.
        </p>
      )}
      {unranked.length > 0 && (
        <>
          <h4>Not enough is known of</h4>
          <List items={missingIn(unranked)} />
        </>
      )}
    </>
  );
}
