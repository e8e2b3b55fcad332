import { NEIGHBOURS, WARDS } from './positions';

/**
 * Generated boundaries. One Voronoi diagram of settlements, inside the partnership and around it, is dissolved four
 * times: into wards, SNT areas, postcode districts and the partnership. All of them are therefore made of the same
 * whole-metre vertices, and neighbours share theirs exactly. These are not the real boundaries of anything.
 */

/** Kind of area, as the product calls it. */
export type AreaKind = 'PARTNERSHIP' | 'WARD' | 'SNT_AREA' | 'POSTCODE_DISTRICT';

type Position = [easting: number, northing: number];
type Ring = Position[];

/** One area as a GeoJSON feature. Outer rings run anticlockwise, holes clockwise; all rings are closed. */
export interface AreaFeature {
  type: 'Feature';
  id: string;
  properties: { kind: AreaKind; code: string; name: string; origin: 'synthetic' };
  geometry: { type: 'MultiPolygon'; coordinates: Ring[][] };
}

/** Areas of one kind. Coordinates are metres of EPSG:27700, as the `crs` member declares. */
export interface AreaCollection {
  type: 'FeatureCollection';
  name: string;
  crs: { type: 'name'; properties: { name: 'urn:ogc:def:crs:EPSG::27700' } };
  features: AreaFeature[];
}

/** A cell's corner, and which neighbour lies across the edge that begins there (negative: the frame). */
interface Corner {
  x: number;
  y: number;
  across: number;
}

const FRAME = { west: 470000, south: 200000, east: 545000, north: 275000 };

/** Code and name of the demonstration partnership. */
export const PARTNERSHIP = { code: 'DEMO2009', name: 'Central Bedfordshire 2009 (demonstration)' } as const;

/** All areas of the demonstration, by kind. */
export function areas(): Record<AreaKind, AreaCollection> {
  const inside = WARDS.flatMap((ward) =>
    ward.settlements.map((settlement) => ({
      ...settlement,
      ward: ward.name,
      sntArea: ward.sntArea,
      partnership: PARTNERSHIP.name,
    })),
  );
  const cells = voronoi([...inside, ...NEIGHBOURS]);

  const collect = (
    kind: AreaKind,
    nameOf: (index: number) => string | undefined,
    codeOf: (name: string, order: number) => string,
  ): AreaCollection => {
    const parts = new Map<string, Ring[]>();
    cells.forEach((cell, index) => {
      const name = nameOf(index);
      if (name === undefined) return;
      const part = parts.get(name);
      if (part) part.push(cell);
      else parts.set(name, [cell]);
    });
    const features = [...parts].map(([name, rings], order): AreaFeature => {
      const code = codeOf(name, order);
      return {
        type: 'Feature',
        id: code,
        properties: { kind, code, name, origin: 'synthetic' },
        geometry: { type: 'MultiPolygon', coordinates: dissolve(rings) },
      };
    });
    return {
      type: 'FeatureCollection',
      name: `${PARTNERSHIP.code} ${kind}`,
      crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::27700' } },
      features,
    };
  };
  const numbered = (letter: string) => (_: string, order: number) =>
    `DEMO-${letter}${String(order + 1).padStart(2, '0')}`;

  return {
    PARTNERSHIP: collect(
      'PARTNERSHIP',
      (i) => inside[i]?.partnership,
      () => PARTNERSHIP.code,
    ),
    WARD: collect('WARD', (i) => inside[i]?.ward, numbered('W')),
    SNT_AREA: collect('SNT_AREA', (i) => inside[i]?.sntArea, numbered('S')),
    POSTCODE_DISTRICT: collect(
      'POSTCODE_DISTRICT',
      (i) => (inside[i] ?? NEIGHBOURS[i - inside.length]).postcodeDistrict,
      (name) => name,
    ),
  };
}

/**
 * The Voronoi cell of every site within the frame, by half-plane clipping. A vertex is known by the three things
 * that meet there, so that every cell gets the very same rounded position for it.
 */
function voronoi(sites: readonly { easting: number; northing: number }[]): Ring[] {
  const vertices = new Map<string, Position>();
  return sites.map((site, own) => {
    let cell: Corner[] = [
      { x: FRAME.west, y: FRAME.south, across: -1 },
      { x: FRAME.east, y: FRAME.south, across: -2 },
      { x: FRAME.east, y: FRAME.north, across: -3 },
      { x: FRAME.west, y: FRAME.north, across: -4 },
    ];
    sites.forEach((other, index) => {
      if (index !== own) cell = nearerPart(cell, site, other, index);
    });
    return cell.map((corner, i): Position => {
      const before = cell[(i + cell.length - 1) % cell.length].across;
      const key = [own, before, corner.across].sort((a, b) => a - b).join();
      const known = vertices.get(key);
      if (known) return known;
      const vertex: Position = [Math.round(corner.x), Math.round(corner.y)];
      vertices.set(key, vertex);
      return vertex;
    });
  });
}

/** The part of a convex cell that is nearer to its own site than to the other. */
function nearerPart(
  cell: Corner[],
  own: { easting: number; northing: number },
  other: { easting: number; northing: number },
  index: number,
): Corner[] {
  const dx = other.easting - own.easting;
  const dy = other.northing - own.northing;
  const mx = (other.easting + own.easting) / 2;
  const my = (other.northing + own.northing) / 2;
  const beyond = cell.map((corner) => (corner.x - mx) * dx + (corner.y - my) * dy);
  if (beyond.every((distance) => distance <= 0)) return cell;

  const kept: Corner[] = [];
  cell.forEach((corner, i) => {
    const j = (i + 1) % cell.length;
    if (beyond[i] <= 0) kept.push(corner);
    if (beyond[i] <= 0 !== beyond[j] <= 0) {
      const share = beyond[i] / (beyond[i] - beyond[j]);
      kept.push({
        x: corner.x + share * (cell[j].x - corner.x),
        y: corner.y + share * (cell[j].y - corner.y),
        across: beyond[i] <= 0 ? index : corner.across,
      });
    }
  });
  return kept;
}

/** The union of cells that share their vertices: edges used both ways cancel, the rest are joined into rings. */
function dissolve(cells: readonly Ring[]): Ring[][] {
  const edges = new Map<string, [Position, Position]>();
  for (const cell of cells) {
    cell.forEach((from, i) => {
      const to = cell[(i + 1) % cell.length];
      if (!edges.delete(`${to}>${from}`)) edges.set(`${from}>${to}`, [from, to]);
    });
  }
  const onward = new Map<string, [Position, Position]>();
  for (const edge of edges.values()) {
    if (onward.has(`${edge[0]}`)) throw new Error(`Two boundaries touch at ${edge[0]}`);
    onward.set(`${edge[0]}`, edge);
  }

  const shells: Ring[][] = [];
  const holes: Ring[] = [];
  while (onward.size > 0) {
    const start = onward.keys().next().value as string;
    const ring: Ring = [];
    for (let at = start; onward.has(at); ) {
      const [from, to] = onward.get(at) as [Position, Position];
      onward.delete(at);
      ring.push(from);
      at = `${to}`;
    }
    ring.push(ring[0]);
    if (signedArea(ring) > 0) shells.push([ring]);
    else holes.push(ring);
  }
  for (const hole of holes) {
    const shell = shells.find(([outer]) => contains(outer, hole[0]));
    if (!shell) throw new Error(`A hole at ${hole[0]} has no shell`);
    shell.push(hole);
  }
  return shells;
}

/** Area of a closed ring, square metres: positive where it runs anticlockwise. */
export function signedArea(ring: readonly (readonly number[])[]): number {
  let twice = 0;
  for (let i = 1; i < ring.length; i++) twice += ring[i - 1][0] * ring[i][1] - ring[i][0] * ring[i - 1][1];
  return twice / 2;
}

/** Whether a closed ring goes around a point; undecided on the ring itself. */
function contains(ring: Ring, [x, y]: Position): boolean {
  let within = false;
  for (let i = 1; i < ring.length; i++) {
    const [ax, ay] = ring[i - 1];
    const [bx, by] = ring[i];
    if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) within = !within;
  }
  return within;
}
