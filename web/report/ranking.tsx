import { UNKNOWN, whole } from '../figures/format';
import { List } from '../figures/list';
import { numeric, Table } from '../figures/table';
import type { Matrix } from './operations';
import { RankChart } from './rank-chart';

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
      there is no judgement. * is unknown, not zero, so the rank may be any in a range. Where data and
      judgement differ, the computed value follows in brackets.
    </p>
    <h3>Threat and risk matrix</h3>
    <RankChart rows={threatRisk.rows} />
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

interface MatrixTableProps {
  name: string;
  matrix: Matrix;
  /** Formats a value. */
  show(value: number | null): string;
}

function MatrixTable({ name, matrix: { rows }, show }: MatrixTableProps) {
  const shown = (value: number | null) => (value === null ? '*' : show(value));
  const cellOf = ({ value, asserted, computed, conflict }: Matrix['rows'][number]['cells'][number]) => (
    <>
      {asserted ? shown(value) : <i>{shown(value)}</i>}
      {conflict && (
        <>
          {' '}
          (<i>{shown(computed.value)}</i>)
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
    rows: rows.map(({ theme, cells, totalLabel, answered, of, rank, rankInterval: { best, worst } }) => ({
      cells: [
        theme.name,
        ...cells.map(cellOf),
        totalLabel,
        `${answered} of ${of}`,
        rank,
        `${best} to ${worst}`,
      ],
    })),
  };
  return <Table figures={figures} />;
}
