import fc from 'fast-check';
import { contentKey, Occurrences, SEPARATOR } from '../../src/ingest/reading/occurrences';

test('each key is counted by itself, whatever the order and however many there are', () => {
  const key = fc.oneof(
    fc.integer({ min: 0, max: 3 }),
    // Keys of one table, and of one place in it.
    fc.integer({ min: 0, max: 40 }).map((n) => n * 256),
    fc.maxSafeInteger().map(Math.abs),
    fc.constantFrom(0, 2 ** 53 - 1, 2 ** 32, 2 ** 31),
  );
  fc.assert(
    fc.property(fc.array(key, { maxLength: 400 }), (keys) => {
      const occurrences = new Occurrences();
      const expected = new Map<number, number>();
      for (const each of keys) {
        const times = (expected.get(each) ?? 0) + 1;
        expected.set(each, times);
        expect(occurrences.next(each)).toBe(times);
      }
    }),
  );
});

test('a hundred thousand keys are told apart while the tables grow', () => {
  const occurrences = new Occurrences();
  const keys = Array.from({ length: 100_000 }, (_, i) => contentKey(`row ${i}`, 0)!);
  expect(keys.filter((key) => occurrences.next(key) !== 1)).toEqual([]);
  expect(keys.filter((key) => occurrences.next(key) !== 2)).toEqual([]);
});

test('one content may come more often than a table holds', () => {
  const occurrences = new Occurrences();
  for (let i = 1; i <= 70_000; i++) if (occurrences.next(7) !== i) throw new Error(`at ${i}`);
  expect(occurrences.next(8)).toBe(1);
});

test('a content has no other control characters than its separators', () => {
  expect(contentKey(['a', 'b'].join(SEPARATOR), 1)).toBeGreaterThan(0);
  expect(contentKey(['a', `b${SEPARATOR}`].join(SEPARATOR), 1)).toBeNull();
  expect(contentKey('a\u0000', 0)).toBeNull();
});
