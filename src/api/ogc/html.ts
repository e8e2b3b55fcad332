/** Link of a document. */
export interface Link {
  href: string;
  rel: string;
  type?: string;
  title?: string;
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text escaped for HTML. */
export const escaped = (text: unknown): string =>
  String(text ?? '').replace(/[&<>"']/g, (sign) => ENTITIES[sign]);

const STYLE =
  'body{font:1rem/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}' +
  'a{color:#0b4f8a}table{border-collapse:collapse;font-size:.9rem}th,td{border:1px solid #767676;padding:.25rem .5rem;' +
  'text-align:left;vertical-align:top}.wide{overflow-x:auto}';

/** HTML page from a body that must be escaped already. */
export function page(title: string, body: string, links: Link[]): string {
  const listed = links
    .filter(({ rel }) => rel !== 'self')
    .map(
      ({ href, rel, title: text }) =>
        `<li><a rel="${escaped(rel)}" href="${escaped(href)}">${escaped(text ?? rel)}</a></li>`,
    );
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
<main>
<h1>${escaped(title)}</h1>
${body}
<nav aria-label="Links"><ul>
${listed.join('\n')}
</ul></nav>
</main>
</html>
`;
}

/** HTML table of rows; the first column is the row's heading. */
export function table(caption: string, columns: string[], rows: string[][]): string {
  const head = columns.map((name) => `<th scope="col">${escaped(name)}</th>`).join('');
  const body = rows.map(
    ([first, ...rest]) =>
      `<tr><th scope="row">${first}</th>${rest.map((cell) => `<td>${cell}</td>`).join('')}</tr>`,
  );
  return (
    `<div class="wide" tabindex="0" role="region" aria-label="${escaped(caption)}"><table><caption>${escaped(caption)}</caption>` +
    `<thead><tr>${head}</tr></thead><tbody>\n${body.join('\n')}\n</tbody></table></div>`
  );
}

/** A link in running text. */
export const anchor = (href: string, text: unknown): string =>
  `<a href="${escaped(href)}">${escaped(text)}</a>`;
