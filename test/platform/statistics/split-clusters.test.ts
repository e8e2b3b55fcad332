import fc from 'fast-check';
import { draws } from '../../../calibration/draws.js';
import { dbscan, type WeightedPlaces } from '../../../src/platform/statistics/dbscan.js';
import {
  coreDistances,
  type DensityNode,
  densityTree,
} from '../../../src/platform/statistics/density-levels.js';
import { DiscArea } from '../../../src/platform/statistics/disc-area.js';
import { splitClusters } from '../../../src/platform/statistics/split-clusters.js';
import { greatestDifference } from './fixture.js';
import reference from './reference/hdbscan.json';

type Row = [easting: number, northing: number, weight: number];

function placesOf(rows: Row[]): WeightedPlaces {
  return {
    eastings: Float64Array.from(rows, (r) => r[0]),
    northings: Float64Array.from(rows, (r) => r[1]),
    weights: Float64Array.from(rows, (r) => r[2]),
  };
}

const allRows = ({ weights }: WeightedPlaces) => Int32Array.from(weights, (_, row) => row);

/** Components of a tree at a distance, as sets of rows; single places count where they are core places there. */
function componentsAt(tree: DensityNode, distance: number, cores: Float64Array): number[][] {
  if (tree.place >= 0) return cores[tree.place] <= distance ? [[tree.place]] : [];
  if (tree.height > distance) return tree.children.flatMap((child) => componentsAt(child, distance, cores));
  const rows = (node: DensityNode): number[] =>
    node.place >= 0 ? [node.place] : node.children.flatMap(rows);
  return [rows(tree).sort((a, b) => a - b)];
}

const asText = (sets: number[][]) => sets.map((set) => set.join(',')).sort();

function heightsOf(node: DensityNode): number[] {
  const joins = Array<number>(Math.max(0, node.children.length - 1)).fill(node.height);
  return [...joins, ...node.children.flatMap(heightsOf)];
}

describe('the hierarchy of density levels', () => {
  const places: WeightedPlaces = {
    eastings: Float64Array.from(reference.eastings),
    northings: Float64Array.from(reference.northings),
    weights: new Float64Array(reference.eastings.length).fill(1),
  };
  const cores = coreDistances(places, allRows(places), 1000, reference.minPoints);
  const tree = densityTree(places, allRows(places), cores);

  test('has the core distances and the heights of dbscan::hdbscan', () => {
    expect(greatestDifference(cores, reference.coreDistances)).toBeLessThan(1e-10);
    const heights = heightsOf(tree).sort((a, b) => a - b);
    expect(greatestDifference(heights, reference.heights)).toBeLessThan(1e-10);
  });

  test.each(reference.cuts.map((cut, i) => [cut, i]))('has its components at %d m', (cut, i) => {
    const sets = new Map<number, number[]>();
    reference.partitions[i].forEach((part, row) => {
      if (part > 0) sets.set(part, [...(sets.get(part) ?? []), row]);
    });
    expect(asText(componentsAt(tree, cut, cores))).toEqual(asText([...sets.values()]));
  });

  const row = fc.tuple(fc.nat({ max: 60 }), fc.nat({ max: 60 }), fc.integer({ min: 1, max: 6 }));

  test('has at every distance the core places and clusters of dbscan, weights and all', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(row, { minLength: 1, maxLength: 40, selector: ([e, n]) => `${e} ${n}` }),
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 1, max: 12 }),
        (rows, distance, minWeight) => {
          const weighted = placesOf(rows as Row[]);
          const from = coreDistances(weighted, allRows(weighted), 100, minWeight);
          fc.pre(from.every((each) => each < Infinity));
          const found = dbscan(weighted, distance, minWeight);
          const sets = Array.from({ length: found.clusterCount }, (_, cluster) =>
            [...found.clusterOf.keys()].filter((i) => found.core[i] && found.clusterOf[i] === cluster),
          );
          const components = componentsAt(densityTree(weighted, allRows(weighted), from), distance, from);
          expect(asText(components)).toEqual(asText(sets));
        },
      ),
    );
  });
});

describe('DiscArea', () => {
  test('is that of one disc, of two apart, and of the same discs in any order', () => {
    const places = placesOf([
      [531_234.5, 180_321, 1],
      [531_934.5, 180_321, 1],
      [531_240, 180_330, 1],
    ]);
    const discs = new DiscArea(125, places, [0, 1, 2]);
    discs.add(0);
    expect(discs.area / (Math.PI * 125 * 125)).toBeCloseTo(1, 2);
    discs.add(1);
    expect(discs.area / (2 * Math.PI * 125 * 125)).toBeCloseTo(1, 2);
    const both = discs.area;
    discs.add(2);
    expect(discs.area).toBeGreaterThan(both);
    discs.remove(2);
    expect(discs.area).toBe(both);
    discs.remove(0);
    discs.remove(1);
    expect(discs.area).toBe(0);
  });
});

describe('splitClusters', () => {
  const { normal, uniform } = draws(2);
  const clump = (n: number, e: number, m: number, sd: number): Row[] =>
    Array.from({ length: n }, () => [Math.round(e + sd * normal()), Math.round(m + sd * normal()), 1]);
  const spread: Row[] = Array.from({ length: 500 }, () => [
    Math.round(2500 * uniform()),
    Math.round(2500 * uniform()),
    1,
  ]);
  const city = placesOf([...clump(150, 600, 600, 80), ...clump(120, 1800, 1500, 90), ...spread]);
  const limits = { eps: 250, minWeight: 8, maxArea: 500_000 };
  const whole = dbscan(city, limits.eps, limits.minWeight);
  const split = splitClusters(city, whole, limits);
  const weightOf = (cluster: number) =>
    city.weights.reduce((sum, weight, row) => sum + (split.clusterOf[row] === cluster ? weight : 0), 0);
  const areaOf = (places: WeightedPlaces, clusterOf: Int32Array, cluster: number) => {
    const discs = new DiscArea(limits.eps / 2, places, clusterOf.keys());
    clusterOf.forEach((each, row) => {
      if (each === cluster) discs.add(row);
    });
    return discs.area;
  };

  test('a city that is one cluster comes apart into its centres', () => {
    expect(whole.clusterCount).toBe(1);
    expect(split.splitCount).toBe(1);
    expect(split.clusterCount).toBeGreaterThan(1);
    const weights = Array.from({ length: split.clusterCount }, (_, cluster) => weightOf(cluster));
    const [first, second] = [...weights].sort((a, b) => b - a);
    expect(first).toBeGreaterThan(120);
    expect(second).toBeGreaterThan(90);
    expect([...split.piece].every((piece) => piece === 1)).toBe(true);
    const noise = city.weights.filter((_, row) => whole.clusterOf[row] >= 0 && split.clusterOf[row] < 0);
    expect(split.splitNoise).toBe(noise.length);
  });

  test('no piece is too large or too light', () => {
    for (let cluster = 0; cluster < split.clusterCount; cluster++) {
      expect(areaOf(city, split.clusterOf, cluster)).toBeLessThanOrEqual(limits.maxArea);
      expect(weightOf(cluster)).toBeGreaterThanOrEqual(limits.minWeight);
    }
  });

  test('tells the area of each cluster, and which places belong to none any more', () => {
    const found = dbscan(city, limits.eps, limits.minWeight);
    let fallen = 0;
    split.clusterOf.forEach((cluster, row) => {
      expect(split.fallen[row]).toBe(found.clusterOf[row] >= 0 && cluster < 0 ? 1 : 0);
      if (split.fallen[row]) fallen += city.weights[row];
    });
    expect(fallen).toBe(split.splitNoise);
    split.areas.forEach((area, cluster) => {
      const rows = [...split.clusterOf.keys()].filter((row) => split.clusterOf[row] === cluster);
      const discs = new DiscArea(limits.eps / 2, city, rows);
      for (const row of rows) discs.add(row);
      expect(area).toBe(discs.area);
    });
  });

  test('does not depend on the order of the places', () => {
    const back = {
      eastings: city.eastings.slice().reverse(),
      northings: city.northings.slice().reverse(),
      weights: city.weights.slice().reverse(),
    };
    const turned = splitClusters(back, dbscan(back, limits.eps, limits.minWeight), limits);
    expect([...turned.clusterOf].reverse()).toEqual([...split.clusterOf]);
  });

  test('what fits stays exactly as it was', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat({ max: 3000 }), fc.nat({ max: 3000 }), fc.integer({ min: 1, max: 9 })), {
          minLength: 1,
          maxLength: 60,
        }),
        (rows) => {
          const places = placesOf(rows as Row[]);
          const found = dbscan(places, 250, 8);
          expect(splitClusters(places, found, { eps: 250, minWeight: 8, maxArea: 1e9 })).toEqual({
            ...found,
            piece: new Uint8Array(found.clusterCount),
            splitCount: 0,
            splitNoise: 0,
            fallen: new Uint8Array(places.weights.length),
            areas: expect.any(Float64Array),
          });
          const cut = splitClusters(places, found, limits);
          for (let cluster = 0; cluster < found.clusterCount; cluster++)
            if (areaOf(places, found.clusterOf, cluster) <= limits.maxArea) {
              const before = found.clusterOf.indexOf(cluster);
              const after = cut.clusterOf[before];
              expect([...cut.clusterOf].map((each) => each === after)).toEqual(
                [...found.clusterOf].map((each) => each === cluster),
              );
            }
        },
      ),
    );
  });

  test('even ground without a centre is laid out in pieces that fit, and none is lost that could be one', () => {
    const even = placesOf(
      Array.from({ length: 400 }, (_, i): Row => [(i % 20) * 100, Math.floor(i / 20) * 100, 1]),
    );
    const found = dbscan(even, 250, 20);
    const cut = splitClusters(even, found, { eps: 250, minWeight: 20, maxArea: 500_000 });
    expect(found.clusterCount).toBe(1);
    expect(cut.clusterCount).toBeGreaterThan(5);
    const noise: Row[] = [];
    cut.clusterOf.forEach((cluster, row) => {
      if (cluster < 0) noise.push([even.eastings[row], even.northings[row], 1]);
    });
    for (let cluster = 0; cluster < cut.clusterCount; cluster++)
      expect(areaOf(even, cut.clusterOf, cluster)).toBeLessThanOrEqual(500_000);
    expect(dbscan(placesOf(noise), 250, 20).clusterCount).toBe(0);
    const outside = found.clusterOf.filter((cluster) => cluster < 0).length;
    expect(cut.splitNoise).toBe(noise.length - outside);
  });

  test('one place that holds most is a piece of its own, at core distance 0', () => {
    const rows: Row[] = Array.from({ length: 400 }, (_, i) => [(i % 20) * 100, Math.floor(i / 20) * 100, 1]);
    rows[210][2] = 90;
    const places = placesOf(rows);
    const cut = splitClusters(places, dbscan(places, 250, 30), { eps: 250, minWeight: 30, maxArea: 500_000 });
    expect(cut.clusterOf[210]).toBeGreaterThanOrEqual(0);
    expect(areaOf(places, cut.clusterOf, cut.clusterOf[210])).toBeLessThanOrEqual(500_000);
  });

  describe('a piece with more than a third of all', () => {
    /** A street that is too long for one cluster, beside three rows of three places. */
    const withRows = (apart: number, weightOf: (nth: number) => number) => {
      const street = Array.from({ length: 30 }, (_, i): Row => [300 + i * 100, 100, 2]);
      const rows = Array.from(
        { length: 9 },
        (_, i): Row => [(i % 3) * 40, Math.floor(i / 3) * apart, weightOf(i)],
      );
      return placesOf([...street, ...rows]);
    };
    const rowsIn = (places: WeightedPlaces) => {
      const least = { eps: 250, minWeight: 8, maxArea: 500_000 };
      const { clusterOf } = splitClusters(places, dbscan(places, 250, 8), least);
      return [...clusterOf].slice(-9);
    };

    test('is split where its density falls', () => {
      // The first and the last row are dense, the one between is not.
      const parts = rowsIn(withRows(100, (nth) => (nth < 3 || nth > 5 ? 9 : 1)));
      expect(new Set(parts.slice(0, 3)).size).toBe(1);
      expect(new Set(parts.slice(6)).size).toBe(1);
      expect(parts[0]).not.toBe(parts[8]);
    });

    test('stays where nothing would be left of it', () => {
      expect(new Set(rowsIn(withRows(40, () => 5))).size).toBe(1);
    });
  });

  test('refuses an area that no place fits', () => {
    expect(() => splitClusters(city, whole, { ...limits, maxArea: 1000 })).toThrow(RangeError);
  });
});
