import fc from 'fast-check';
import {
  change,
  counted,
  dayName,
  daysName,
  decimal,
  hourName,
  monthName,
  percent,
  sentence,
  whole,
  words,
} from '../../../web/figures/format';

it('writes numbers as people do', () => {
  expect(whole(1234.4)).toBe('1,234');
  expect(decimal(1234.56)).toBe('1,234.6');
  expect([whole(-3), decimal(-0.04), whole(-0.4)]).toEqual(['−3', '0', '0']);
  expect([counted(1, 'hotspot'), counted(1200, 'hotspot')]).toEqual(['1 hotspot', '1,200 hotspots']);
});

it('writes percentages in one way, with a sign where they are a change', () => {
  expect([percent(0.126), percent(0), percent(1)]).toEqual(['13%', '0%', '100%']);
  expect([12.4, -3.6, 0, -0.2, 0.4, 1234].map(change)).toEqual(['+12%', '−4%', '0%', '0%', '0%', '+1,234%']);
});

it('never writes a hyphen for a minus sign, nor a sign before a zero', () => {
  fc.assert(
    fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), (value) => {
      for (const text of [whole(value), decimal(value), percent(value), change(value)])
        expect(text).toMatch(/^(0%?|[+−]?(?!0%?$)[\d,.]+%?)$/);
    }),
  );
});

it('writes days, months and hours', () => {
  expect(monthName('2009-06')).toBe('June 2009');
  expect(dayName('2009-05-04')).toBe('4 May 2009');
  expect(daysName({ from: '2009-01-01', to: '2009-06-30' })).toBe('1 January 2009 to 30 June 2009');
  expect(daysName({ from: '2009-05-04', to: '2009-05-04' })).toBe('4 May 2009');
  expect(hourName(9)).toBe('09:00');
});

it('writes codes as words', () => {
  expect(words('NOT_STARTED')).toBe('not started');
  expect(sentence(words('publicPerception'))).toBe('Public perception');
  expect(sentence(words('POSSIBLY_DETERIORATING'))).toBe('Possibly deteriorating');
});
