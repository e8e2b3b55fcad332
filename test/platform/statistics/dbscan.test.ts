import fc from 'fast-check';
import {
  assignToClusters,
  type Clustering,
  dbscan,
  type WeightedPlaces,
} from '../../../src/platform/statistics/dbscan.js';

type Row = [easting: number, northing: number, weight: number];

function placesOf(rows: Row[]): WeightedPlaces {
  return {
    eastings: Float64Array.from(rows, (r) => r[0]),
    northings: Float64Array.from(rows, (r) => r[1]),
    weights: Float64Array.from(rows, (r) => r[2]),
  };
}

/** The definition, word by word, in O(n²). */
function byDefinition(rows: Row[], eps: number, minWeight: number) {
  const near = (a: Row, b: Row) => (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2;
  const before = (a: Row, b: Row) => a[0] - b[0] || a[1] - b[1];
  const core = rows.map(
    (a) => rows.reduce((sum, b) => sum + (near(a, b) <= eps * eps ? b[2] : 0), 0) >= minWeight,
  );
  const clusterOf = rows.map(() => -1);
  let clusterCount = 0;
  const inOrder = rows.map((_, i) => i).sort((i, j) => before(rows[i], rows[j]));
  for (const seed of inOrder) {
    if (!core[seed] || clusterOf[seed] >= 0) continue;
    const queue = [seed];
    clusterOf[seed] = clusterCount;
    for (const i of queue)
      for (const j of rows.keys())
        if (core[j] && clusterOf[j] < 0 && near(rows[i], rows[j]) <= eps * eps) {
          clusterOf[j] = clusterCount;
          queue.push(j);
        }
    clusterCount++;
  }
  const joined = (a: Row) => {
    const reached = inOrder.filter((j) => core[j] && near(a, rows[j]) <= eps * eps);
    const nearest = reached.sort(
      (i, j) => near(a, rows[i]) - near(a, rows[j]) || before(rows[i], rows[j]),
    )[0];
    return nearest === undefined ? -1 : clusterOf[nearest];
  };
  return {
    core: core.map(Number),
    clusterOf: rows.map((a, i) => (core[i] ? clusterOf[i] : joined(a))),
    clusterCount,
    joined,
  };
}

const plain = (c: Clustering) => ({
  core: [...c.core],
  clusterOf: [...c.clusterOf],
  clusterCount: c.clusterCount,
});

// A coarse lattice makes ties, duplicates, and distances of exactly eps frequent.
const rowsOnLattice = fc.array(
  fc.tuple(
    fc.integer({ min: -12, max: 12 }).map((e) => e * 10),
    fc.integer({ min: -6, max: 6 }).map((n) => n * 10),
    fc.integer({ min: 0, max: 4 }),
  ) as fc.Arbitrary<Row>,
  { maxLength: 60 },
);
const rowsAnywhere = fc.array(
  fc.tuple(
    fc.double({ min: 0, max: 300, noNaN: true }),
    fc.double({ min: 0, max: 300, noNaN: true }),
    fc.integer({ min: 0, max: 4 }),
  ) as fc.Arbitrary<Row>,
  { maxLength: 60 },
);
const eps = fc.constantFrom(10, 14.2, 20, 25, 50, 1000);
const minWeight = fc.integer({ min: 1, max: 15 });

describe('dbscan', () => {
  test('fixture of the methods: two pairs and noise', () => {
    const line = placesOf([5, 35, 105, 135, 255].map((x): Row => [x, 0, 1]));
    expect(plain(dbscan(line, 50, 2))).toEqual({
      core: [1, 1, 1, 1, 0],
      clusterOf: [0, 0, 1, 1, -1],
      clusterCount: 2,
    });
  });

  test('a place counts as often as it holds incidents', () => {
    expect(
      dbscan(
        placesOf([
          [0, 0, 5],
          [900, 0, 4],
        ]),
        250,
        5,
      ).clusterOf,
    ).toEqual(Int32Array.of(0, -1));
  });

  test('eps is inclusive, on the axes and on the diagonal', () => {
    expect(
      dbscan(
        placesOf([
          [0, 0, 1],
          [250, 0, 1],
        ]),
        250,
        2,
      ).clusterCount,
    ).toBe(1);
    expect(
      dbscan(
        placesOf([
          [0, 0, 1],
          [150, 200, 1],
        ]),
        250,
        2,
      ).clusterCount,
    ).toBe(1);
    expect(
      dbscan(
        placesOf([
          [0, 0, 1],
          [250.001, 0, 1],
        ]),
        250,
        2,
      ).clusterCount,
    ).toBe(0);
  });

  test('a border place midway between two clusters joins the one with the least core place', () => {
    const rows: Row[] = [
      [100, 0, 9],
      [90, 0, 9],
      [110, 0, 9],
      [0, 0, 1],
      [-100, 0, 9],
      [-90, 0, 9],
      [-110, 0, 9],
    ];
    const expected = { core: [1, 1, 1, 0, 1, 1, 1], clusterOf: [1, 1, 1, 0, 0, 0, 0], clusterCount: 2 };
    expect(plain(dbscan(placesOf(rows), 95, 20))).toEqual(expected);
    const northwards = rows.map(([x, y, n]): Row => [y, x, n]);
    expect(plain(dbscan(placesOf(northwards), 95, 20))).toEqual(expected);
  });

  test('a place without incidents joins like any other', () => {
    expect(
      plain(
        dbscan(
          placesOf([
            [0, 0, 5],
            [100, 0, 0],
            [900, 0, 0],
          ]),
          250,
          5,
        ),
      ),
    ).toMatchObject({
      core: [1, 1, 0],
      clusterOf: [0, 0, -1],
    });
  });

  test.each([
    ['lattice', rowsOnLattice],
    ['anywhere', rowsAnywhere],
  ])('equals the definition (%s)', (_, anyRows) => {
    fc.assert(
      fc.property(anyRows, eps, minWeight, (rows, e, w) => {
        const { joined: _joined, ...expected } = byDefinition(rows, e, w);
        expect(plain(dbscan(placesOf(rows), e, w))).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  test('does not depend on the order of the rows', () => {
    const shuffled = rowsOnLattice.chain((rows) =>
      fc.tuple(fc.constant(rows), fc.shuffledSubarray([...rows.keys()], { minLength: rows.length })),
    );
    fc.assert(
      fc.property(shuffled, eps, minWeight, ([rows, order], e, w) => {
        const straight = dbscan(placesOf(rows), e, w);
        const permuted = dbscan(placesOf(order.map((i) => rows[i])), e, w);
        expect([...permuted.clusterOf]).toEqual(order.map((i) => straight.clusterOf[i]));
        expect([...permuted.core]).toEqual(order.map((i) => straight.core[i]));
      }),
    );
  });

  test('does not depend on where the origin lies', () => {
    fc.assert(
      fc.property(rowsOnLattice, eps, minWeight, (rows, e, w) => {
        const moved = rows.map(([x, y, n]): Row => [x + 512345, y + 234567, n]);
        expect(plain(dbscan(placesOf(moved), e, w))).toEqual(plain(dbscan(placesOf(rows), e, w)));
      }),
    );
  });

  test('further places join the nearest core place', () => {
    fc.assert(
      fc.property(rowsOnLattice, rowsOnLattice, eps, minWeight, (rows, others, e, w) => {
        const places = placesOf(rows);
        const assigned = assignToClusters(places, dbscan(places, e, w), e, placesOf(others));
        expect([...assigned]).toEqual(others.map(byDefinition(rows, e, w).joined));
      }),
      { numRuns: 300 },
    );
  });

  test('no places, no clusters', () => {
    expect(plain(dbscan(placesOf([]), 250, 5))).toEqual({ core: [], clusterOf: [], clusterCount: 0 });
    const none = dbscan(placesOf([[0, 0, 1]]), 250, 5);
    expect(assignToClusters(placesOf([[0, 0, 1]]), none, 250, placesOf([[0, 0, 1]]))).toEqual(
      Int32Array.of(-1),
    );
  });

  test('refuses parameters out of range', () => {
    const one = placesOf([[0, 0, 1]]);
    for (const bad of [0, -1, NaN, Infinity]) expect(() => dbscan(one, bad, 5)).toThrow(RangeError);
    for (const bad of [0, -1, NaN]) expect(() => dbscan(one, 250, bad)).toThrow(RangeError);
    expect(() => dbscan(placesOf([[NaN, 0, 1]]), 250, 5)).toThrow(RangeError);
    expect(() => dbscan(placesOf([[0, 0, -1]]), 250, 5)).toThrow(RangeError);
    expect(() => dbscan({ ...one, weights: new Float64Array(2) }, 250, 5)).toThrow(RangeError);
    expect(() =>
      dbscan(
        placesOf([
          [0, 0, 1],
          [1e9, 0, 1],
        ]),
        1,
        5,
      ),
    ).toThrow(RangeError);
  });
});
