import type { IndicatorEntity } from '../../../src/analytics/indicators';
import { readingOf, standingAmong } from '../../../src/analytics/indicators/reading';

type Figure = [from: string, value: number, numerator?: number, denominator?: number];

const seriesOf = (
  frequency: IndicatorEntity['frequency'],
  figures: Figure[],
  higherIsBetter = false,
  partnershipId = 1,
) => ({
  ...{ partnershipId, code: 'reoffending', name: 'Proven reoffending', unit: '% of offenders', frequency },
  ...{ higherIsBetter, source: 'A test', licence: 'None' },
  values: figures.map(([periodFrom, value, numerator = null, denominator = null]) => ({
    ...{ partnershipId, code: 'reoffending', periodFrom, value, numerator, denominator },
  })),
});
const YEAR = { from: '2023-04-01', to: '2024-03-31' };

test('a change is tested by the numbers of cases, and higher is worse or better as the indicator says', () => {
  const figures: Figure[] = [
    ['2022-04-01', 25, 250, 1000],
    ['2023-04-01', 30, 300, 1000],
  ];
  expect(readingOf(seriesOf('YEAR', figures), YEAR)).toMatchObject({
    ...{ value: 30, previous: 25, percent: expect.closeTo(20, 6), classification: 'DETERIORATING' },
    pValue: expect.closeTo(0.01228, 5),
    statement: expect.stringContaining(
      ': 30% of offenders in 2023-04-01 to 2024-03-31, after 25 a year before (+20%',
    ),
  });
  expect(readingOf(seriesOf('YEAR', figures, true), YEAR)!.classification).toBe('IMPROVING');
});

test('without cases a change is told by five years, and not by fewer', () => {
  const years = [2019, 2020, 2021, 2022, 2023].map((year, i): Figure => [`${year}-04-01`, 20 + 2 * i]);
  expect(readingOf(seriesOf('YEAR', years), YEAR)).toMatchObject({
    ...{ previous: 26, percent: expect.closeTo(40, 6), classification: 'DETERIORATING' },
  });
  const fewer = readingOf(seriesOf('YEAR', years.slice(1)), YEAR)!;
  expect(fewer).toMatchObject({ value: 28, previous: 26, pValue: null, classification: null });
  expect(fewer.statement).toContain('cannot be told');
});

test('the newest figure of two years stands for a period without one; none older, and none that comes after', () => {
  expect(readingOf(seriesOf('YEAR', [['2021-04-01', 25]]), YEAR)!.period).toEqual({
    ...{ from: '2021-04-01', to: '2022-03-31' },
  });
  expect(readingOf(seriesOf('YEAR', [['2019-04-01', 25]]), YEAR)).toBeNull();
  expect(readingOf(seriesOf('QUARTER', [['2024-04-01', 25]]), YEAR)).toBeNull();
});

test('months that both years have are compared', () => {
  const reading = readingOf(
    seriesOf('MONTH', [
      ['2023-01-01', 10],
      ['2023-05-01', 99],
      ['2024-01-01', 12],
    ]),
    YEAR,
  );
  expect(reading).toMatchObject({
    value: 12,
    previous: 10,
    period: { from: '2024-01-01', to: '2024-01-31' },
  });
});

test('the standing needs three others with cases, and is by the interval of the own proportion', () => {
  const of = (id: number, cases: number) =>
    seriesOf('YEAR', [['2023-04-01', cases / 10, cases, 1000]], false, id);
  const own = of(1, 320);
  const reading = readingOf(own, YEAR)!;
  expect(standingAmong(own, [of(2, 250), of(3, 255)], reading).score).toBeNull();
  expect(standingAmong(own, [of(2, 250), of(3, 255), of(4, 260)], reading)).toMatchObject({
    ...{ score: 3, because: expect.stringContaining('against 25.5% of 3 other partnerships') },
  });
  expect(standingAmong(own, [of(2, 320), of(3, 310), of(4, 330)], reading).score).toBe(2);
});
