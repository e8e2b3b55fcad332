import { signedArea } from '../../seeds/demonstration/boundaries.js';
import { type AreaCollection, demonstration } from '../../seeds/demonstration/index.js';
import { WARDS } from '../../seeds/demonstration/positions.js';
import { nationalGrid, transverseMercator } from './national-grid.js';

type Ring = AreaCollection['features'][number]['geometry']['coordinates'][number][number];

const areas = demonstration.areas();
const outline = areas.PARTNERSHIP.features[0];
const ringsOf = (collection: AreaCollection): Ring[] =>
  collection.features.flatMap((feature) => feature.geometry.coordinates.flat());
const areaOf = (collection: AreaCollection): number =>
  ringsOf(collection).reduce((sum, ring) => sum + signedArea(ring), 0);

/** Directed edges that are left when those used in both directions cancel. */
function openEdges(collection: AreaCollection): string[] {
  const edges = new Set<string>();
  for (const ring of ringsOf(collection))
    for (let i = 1; i < ring.length; i++) {
      const [from, to] = [`${ring[i - 1]}`, `${ring[i]}`];
      expect(edges.has(`${from} ${to}`)).toBe(false); // two areas on the same side of an edge would overlap
      if (!edges.delete(`${to} ${from}`)) edges.add(`${from} ${to}`);
    }
  return [...edges].sort();
}

test('every collection declares the national grid and is synthetic', () => {
  for (const [kind, collection] of Object.entries(areas)) {
    expect(collection.crs.properties.name).toBe('urn:ogc:def:crs:EPSG::27700');
    for (const feature of collection.features)
      expect(feature.properties).toMatchObject({ kind, code: feature.id, origin: 'synthetic' });
  }
});

test('there are 31 wards, 24 SNT areas and the post towns’ districts, with codes of their own', () => {
  expect(areas.PARTNERSHIP.features.map((feature) => feature.id)).toEqual(['DEMO2009']);
  expect(areas.WARD.features).toHaveLength(31);
  expect(areas.SNT_AREA.features).toHaveLength(24);
  expect(areas.POSTCODE_DISTRICT.features.map((feature) => feature.id).sort()).toEqual(
    'LU1 LU2 LU3 LU4 LU5 LU6 LU7 MK17 MK43 MK44 MK45 SG15 SG16 SG17 SG18 SG19 SG5'.split(' '),
  );
  for (const [kind, form] of [
    ['WARD', /^DEMO-W\d\d$/],
    ['SNT_AREA', /^DEMO-S\d\d$/],
  ] as const) {
    const codes = areas[kind].features.map((feature) => feature.id);
    expect(new Set(codes).size).toBe(codes.length);
    for (const code of codes) expect(code).toMatch(form);
  }
});

test('the SNT areas that the document names exist', () => {
  const names = areas.SNT_AREA.features.map((feature) => feature.properties.name);
  for (const name of [
    'Dunstable Central',
    'Chiltern & Northfields',
    'Parkside & Houghton Hall East',
    'Icknield',
    'Watling',
    'Manshead',
    'Caddington',
  ])
    expect(names).toContain(name);
});

test('all rings are closed, simple, of whole metres, and turn the right way', () => {
  for (const feature of Object.values(areas).flatMap((collection) => collection.features))
    for (const polygon of feature.geometry.coordinates)
      polygon.forEach((ring, i) => {
        expect(ring[0]).toEqual(ring[ring.length - 1]);
        expect(ring.length).toBeGreaterThan(3);
        expect(ring.flat().every(Number.isInteger)).toBe(true);
        expect(new Set(ring.map(String)).size).toBe(ring.length - 1);
        expect(Math.sign(signedArea(ring))).toBe(i === 0 ? 1 : -1);
        expect(crossings(ring)).toBe(0);
      });
});

test('wards and SNT areas each fill the outline exactly, without gap or overlap', () => {
  const border = openEdges(areas.PARTNERSHIP);
  for (const kind of ['WARD', 'SNT_AREA'] as const) {
    expect(openEdges(areas[kind])).toEqual(border);
    expect(areaOf(areas[kind])).toBe(areaOf(areas.PARTNERSHIP));
  }
});

test('an SNT area is a group of whole wards', () => {
  for (const area of areas.SNT_AREA.features) {
    const members = WARDS.filter((ward) => ward.sntArea === area.properties.name).map((ward) => ward.name);
    const wards = areas.WARD.features.filter((ward) => members.includes(ward.properties.name));
    expect(areaOf({ ...areas.WARD, features: wards })).toBe(areaOf({ ...areas.SNT_AREA, features: [area] }));
  }
});

test('postcode districts do not overlap, and cover the outline', () => {
  const border = new Set(openEdges(areas.PARTNERSHIP));
  // Where the districts end, the partnership has ended too.
  for (const edge of openEdges(areas.POSTCODE_DISTRICT)) {
    const [from, to] = edge.split(' ').map((text) => text.split(',').map(Number));
    const middle: [number, number] = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
    expect(border.has(edge) || !isWithin(outline.geometry.coordinates[0][0], middle)).toBe(true);
  }
  for (const ward of WARDS)
    for (const { easting, northing, postcodeDistrict } of ward.settlements) {
      const around = areas.POSTCODE_DISTRICT.features.filter((feature) =>
        feature.geometry.coordinates.some(([ring]) => isWithin(ring, [easting, northing])),
      );
      expect(around.map((feature) => feature.id)).toEqual([postcodeDistrict]);
    }
});

test('the size is about that of Central Bedfordshire', () => {
  const squareKilometres = areaOf(areas.PARTNERSHIP) / 1e6;
  expect(squareKilometres).toBeGreaterThan(650);
  expect(squareKilometres).toBeLessThan(780);
  expect(outline.geometry.coordinates).toHaveLength(1);
});

test('every settlement lies in its own ward and SNT area', () => {
  for (const plan of WARDS)
    for (const { easting, northing } of plan.settlements)
      for (const [kind, name] of [
        ['WARD', plan.name],
        ['SNT_AREA', plan.sntArea],
      ] as const) {
        const around = areas[kind].features.filter((feature) =>
          feature.geometry.coordinates.some(([ring]) => isWithin(ring, [easting, northing])),
        );
        expect(around.map((feature) => feature.properties.name)).toEqual([name]);
      }
});

test('two calls make the same boundaries', () => {
  expect(JSON.stringify(demonstration.areas())).toBe(JSON.stringify(areas));
});

describe('the gazetteer', () => {
  test('the projection it is checked with gives the Ordnance Survey’s example', () => {
    const degree = Math.PI / 180;
    const [easting, northing] = transverseMercator(
      (52 + 39 / 60 + 27.2531 / 3600) * degree,
      (1 + 43 / 60 + 4.5177 / 3600) * degree,
    );
    expect(easting).toBeCloseTo(651409.903, 2);
    expect(northing).toBeCloseTo(313177.27, 2);
  });

  test('every published position is there, within ten metres', () => {
    const places = demonstration.places();
    expect(places).toHaveLength(PUBLISHED.length);
    for (const [name, latitude, longitude] of PUBLISHED) {
      const place = places.find((entry) => entry.name === name);
      const [easting, northing] = nationalGrid(latitude, longitude);
      expect(place && Math.hypot(place.easting - easting, place.northing - northing)).toBeLessThan(10);
    }
  });
});

const PUBLISHED: [string, number, number][] = [
  ['Dunstable town centre', 51.886, -0.521],
  ['Downside Estate', 51.878, -0.508],
  ['Icknield', 51.884, -0.508],
  ['Watling', 51.88, -0.535],
  ['Manshead', 51.874, -0.515],
  ['Northfields', 51.895, -0.53],
  ['Chiltern', 51.893, -0.515],
  ['Houghton Regis', 51.903, -0.525],
  ['Parkside', 51.908, -0.535],
  ['Parkside Drive Estate', 51.907, -0.54],
  ['Tithe Farm Estate', 51.906, -0.52],
  ['Houghton Hall East', 51.898, -0.52],
  ['Caddington', 51.864, -0.457],
  ['Leighton Buzzard town centre', 51.917, -0.661],
  ['Linslade', 51.924, -0.677],
  ['Planets Estate', 51.926, -0.652],
  ['Oldhills', 51.912, -0.655],
  ['Toddington', 51.949, -0.532],
  ['Barton-le-Clay', 51.967, -0.427],
  ['Harlington', 51.963, -0.495],
  ['Woburn', 51.989, -0.619],
  ['Cranfield', 52.068, -0.609],
  ['Marston Moretaine', 52.062, -0.548],
  ['Ampthill', 52.031, -0.495],
  ['Flitwick', 52.004, -0.495],
  ['Shefford', 52.039, -0.334],
  ['Henlow', 52.031, -0.286],
  ['Stotfold', 52.016, -0.229],
  ['Arlesey', 52.008, -0.266],
  ['Biggleswade town centre', 52.086, -0.265],
  ['Sandy', 52.131, -0.288],
  ['Potton', 52.129, -0.214],
];

/** How many pairs of edges of a closed ring meet where they should not. */
function crossings(ring: Ring): number {
  const side = (p: number[], q: number[], r: number[]) =>
    Math.sign((q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]));
  const last = ring.length - 1;
  let count = 0;
  for (let i = 0; i < last; i++)
    for (let j = i + 2; j < last; j++) {
      if (i === 0 && j === last - 1) continue;
      const [a, b, c, d] = [ring[i], ring[i + 1], ring[j], ring[j + 1]];
      if (side(a, b, c) * side(a, b, d) <= 0 && side(c, d, a) * side(c, d, b) <= 0) count++;
    }
  return count;
}

function isWithin(ring: Ring, [x, y]: [number, number]): boolean {
  let within = false;
  for (let i = 1; i < ring.length; i++) {
    const [[ax, ay], [bx, by]] = [ring[i - 1], ring[i]];
    if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) within = !within;
  }
  return within;
}
