import fc from 'fast-check';
import { ROW_RESULTS, RowAccount } from '../../src/ingest/reading/account';

test('the closing line, exactly', () => {
  const account = new RowAccount();
  account.read = 122470;
  account.add('loaded', 39364).add('outside', 78229).add('unlocated', 4877);
  expect(account.line()).toBe(
    'read 122470 = loaded 39364 + unchanged 0 + outside 78229 + unlocated 4877 + rejected 0',
  );
});

test('an account that does not add up is no account', () => {
  const account = new RowAccount();
  account.read = 2;
  account.add('loaded');
  expect(account.balanced).toBe(false);
  expect(() => account.line()).toThrow('does not add up: read 2 = loaded 1');
});

test('rejects are broken down by field and reason, with the lines of the first', () => {
  const account = new RowAccount();
  for (let line = 2; line < 10; line++)
    account.reject('a.csv', { line, field: 'Month', reason: 'in the future' });
  const other = new RowAccount().reject('b.csv', { line: 7, field: 'row', reason: 'too short' });
  account
    .merge(other)
    .merge(new RowAccount().reject('b.csv', { line: 9, field: 'Month', reason: 'in the future' }));
  account.read = 10;
  expect(account.line()).toBe('read 10 = loaded 0 + unchanged 0 + outside 0 + unlocated 0 + rejected 10');
  expect(account.breakdown()).toEqual([
    'rejected 9, Month: in the future (a.csv line 2, a.csv line 3, a.csv line 4, a.csv line 5, a.csv line 6, …)',
    'rejected 1, row: too short (b.csv line 7)',
  ]);
});

test('merged accounts add up, in any order', () => {
  const account = fc.array(fc.constantFrom(...ROW_RESULTS)).map((fates) => {
    const made = new RowAccount();
    for (const fate of fates) {
      made.read++;
      if (fate === 'rejected') made.reject('x.csv', { line: 2, field: 'row', reason: 'reason' });
      else made.add(fate);
    }
    return made;
  });
  fc.assert(
    fc.property(fc.array(account), (accounts) => {
      const forwards = accounts.reduce((sum, next) => sum.merge(next), new RowAccount());
      const backwards = accounts.reduceRight((sum, next) => sum.merge(next), new RowAccount());
      expect(forwards.balanced).toBe(true);
      expect(forwards.line()).toBe(backwards.line());
      expect(forwards.rejects().reduce((sum, { rows }) => sum + rows, 0)).toBe(forwards.count('rejected'));
    }),
  );
});
