import fc from 'fast-check';
import { h } from 'preact';
import { renderToStaticMarkup } from 'preact-render-to-string';
import { List } from '../../../web/figures/list';
import { type Figures, numeric, Shown, Table } from '../../../web/figures/table';

const FIGURES: Figures = {
  name: 'Wards & counts',
  columns: ['Ward', numeric('n')],
  rows: [{ id: 'E05', cells: ['<script>', 1234.56] }],
};

const table = (props: Parameters<typeof Table>[0]) => renderToStaticMarkup(h(Table, props));

it('has a caption, and names each row by its first cell', () => {
  const markup = table({ figures: FIGURES });
  expect(markup).toContain('<caption>Wards &amp; counts</caption>');
  expect(markup).toContain('<th scope="col">Ward</th><th scope="col" class="number">n</th>');
  expect(markup).toContain('<th scope="row">&lt;script></th><td class="number">1,234.6</td>');
  expect(markup).not.toContain('<button');
});

it('shows what is unknown as a dash, and a cell that a file keeps otherwise in its words', () => {
  const rows = [{ cells: [new Shown('June 2009', '2009-06'), null] }];
  expect(table({ figures: { ...FIGURES, rows } })).toContain(
    '<th scope="row">June 2009</th><td class="number">–</td>',
  );
});

it('lets rows be chosen, and marks the chosen one', () => {
  const markup = table({ figures: FIGURES, choose: () => {}, chosen: 'E05' });
  expect(markup).toMatch(/<tr class="chosen"><th scope="row"><button [^>]*aria-pressed="true"/);
});

it('escapes whatever a cell or a caption holds', () => {
  const marksOf = (text: string) => {
    const markup = table({ figures: { ...FIGURES, name: text, rows: [{ cells: [text, 1] }] } });
    return [markup.split('<').length, markup.split('"').length];
  };
  const plain = marksOf('a');
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), (text) => {
      expect(marksOf(text)).toEqual(plain);
    }),
  );
});

it('says so where a list is empty', () => {
  expect(renderToStaticMarkup(h(List, { items: [], otherwise: 'None.' }))).toBe('<p>None.</p>');
  expect(renderToStaticMarkup(h(List, { items: ['a', h('i', null, '<')] }))).toBe(
    '<ul><li>a</li><li><i>&lt;</i></li></ul>',
  );
});
