import fc from 'fast-check';
import { epsgOfText } from '../../src/ingest/boundaries/crs-text';
import { polygonsOf, type Ring } from '../../src/ingest/boundaries/rings';
import { PRJ, turned } from './geographic-files';

const box = (x: number, y: number, width: number, clockwise: boolean): Ring =>
  turned(
    [
      [x, y],
      [x + width, y],
      [x + width, y + width],
      [x, y + width],
      [x, y],
    ],
    clockwise,
  );
const sorted = (polygons: Ring[][]) =>
  polygons
    .map(([outer, ...holes]) => JSON.stringify([outer, holes.map((hole) => JSON.stringify(hole)).sort()]))
    .sort();

test('rings of any order come together as the polygons that they were, islands in holes among them', () => {
  /** A polygon in a cell of its own: the outer ring, holes, and in a hole perhaps an island with a hole of its own. */
  const cell = fc.record({ holes: fc.integer({ min: 0, max: 3 }), island: fc.boolean() });
  fc.assert(
    fc.property(
      fc.array(cell, { minLength: 1, maxLength: 6 }),
      fc.infiniteStream(fc.nat()),
      (cells, order) => {
        const polygons = cells.flatMap(({ holes, island }, i): Ring[][] => {
          const x = i * 1000;
          const inner = Array.from({ length: holes }, (_, k) => box(x + 10 + 250 * k, 10, 200, false));
          const main = [box(x, 0, 900, true), ...inner];
          if (!island || holes === 0) return [main];
          return [main, [box(x + 50, 50, 100, true), box(x + 70, 70, 20, false)]];
        });
        const rings = polygons
          .flat()
          .map((ring) => ({ ring, key: order.next().value as number }))
          .sort((a, b) => a.key - b.key)
          .map(({ ring }) => ring);
        expect(sorted(polygonsOf(rings))).toEqual(sorted(polygons));
      },
    ),
  );
});

test('hole_at_the_edge, stray_hole, no rings at all', () => {
  const outer = box(0, 0, 100, true);
  const touching = turned(
    [
      [0, 50],
      [40, 40],
      [40, 60],
      [0, 50],
    ],
    false,
  );
  expect(polygonsOf([touching, outer])).toEqual([[outer, touching]]);
  const stray = box(500, 0, 10, false);
  expect(polygonsOf([outer, stray])).toEqual([[outer], [stray]]);
  expect(polygonsOf([])).toEqual([]);
});

test.each<[string, string | null]>([
  [PRJ.britishEsri, 'EPSG:27700'],
  [PRJ.britishOgc, 'EPSG:27700'],
  [PRJ.wgs84, 'EPSG:4326'],
  [PRJ.mercator, 'EPSG:3857'],
  ['PROJCRS["OSGB36 / British National Grid",BASEGEOGCRS["OSGB36"],ID["EPSG",27700]]', 'EPSG:27700'],
  ['GEOGCRS["WGS 84",DATUM["World Geodetic System 1984"],ID["EPSG",4326]]', 'EPSG:4326'],
  ['GEOGCS["GCS_OSGB_1936",DATUM["D_OSGB_1936"]]', 'EPSG:4277'],
  ['GEOGCS["ETRS89",DATUM["x"],UNIT["degree",0.01,AUTHORITY["EPSG","9122"]]]', 'EPSG:4258'],
  ['PROJCS["WGS_1984_UTM_Zone_30N",GEOGCS["GCS_WGS_1984"]]', 'EPSG:32630'],
  ['PROJCS["ETRS_1989_UTM_Zone_31N",GEOGCS["x"]]', 'EPSG:25831'],
  ['PROJCS["NAD_1983_UTM_Zone_10N",GEOGCS["x"]]', null],
  ['GEOGCS["GCS_North_American_1983"]', null],
  ['not a CRS', null],
  ['', null],
])('%s', (text, code) => {
  expect(epsgOfText(text)).toBe(code);
});
