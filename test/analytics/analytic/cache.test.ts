import { AnswerCache } from '../../../src/analytics/analytic';
import { estimatedBytes } from '../../../src/analytics/analytic/size';

const MEGABYTE = 2 ** 20;

/** Answer of about `bytes` bytes. */
const sized = (bytes: number) => new Uint8Array(bytes);

/** A computation that ends when told, and counts how often it was begun. */
function held<T>(signal?: AbortSignal) {
  let settle!: { resolve: (value: T) => void; reject: (error: Error) => void };
  const promise = new Promise<T>((resolve, reject) => {
    settle = { resolve, reject };
  });
  signal?.addEventListener('abort', () => settle.reject(new Error('given up')));
  const compute = jest.fn(() => promise);
  return { compute, ...settle };
}

test('an answer is computed once for a key', async () => {
  const cache = new AnswerCache(MEGABYTE);
  const compute = jest.fn(async () => ({ n: 1 }));
  const first = await cache.recall('a', compute);
  expect(await cache.recall('a', compute)).toBe(first);
  expect(compute).toHaveBeenCalledTimes(1);
  await cache.recall('b', compute);
  expect(compute).toHaveBeenCalledTimes(2);
  expect(cache.counts).toEqual({ kept: 1, shared: 0, computed: 2 });
});

test('an error is told to all who wait and not kept', async () => {
  const cache = new AnswerCache(MEGABYTE);
  const { compute, reject } = held<string>();
  const asked = [cache.recall('a', compute), cache.recall('a', compute)];
  reject(new RangeError('no'));
  for (const each of asked) await expect(each).rejects.toThrow(RangeError);
  expect(compute).toHaveBeenCalledTimes(1);
  expect(await cache.recall('a', async () => 'yes')).toBe('yes');
});

test('what was asked for longest ago goes first, and memory stays bounded', async () => {
  const cache = new AnswerCache(10_000);
  for (const key of ['a', 'b', 'c']) await cache.recall(key, async () => sized(3000));
  await cache.recall('a', async () => sized(0)); // asked for again: now b is the oldest
  await cache.recall('d', async () => sized(3000));
  expect(cache.bytes).toBeLessThanOrEqual(10_000);
  const again = jest.fn(async () => sized(3000));
  await cache.recall('a', again);
  await cache.recall('c', again);
  await cache.recall('d', again);
  expect(again).not.toHaveBeenCalled();
  await cache.recall('b', again);
  expect(again).toHaveBeenCalledTimes(1);
  await cache.recall('too large', async () => sized(20_000));
  expect(cache.bytes).toBeLessThanOrEqual(10_000);
});

test('without memory nothing is kept, but what runs is shared', async () => {
  const cache = new AnswerCache(0);
  const { compute, resolve } = held<string>();
  const asked = [cache.recall('a', compute), cache.recall('a', compute)];
  resolve('one');
  expect(await Promise.all(asked)).toEqual(['one', 'one']);
  expect(compute).toHaveBeenCalledTimes(1);
  expect(await cache.recall('a', async () => 'two')).toBe('two');
  expect(cache.bytes).toBe(0);
});

test('where the first request is given up, one of those who waited computes', async () => {
  const cache = new AnswerCache(MEGABYTE);
  const first = new AbortController();
  const begun = cache.recall('a', held<string>(first.signal).compute, first.signal);
  const next = held<string>();
  const waiting = [cache.recall('a', next.compute), cache.recall('a', next.compute)];
  first.abort();
  await expect(begun).rejects.toThrow('given up');
  next.resolve('two');
  expect(await Promise.all(waiting)).toEqual(['two', 'two']);
  expect(next.compute).toHaveBeenCalledTimes(1);
});

test('a waiting request that is given up stops waiting, and the others do not', async () => {
  const cache = new AnswerCache(MEGABYTE);
  const { compute, resolve } = held<string>();
  const begun = cache.recall('a', compute);
  const gone = new AbortController();
  const waiting = cache.recall('a', compute, gone.signal);
  gone.abort();
  await expect(waiting).rejects.toMatchObject({ code: 'TIMEOUT' });
  resolve('one');
  expect(await begun).toBe('one');
});

test('the estimate is near what JSON takes, and long lists are sampled', () => {
  const rows = Array.from({ length: 20_000 }, (_, i) => ({
    id: `S250:${1000 + i}:2000`,
    count: i,
    z: i / 7,
  }));
  const bytes = estimatedBytes(rows);
  expect(bytes).toBeGreaterThan(0.5 * JSON.stringify(rows).length);
  expect(bytes).toBeLessThan(5 * JSON.stringify(rows).length);
  expect(estimatedBytes(new Float64Array(1000))).toBeGreaterThanOrEqual(8000);
  expect(estimatedBytes([])).toBeGreaterThan(0);
});
