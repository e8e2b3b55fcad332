import { pricesOf } from '../../../src/analytics/ranking/prices';
import type { Vocabulary } from '../../../src/domain/vocabulary';

/** A category, two offences that are published under it, and two parts of the second. */
const VOCABULARY = {
  offences: {
    all: [
      { id: 1, partOf: null, publishedAs: null },
      { id: 2, partOf: null, publishedAs: 1 },
      { id: 3, partOf: null, publishedAs: 1 },
      { id: 4, partOf: 3, publishedAs: 1 },
      { id: 5, partOf: 3, publishedAs: 1 },
    ],
  },
} as unknown as Pick<Vocabulary, 'offences'>;

const priced = (weights: [number, number][], mixture: [number, number][] | null = null) =>
  pricesOf(new Map(weights), VOCABULARY, mixture && new Map(mixture))(1);

test('a weight that is stated holds', () => {
  expect(
    priced([
      [1, 7],
      [2, 1],
      [3, 9],
    ]),
  ).toEqual({ least: 7, greatest: 7, mean: 7 });
});

test('a category without one lies between its offences, and an offence between its parts', () => {
  expect(
    priced([
      [2, 1],
      [3, 9],
    ]),
  ).toEqual({ least: 1, greatest: 9, mean: null });
  expect(
    priced([
      [2, 5],
      [4, 1],
      [5, 9],
    ]),
  ).toEqual({ least: 1, greatest: 9, mean: null });
});

test('a part without a weight leaves it unknown', () => {
  expect(
    priced([
      [2, 5],
      [4, 1],
    ]),
  ).toBeNull();
  expect(priced([])).toBeNull();
});

test('the mean is that of the mixture, and only where the parts in it have one', () => {
  expect(
    priced(
      [
        [2, 1],
        [3, 9],
      ],
      [
        [2, 3],
        [3, 1],
      ],
    ),
  ).toEqual({ least: 1, greatest: 9, mean: 3 });
  // More was taken back than recorded.
  expect(
    priced(
      [
        [2, 1],
        [3, 9],
      ],
      [
        [2, 3],
        [3, -1],
      ],
    )!.mean,
  ).toBe(1);
  expect(
    priced(
      [
        [2, 5],
        [4, 1],
        [5, 9],
      ],
      [
        [2, 1],
        [3, 1],
      ],
    )!.mean,
  ).toBeNull();
  expect(
    priced(
      [
        [2, 5],
        [4, 1],
        [5, 9],
      ],
      [[2, 1]],
    )!.mean,
  ).toBe(5);
});
