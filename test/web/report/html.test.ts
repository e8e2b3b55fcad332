import fc from 'fast-check';
import { Html, html, list, table } from '../../../web/report/html';

const MARKS = /[<>"']|&(?!amp;|lt;|gt;|quot;|#39;)/;

it('escapes whatever is put in', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(html`${text}`.text).not.toMatch(MARKS);
    }),
  );
});

it('tells texts apart after escaping', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (a, b) => {
      expect(html`${a}`.text === html`${b}`.text).toBe(a === b);
    }),
  );
});

it('leaves HTML as it is, joins lists, and leaves out what is not there', () => {
  expect(html`<p>${html`<b>${'<'}</b>`}${['a', '&', 3]}${null}${undefined}${false}${0}</p>`.text).toBe(
    '<p><b>&lt;</b>a&amp;30</p>',
  );
});

it('makes a table whose first column names its rows', () => {
  type Row = { name: string; n: number };
  const columns = [
    { heading: 'Ward', cell: ({ name }: Row) => name },
    { heading: 'n', numeric: true as const, cell: ({ n }: Row) => n },
  ];
  const { text } = table('Wards & counts', columns, [{ name: '<script>', n: 7 }]);
  expect(text).toContain('<caption>Wards &amp; counts</caption>');
  expect(text).toContain('<th scope="col">Ward</th><th scope="col" class="number">n</th>');
  expect(text).toContain('<th scope="row">&lt;script&gt;</th><td class="number">7</td>');
});

it('says so where a list is empty', () => {
  expect(list([], 'None.').text).toBe('<p>None.</p>');
  expect(list(['a', new Html('<i>b</i>')], '').text).toBe('<ul><li>a</li><li><i>b</i></li></ul>');
});
