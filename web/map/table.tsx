import { csv, download } from './downloads';

/** A row; with an id it can be chosen where the table lets choose. */
export interface Row {
  id?: string;
  cells: (string | number)[];
}

/** What stands behind a picture. */
export interface Figures {
  name: string;
  headings: string[];
  rows: Row[];
}

interface TableProps {
  figures: Figures;
  chosen?: string | null;
  /** Told the id of a row that was chosen. */
  choose?: ((id: string) => void) | null;
}

/** A table that scrolls within its room; the first column names the rows. */
export function Table({ figures: { name, headings, rows }, chosen = null, choose = null }: TableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: who has only a keyboard could not scroll it otherwise
    <section class="wide" tabIndex={0} aria-label={name}>
      <table>
        <caption>{name}</caption>
        <thead>
          <tr>
            {headings.map((heading) => (
              <th scope="col" key={heading}>
                {heading}
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
                    {first}
                  </button>
                ) : (
                  first
                )}
              </th>
              {others.map((value, j) => (
                <td key={headings[j + 1]}>{value}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Hands the figures over as a file for spreadsheets. */
export function CsvButton({ figures: { name, headings, rows } }: { figures: Figures }) {
  const cells = () => rows.map((row) => row.cells);
  return (
    <button type="button" onClick={() => download(`${name}.csv`, csv(headings, cells()))}>
      CSV<span class="unseen"> of {name}</span>
    </button>
  );
}

/** What to know before using an answer. */
export function Caveats({ caveats }: { caveats: readonly string[] }) {
  if (caveats.length === 0) return null;
  return (
    <details>
      <summary>What to know</summary>
      <ul>
        {caveats.map((caveat) => (
          <li key={caveat}>{caveat}</li>
        ))}
      </ul>
    </details>
  );
}
