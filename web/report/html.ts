/** Text that is HTML already: put into a page as it is. */
export class Html {
  constructor(readonly text: string) {}
}

type Part = Html | string | number | null | undefined | false | readonly Part[];

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function textOf(part: Part): string {
  if (part === null || part === undefined || part === false) return '';
  if (part instanceof Html) return part.text;
  if (Array.isArray(part)) return part.map(textOf).join('');
  return String(part).replace(/[&<>"']/g, (char) => ESCAPES[char]);
}

/** HTML from a template: what is put in is escaped, unless it is HTML itself; lists are joined, null and false left out. */
export function html(literals: TemplateStringsArray, ...parts: Part[]): Html {
  return new Html(literals.map((literal, i) => literal + textOf(parts[i])).join(''));
}

/** A column of a table: its heading, and what its cells say. */
export interface Column<Row> {
  heading: string;
  /** What a screen reader says for a heading that is only a sign. */
  title?: string;
  cell(row: Row): Part;
  /** Numbers stand to the right. */
  numeric?: true;
}

/** A table with a caption; the first column names the rows. */
export function table<Row>(caption: string, columns: readonly Column<Row>[], rows: readonly Row[]): Html {
  const kind = ({ numeric }: Column<Row>) => (numeric ? html` class="number"` : html``);
  const [first, ...others] = columns;
  return html`<div class="wide" tabindex="0" role="region" aria-label="${caption}"><table>
<caption>${caption}</caption>
<thead><tr>${columns.map(
    (column) =>
      html`<th scope="col"${kind(column)}${column.title ? html` title="${column.title}"` : ''}>${column.heading}</th>`,
  )}</tr></thead>
<tbody>${rows.map(
    (row) => html`<tr><th scope="row">${first.cell(row)}</th>${others.map(
      (column) => html`<td${kind(column)}>${column.cell(row)}</td>`,
    )}</tr>
`,
  )}</tbody>
</table></div>`;
}

/** A list with bullets; a sentence instead where it has nothing. */
export function list(items: readonly Part[], otherwise: string): Html {
  return items.length === 0
    ? html`<p>${otherwise}</p>`
    : html`<ul>${items.map((item) => html`<li>${item}</li>`)}</ul>`;
}
