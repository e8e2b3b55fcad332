import type { ComponentChildren } from 'preact';
import { decimal, UNKNOWN } from './format';

/** Cell with one form for the page and another for files: a month as `June 2009` and `2009-06`. */
export class Shown {
  constructor(
    readonly text: string,
    readonly kept: string | number,
  ) {}
}

/** Cell of plain figures, which files keep as they are. A number is shown with at most one decimal, null as unknown. */
export type Cell = string | number | null | Shown;

/** Heading of a column; columns of numbers are aligned right. */
export type Column = string | { heading: string; numeric: true };

/** Table of figures. The first cell of a row is its heading; the row's id is passed on when it is chosen. */
export interface Figures<C = Cell> {
  /** Caption of the table and name of the file. */
  name: string;
  columns: readonly Column[];
  rows: readonly { id?: string; cells: readonly C[] }[];
}

/** A column of numbers. */
export const numeric = (heading: string): Column => ({ heading, numeric: true });

/** Heading of a column. */
export const headingOf = (column: Column): string => (typeof column === 'string' ? column : column.heading);

const classOf = (column: Column) => (typeof column === 'string' ? undefined : 'number');

function Content({ cell }: { cell: Cell | ComponentChildren }) {
  if (cell === null) return <>{UNKNOWN}</>;
  if (cell instanceof Shown) return <>{cell.text}</>;
  return <>{typeof cell === 'number' ? decimal(cell) : cell}</>;
}

interface TableProps {
  figures: Figures<Cell | ComponentChildren>;
  /** Id of the chosen row. */
  chosen?: string | null;
  /** Called with the id of a chosen row; without it, rows cannot be chosen. */
  choose?: ((id: string) => void) | null;
}

/** A table that scrolls within its box. */
export function Table({ figures: { name, columns, rows }, chosen = null, choose = null }: TableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it could not be scrolled with a keyboard otherwise
    <section class="wide" tabIndex={0} aria-label={name}>
      <table>
        <caption>{name}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th scope="col" key={headingOf(column)} class={classOf(column)}>
                {headingOf(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, cells: [first, ...others] }, i) => (
            <tr key={id ?? i} class={id !== undefined && id === chosen ? 'chosen' : undefined}>
              <th scope="row">
                {choose && id !== undefined ? (
                  <button
                    type="button"
                    class="choice"
                    aria-pressed={id === chosen}
                    onClick={() => choose(id)}
                  >
                    <Content cell={first} />
                  </button>
                ) : (
                  <Content cell={first} />
                )}
              </th>
              {others.map((cell, j) => (
                <td key={headingOf(columns[j + 1])} class={classOf(columns[j + 1])}>
                  <Content cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
