import { parseHTML } from 'linkedom';
import { type ComponentChildren, h } from 'preact';
import { renderToStaticMarkup } from 'preact-render-to-string';
import { DrawingDocument } from '../../../web/figures/chart';
import { SeasonChart, seasonFigures } from '../../../web/figures/season';
import { TrendChart, trendFigures } from '../../../web/figures/trend';
import { WeekChart, weekFigures } from '../../../web/figures/week';

const size = { width: 400, height: 200 };

/** The chart as it stands in a page without a browser. */
function drawn(chart: ComponentChildren) {
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  const markup = renderToStaticMarkup(h(DrawingDocument.Provider, { value: document }, chart));
  return parseHTML(`<!doctype html><html><body>${markup}</body></html>`).document;
}

const captionOf = (document: ReturnType<typeof drawn>) => document.querySelector('figcaption')!.textContent;

const series = [
  { month: '2009-01', count: 5, expected: null, lower: null, upper: null },
  { month: '2009-02', count: 1300, expected: 12.34, lower: 7, upper: 18 },
  { month: '2009-03', count: 9, expected: 11, lower: 6, upper: 17 },
];
const period = { from: '2009-02-01', to: '2009-03-31' };

describe('the trend', () => {
  const document = drawn(h(TrendChart, { name: 'Robbery & theft', series, period, size }));

  it('is one picture with a name and a description', () => {
    const svg = document.querySelector('svg')!;
    expect(svg.getAttribute('role')).toBe('img');
    expect(svg.querySelector('title')!.textContent).toBe('Robbery & theft by month');
    for (const [attribute, tag] of [
      ['aria-labelledby', 'title'],
      ['aria-describedby', 'desc'],
    ])
      expect(svg.getAttribute(attribute)).toBe(svg.querySelector(tag)!.id);
    expect(svg.querySelectorAll('[aria-label], [aria-hidden], style')).toHaveLength(0);
  });

  it('says what it shows, and marks the months outside the limits', () => {
    expect(captionOf(document)).toBe(
      'Robbery & theft by month. 3 months to March 2009: from 5 in January 2009 to 1,300 in February 2009. ' +
        '1 of 2 months lie outside the 95% limits that the other months predict (dashed and shaded).',
    );
    expect(document.querySelectorAll('circle')).toHaveLength(1);
  });

  it('says so where nothing was predicted', () => {
    expect(
      captionOf(drawn(h(TrendChart, { name: 'A', series: series.slice(0, 1), period, size }))),
    ).toContain('There are too few months to predict from.');
  });

  it('has its figures as a table', () => {
    expect(trendFigures('A', series).rows[1].cells).toEqual([
      { text: 'February 2009', kept: '2009-02' },
      1300,
      12.34,
      7,
      18,
    ]);
  });
});

it('draws a season without the months that have no index', () => {
  const months = [
    { month: 1, index: 80, lower: 60, upper: 100, count: 8 },
    { month: 2, index: null, lower: null, upper: null, count: 0 },
    { month: 12, index: 120.4, lower: 100.2, upper: 150, count: 12 },
  ];
  const document = drawn(h(SeasonChart, { name: 'Robbery', months, size }));
  expect(captionOf(document)).toBe(
    'Robbery by month of the year. Most in Dec (120), least in Jan (80); 100 is the average month, the thin lines are 95% intervals.',
  );
  expect(document.querySelectorAll('rect')).toHaveLength(2);
  expect(seasonFigures('Robbery', months).rows[1].cells).toEqual(['Feb', null, null, null, 0]);
});

it('draws the hours of a week, and tells how many incidents are in none', () => {
  const week = {
    cells: [
      { dayOfWeek: 5, hour: 23, weight: 3.5 },
      { dayOfWeek: 1, hour: 0, weight: 1 },
    ],
    incidents: 1000,
    excluded: 1,
  };
  expect(captionOf(drawn(h(WeekChart, { name: 'Robbery', week, size })))).toBe(
    'Robbery by hour and day of the week. 1,000 incidents. The most fall on Friday from 23:00 to 00:00. ' +
      '1 without a known hour are left out.',
  );
  const { columns, rows } = weekFigures('Robbery', week);
  expect(rows).toHaveLength(24);
  expect(rows[23].cells).toEqual(['23:00', 0, 0, 0, 0, 3.5, 0, 0]);
  expect(columns).toHaveLength(8);
});
