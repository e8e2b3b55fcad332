import { h } from 'preact';
import { renderToStaticMarkup } from 'preact-render-to-string';
import { type RankedTheme, RankingFigure } from '../../../web/figures/ranking';

const theme = (
  code: string,
  rank: number | null,
  best: number,
  worst: number,
  label: string,
): RankedTheme => ({
  theme: { code, name: `Theme ${code}` },
  rank,
  rankInterval: { best, worst },
  label,
});
const ROWS = [
  theme('a', 1, 1, 1, '1 of 11'),
  theme('b', 6, 1, 11, '6 of 11 (possible 1 to 11)'),
  ...Array.from({ length: 8 }, (_, i) => theme(`c${i}`, 7, 6, 8, '7 of 11 (possible 6 to 8)')),
  theme('z', null, 1, 11, 'Not enough is known'),
];
const figure = (props: Parameters<typeof RankingFigure>[0]) => renderToStaticMarkup(h(RankingFigure, props));

it('draws the rank of a theme within the possible ones, and tells it in words', () => {
  const markup = figure({ rows: ROWS });
  expect(markup).toMatch(
    /<title>6 of 11 \(possible 1 to 11\)<\/title><line x1="0%" x2="100%"[^>]*><\/line><circle cx="50%"/,
  );
  expect(markup).toContain('For 1 of 10 themes the best and worst are 5 or more places apart.');
  expect(markup).not.toContain('<button');
  expect(markup).not.toContain('★');
});

it('draws nothing for a theme without a rank', () => {
  expect(figure({ rows: ROWS })).toContain(
    '<span>Theme z</span><span class="soft">Not enough is known</span>',
  );
  expect(figure({ rows: ROWS.slice(-1) })).toContain('Nothing separates the themes: none has a rank.');
});

it('lets themes be chosen, and marks the chosen and the suggested one', () => {
  const markup = figure({ rows: ROWS, choose: () => {}, chosen: 'b', suggested: new Set(['a']) });
  expect(markup).toMatch(/<li class="chosen"><button [^>]*aria-pressed="true">Theme b</);
  expect(markup.match(/, suggested as a priority</g)).toHaveLength(1);
  expect(markup).toContain('★ is suggested as a priority');
});
