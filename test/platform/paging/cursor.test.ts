import 'reflect-metadata';
import fc from 'fast-check';
import { checkFirst, decodeCursor, encodeCursor } from '../../../src/platform/paging';

const REFUSED = expect.objectContaining({ name: 'Problem', code: 'BAD_USER_INPUT' });
const attempt = (work: () => unknown) => {
  try {
    return work();
  } catch (error) {
    return error;
  }
};
const decode = (cursor: string | null | undefined) =>
  decodeCursor<[string, number]>(cursor, ['string', 'number']);

describe('a cursor', () => {
  test('gives back what it was made of', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\0', '')),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        (text, number) => {
          const value = Object.is(number, -0) ? 0 : number;
          expect(decode(encodeCursor([text, value]))).toEqual([text, value]);
        },
      ),
    );
  });

  test('is safe in a URL', () => {
    expect(encodeCursor(['??>>~~ÿÿÿ', 1])).toMatch(/^[\w-]+$/);
  });

  test('may be left out', () => {
    expect(decode(null)).toBeNull();
    expect(decode(undefined)).toBeNull();
  });

  const NUL = String.fromCharCode(0);
  test.each<[string, string]>([
    ['empty', ''],
    ['not one at all', 'hello'],
    ['broken off', encodeCursor(['W1', 1]).slice(0, -3)],
    ['of another list, which sorts by other things', encodeCursor([1, 'W1'])],
    ['with too few values', encodeCursor(['W1'])],
    ['with too many values', encodeCursor(['W1', 1, 2])],
    ['with a null', encodeCursor(['W1', null])],
    ['of an object', Buffer.from('{"0":"W1","1":1,"length":2}').toString('base64url')],
    ['of a bare text', Buffer.from('"W1"').toString('base64url')],
    ['of nested lists', Buffer.from(`${'['.repeat(50_000)}`).toString('base64url')],
    ['with a NUL, which no text of PostgreSQL has', encodeCursor([`W${NUL}1`, 1])],
    ['with a number beyond all numbers', Buffer.from('["W1",1e999]').toString('base64url')],
  ])('that is %s is refused, never taken for page one', (_, cursor) => {
    expect(attempt(() => decode(cursor))).toEqual(REFUSED);
  });

  test('that this list cannot have given is refused', () => {
    const whole = ([, id]: [string, number]) => Number.isSafeInteger(id);
    const decodeWhole = (cursor: string) =>
      decodeCursor<[string, number]>(cursor, ['string', 'number'], whole);
    expect(decodeWhole(encodeCursor(['W1', 7]))).toEqual(['W1', 7]);
    expect(attempt(() => decodeWhole(encodeCursor(['W1', 7.5])))).toEqual(REFUSED);
  });
});

describe('the size of a page', () => {
  test('may be anything from nothing to the most', () => {
    for (const first of [0, 1, 1000]) expect(checkFirst(first, 1000)).toBe(first);
  });

  test('beyond that is too large, and told which', () => {
    expect(attempt(() => checkFirst(1001, 1000))).toEqual(
      expect.objectContaining({ code: 'TOO_LARGE', details: { limit: 1000 } }),
    );
  });

  test('is not negative', () => {
    expect(attempt(() => checkFirst(-1, 1000))).toEqual(REFUSED);
  });
});
