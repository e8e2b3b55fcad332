import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { aoristicWeek, type TimeWindows } from '../../../src/platform/statistics/aoristic.js';
import { fixturePath } from '../../support/fixtures.js';

const LONDON = 'Europe/London';

/** One window each, of one incident. */
function windows(...spans: [from: string, to: string][]): TimeWindows {
  return {
    starts: Float64Array.from(spans, ([from]) => Date.parse(from)),
    ends: Float64Array.from(spans, ([, to]) => Date.parse(to)),
    counts: new Float64Array(spans.length).fill(1),
  };
}

/** Weights that are not zero, by day (Mon …) and hour. */
function named(weights: Float64Array): Record<string, number> {
  const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
  const entries = Array.from(weights, (weight, i) => [
    `${days[Math.floor(i / 24)]} ${i % 24}`,
    Number(weight.toFixed(9)),
  ]);
  return Object.fromEntries(entries.filter(([, weight]) => weight !== 0));
}

const inLondon = (from: string, to: string) => named(aoristicWeek(windows([from, to]), LONDON));

describe('a window of time', () => {
  // Fixtures of the methods, on Wednesday 11 January 2023.
  test('from 01:00 to 02:30 is two thirds and a third', () => {
    expect(inLondon('2023-01-11T01:00Z', '2023-01-11T02:30Z')).toEqual({
      'Wed 1': 0.666666667,
      'Wed 2': 0.333333333,
    });
  });

  test('from 01:50 to 02:10 is two halves', () => {
    expect(inLondon('2023-01-11T01:50Z', '2023-01-11T02:10Z')).toEqual({ 'Wed 1': 0.5, 'Wed 2': 0.5 });
  });

  test('of 25 hours is a twenty-fifth of each', () => {
    const found = inLondon('2023-01-11T05:00Z', '2023-01-12T06:00Z');
    expect(Object.keys(found)).toHaveLength(25);
    expect(new Set(Object.values(found))).toEqual(new Set([0.04]));
    expect(Object.keys(found)[24]).toBe('Thu 5');
  });

  test('without length is the hour in which it starts', () => {
    expect(inLondon('2023-01-11T23:59:59Z', '2023-01-11T23:59:59Z')).toEqual({ 'Wed 23': 1 });
    expect(inLondon('2023-01-11T23:00Z', '2023-01-11T23:00Z')).toEqual({ 'Wed 23': 1 });
  });

  test('of a week or more says nothing of the hour', () => {
    for (const end of ['2023-01-18T05:00Z', '2023-03-11T07:31Z']) {
      const weights = aoristicWeek(windows(['2023-01-11T05:00Z', end]), LONDON);
      for (const weight of weights) expect(weight).toBeCloseTo(1 / 168, 12);
    }
  });

  test('just short of a week covers all hours', () => {
    const found = inLondon('2023-01-11T05:30Z', '2023-01-18T05:00Z');
    expect(Object.keys(found)).toHaveLength(168);
    expect(found['Wed 5']).toBeCloseTo(0.5 / 167.5, 8);
  });

  test('from Sunday to Monday goes on at the beginning of the week', () => {
    expect(inLondon('2023-01-15T23:30Z', '2023-01-16T00:30Z')).toEqual({ 'Mon 0': 0.5, 'Sun 23': 0.5 });
  });
});

describe('the clocks of London', () => {
  test('are an hour ahead of UTC in summer', () => {
    expect(inLondon('2023-07-12T23:30Z', '2023-07-12T23:45Z')).toEqual({ 'Thu 0': 1 });
  });

  test('have no hour 1 on the night in which they go forward', () => {
    // 00:30 GMT to 03:30 BST, Sunday 26 March 2023: two hours pass.
    expect(inLondon('2023-03-26T00:30Z', '2023-03-26T02:30Z')).toEqual({
      'Sun 0': 0.25,
      'Sun 2': 0.5,
      'Sun 3': 0.25,
    });
  });

  test('have hour 1 twice on the night in which they go back', () => {
    // 00:30 BST to 02:30 GMT, Sunday 29 October 2023: three hours pass.
    expect(inLondon('2023-10-28T23:30Z', '2023-10-29T02:30Z')).toEqual({
      'Sun 0': 0.166666667,
      'Sun 1': 0.666666667,
      'Sun 2': 0.166666667,
    });
  });

  test('show the same hour on either side of the change', () => {
    expect(inLondon('2023-10-29T00:50Z', '2023-10-29T01:10Z')).toEqual({ 'Sun 1': 1 });
    expect(inLondon('2023-10-29T00:50Z', '2023-10-29T00:50Z')).toEqual({ 'Sun 1': 1 });
    expect(inLondon('2023-03-26T00:59Z', '2023-03-26T01:01Z')).toEqual({ 'Sun 0': 0.5, 'Sun 2': 0.5 });
  });

  test('a whole day of 23 and of 25 hours', () => {
    const spring = inLondon('2023-03-26T00:00Z', '2023-03-26T23:00Z');
    expect(Object.keys(spring)).toHaveLength(23);
    expect(spring['Sun 1']).toBeUndefined();
    const autumn = inLondon('2023-10-28T23:00Z', '2023-10-30T00:00Z');
    expect(autumn).toMatchObject({ 'Sun 1': 0.08, 'Sun 23': 0.04 });
  });
});

describe('whatever the windows', () => {
  const MINUTE = 60_000;
  const some = fc.array(
    fc.record({
      start: fc.integer({ min: Date.UTC(2005, 0) / MINUTE, max: Date.UTC(2030, 0) / MINUTE }),
      length: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 600 }), fc.integer({ min: 0, max: 20_000 })),
      count: fc.integer({ min: 0, max: 50 }),
    }),
    { maxLength: 30 },
  );
  type Some = { start: number; length: number; count: number }[];
  const windowsOf = (list: Some): TimeWindows => ({
    starts: Float64Array.from(list, ({ start }) => start * MINUTE),
    ends: Float64Array.from(list, ({ start, length }) => (start + length) * MINUTE),
    counts: Float64Array.from(list, ({ count }) => count),
  });
  const zones = fc.constantFrom(LONDON, 'America/New_York', 'UTC', 'Asia/Kathmandu', 'Australia/Lord_Howe');
  const sum = (numbers: Iterable<number>) => [...numbers].reduce((total, number) => total + number, 0);

  test('weights sum to the number of incidents and none is negative', () => {
    fc.assert(
      fc.property(some, zones, (list, zone) => {
        const weights = aoristicWeek(windowsOf(list), zone);
        expect(sum(weights)).toBeCloseTo(sum(list.map(({ count }) => count)), 8);
        expect(Math.min(...weights)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test('they are what counting minute by minute gives', () => {
    const clock = (zone: string) =>
      new Intl.DateTimeFormat('en-GB', {
        timeZone: zone,
        weekday: 'short',
        hour: '2-digit',
        hourCycle: 'h23',
      });
    const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
    fc.assert(
      fc.property(some, zones, (list, zone) => {
        const format = clock(zone);
        const expected = new Float64Array(168);
        const short = list.filter(({ length }) => length <= 600).slice(0, 5);
        for (const { start, length, count } of short)
          for (let minute = 0; minute < Math.max(1, length); minute++) {
            const parts = format.formatToParts((start + minute) * MINUTE);
            const of = (type: string) => parts.find((part) => part.type === type)!.value;
            expected[24 * days.indexOf(of('weekday')) + Number(of('hour'))] += count / Math.max(1, length);
          }
        const found = aoristicWeek(windowsOf(short), zone);
        for (let i = 0; i < 168; i++) expect(found[i]).toBeCloseTo(expected[i], 8);
      }),
      { numRuns: 30 },
    );
  });

  test('a week later in the same clock time gives the same', () => {
    const WEEK = 7 * 24 * 60;
    fc.assert(
      fc.property(some, (list) => {
        const later = list.map((each) => ({ ...each, start: each.start + WEEK }));
        const [a, b] = [list, later].map((each) => aoristicWeek(windowsOf(each), 'UTC'));
        for (let i = 0; i < 168; i++) expect(b[i]).toBeCloseTo(a[i], 8);
      }),
    );
  });
});

test('what cannot be is refused', () => {
  const backwards = windows(['2023-01-11T02:00Z', '2023-01-11T01:00Z']);
  expect(() => aoristicWeek(backwards, LONDON)).toThrow(RangeError);
  expect(() => aoristicWeek(windows(['no time', 'no time']), LONDON)).toThrow(RangeError);
  expect(() => aoristicWeek(windows(), 'Europe/Ampthill')).toThrow(RangeError);
  expect(() =>
    aoristicWeek({ ...backwards, ends: backwards.starts, counts: Float64Array.of(-1) }, LONDON),
  ).toThrow(RangeError);
});

describe('burglaries in Washington with their published weights', () => {
  const rows = (name: string) =>
    readFileSync(fixturePath(`statistics/washington-burglaries/${name}.csv`), 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(','));
  const instant = (text: string) => `${text.replace(' ', 'T')}Z`;

  const spans = rows('burglaries').map(([from, to]): [string, string] => [
    instant(from),
    instant(to === 'NA' ? from : to), // no end: the hour of the start
  ]);
  const byHour = rows('hours_by_weekday').map(([, ...days]) => days.map(Number));
  const published = [0, 1, 2, 3, 4, 5, 6].flatMap((day) => byHour.map((days) => days[day]));
  const differences = (weights: ArrayLike<number>) =>
    published.map((expected, i) => Math.abs(weights[i] - expected));
  const add = (a: Float64Array, b: Float64Array) => a.map((weight, i) => weight + b[i]);

  // The one window of less than a week in which the clocks change: the reference counts its length on the clocks, 38
  // hours with one that they skipped, where 37 passed.
  const overChange = (from: string, to: string) =>
    from < '2016-03-13T07:00:00Z' && to > '2016-03-13T07:00:00Z' && Date.parse(to) - Date.parse(from) < 6e8;

  test('hour by weekday, all 168', () => {
    expect(published).toHaveLength(168);
    expect(spans).toHaveLength(1025);
    const apart = spans.filter(([from, to]) => overChange(from, to));
    expect(apart).toEqual([['2016-03-12T23:30:00Z', '2016-03-14T12:30:00Z']]);
    const others = windows(...spans.filter(([from, to]) => !overChange(from, to)));
    const asRead = aoristicWeek(windows(['2016-03-12T18:30Z', '2016-03-14T08:30Z']), 'UTC');
    const weights = add(aoristicWeek(others, 'America/New_York'), asRead);
    expect(Math.max(...differences(weights))).toBeLessThan(0.0005 + 1e-9);
  });

  test('by the time that passes, only that window differs: it has nothing in the hour that was skipped', () => {
    const found = differences(aoristicWeek(windows(...spans), 'America/New_York'));
    expect(found.filter((difference) => difference > 1 / 37 - 1 / 38 + 0.0005)).toHaveLength(1);
    expect(found[6 * 24 + 2]).toBeCloseTo(1 / 38, 3);
  });
});
