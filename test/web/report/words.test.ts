import { change, days, monthOfYear, share, whole, word } from '../../../web/report/words';

it('writes numbers as people do', () => {
  expect(whole(1234.4)).toBe('1,234');
  expect(share(0.126)).toBe('13%');
  expect([12.4, -3.6, 0, -0.2].map(change)).toEqual(['+12%', '−4%', '0%', '0%']);
});

it('writes days and months', () => {
  expect(monthOfYear('2009-06')).toBe('June 2009');
  expect(days({ from: '2009-01-01', to: '2009-06-30' })).toBe('1 January 2009 to 30 June 2009');
  expect(days({ from: '2009-05-04', to: '2009-05-04' })).toBe('4 May 2009');
});

it('writes codes as words', () => {
  expect(word('NOT_STARTED')).toBe('not started');
});
