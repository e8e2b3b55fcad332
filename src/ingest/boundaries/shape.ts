import { type CoordinateFault, type Crs, coordinateFault } from '../../platform/geo';
import { asObject } from './geojson';
import type { Epsg } from './reader';

/** Polygons of a feature, with closed rings. */
export interface Shape {
  polygons: number[][][][];
  /** Repairs made while reading, in words: rings closed, heights dropped. Empty for none. */
  repairs: string[];
}

/** Point, in the coordinates of its file. */
export interface Spot {
  position: [x: number, y: number];
}

/** CRSs in degrees; the United Kingdom has about the same range in all of them. */
const DEGREES: Epsg[] = ['EPSG:4326', 'EPSG:4258', 'EPSG:4277'];

/** Largest absolute coordinate of any CRS in any unit; PostGIS fails on larger ones. */
const FARTHEST = 1e8;

const NO_POLYGON = 'not a Polygon or MultiPolygon';

/**
 * Reason why a position does not fit its CRS, or null; in CRSs without a range for Britain only impossible ones fail.
 */
function faultIn(x: number, y: number, crs: Epsg): CoordinateFault | null {
  if (crs === 'EPSG:27700') return coordinateFault(x, y, crs satisfies Crs);
  if (DEGREES.includes(crs)) return coordinateFault(x, y, 'EPSG:4326');
  return Math.abs(x) <= FARTHEST && Math.abs(y) <= FARTHEST
    ? null
    : { kind: 'outside', reason: 'beyond all numbers of a CRS' };
}

/** Collects faults and repairs of the positions of one feature. */
class Fit {
  private inside = 0;
  private readonly faults = new Map<string, CoordinateFault>();
  private heights = false;
  private closed = 0;

  constructor(private readonly crs: Epsg) {}

  /** Reads a position, without its height; a reason where it is not one. */
  position(value: unknown): [number, number] | { reason: string } {
    if (!Array.isArray(value) || value.length < 2) return { reason: 'a point without two coordinates' };
    const [x, y] = value;
    if (!Number.isFinite(x) || !Number.isFinite(y))
      return { reason: 'a coordinate that is no finite number' };
    if (value.length > 2) this.heights = true;
    const fault = faultIn(x, y, this.crs);
    if (fault === null) this.inside++;
    else this.faults.set(fault.kind, fault);
    return [x, y];
  }

  /** Reads a ring and closes it; a reason where it is not one. */
  ring(value: unknown): { ring: number[][] } | { reason: string } {
    if (!Array.isArray(value)) return { reason: 'a ring that is no list of points' };
    const ring: number[][] = [];
    for (const point of value) {
      const position = this.position(point);
      if ('reason' in position) return position;
      ring.push(position);
    }
    if (ring.length === 0) return { reason: 'a ring without points' };
    const [first, last] = [ring[0], ring[ring.length - 1]];
    if (ring.length < 3) return { reason: 'a ring of fewer than three points' };
    if (first[0] !== last[0] || first[1] !== last[1]) {
      ring.push([first[0], first[1]]);
      this.closed++;
    }
    if (ring.length < 4) return { reason: 'a ring of fewer than three points' };
    return { ring };
  }

  /**
   * Fault of the file, where all positions look like one other CRS; of the feature (`outside`), where some do not fit.
   */
  get fault(): CoordinateFault | null {
    const first = this.faults.values().next().value;
    if (first === undefined) return null;
    const systematic = this.inside === 0 && this.faults.size === 1 && first.kind !== 'outside';
    return systematic ? first : { kind: 'outside', reason: `coordinates that ${fitting(first)}` };
  }

  get repairs(): string[] {
    const notes: string[] = [];
    if (this.closed > 0) notes.push(`${this.closed} ${this.closed === 1 ? 'ring was' : 'rings were'} closed`);
    if (this.heights) notes.push('heights were left out');
    return notes;
  }
}

function fitting(fault: CoordinateFault): string {
  return fault.kind === 'outside'
    ? `lie ${fault.reason}`
    : fault.reason.replace(/^latitude and longitude look/, 'look');
}

/**
 * Reads the polygons of a GeoJSON geometry.
 *
 * @returns a reason where it has none; a `CoordinateFault` where its coordinates do not fit the CRS, which is a fault
 *   of the whole file unless its kind is `outside`.
 */
export function shapeOf(value: unknown, crs: Epsg): Shape | { reason: string } | CoordinateFault {
  if (value === null || value === undefined) return { reason: 'no geometry' };
  const geometry = asObject(value);
  let polygons: unknown;
  if (geometry?.type === 'Polygon') polygons = [geometry.coordinates];
  else if (geometry?.type === 'MultiPolygon') polygons = geometry.coordinates;
  else return { reason: NO_POLYGON };
  if (!Array.isArray(polygons) || polygons.length === 0) return { reason: 'a MultiPolygon without polygons' };

  const fit = new Fit(crs);
  const shape: number[][][][] = [];
  for (const polygon of polygons) {
    if (!Array.isArray(polygon) || polygon.length === 0) return { reason: 'a polygon without rings' };
    const rings: number[][][] = [];
    for (const ring of polygon) {
      const read = fit.ring(ring);
      if ('reason' in read) return read;
      rings.push(read.ring);
    }
    shape.push(rings);
  }
  return fit.fault ?? { polygons: shape, repairs: fit.repairs };
}

/** Reads the polygons or the single point of a GeoJSON geometry; reasons and faults as in {@link shapeOf}. */
export function groundOf(value: unknown, crs: Epsg): Shape | Spot | { reason: string } | CoordinateFault {
  const geometry = asObject(value);
  const positions = geometry?.type === 'Point' ? [geometry.coordinates] : geometry?.coordinates;
  if (!/^(Multi)?Point$/.test(String(geometry?.type))) {
    const shape = shapeOf(value, crs);
    const isOther = 'reason' in shape && shape.reason === NO_POLYGON;
    return isOther ? { reason: 'not a Point, Polygon or MultiPolygon' } : shape;
  }
  if (!Array.isArray(positions) || positions.length !== 1) return { reason: 'not one point' };
  const fit = new Fit(crs);
  const position = fit.position(positions[0]);
  if ('reason' in position) return position;
  return fit.fault ?? { position };
}

/** Advice for a file whose coordinates all look like another CRS. */
export function crsAdvice(fault: CoordinateFault, crs: Epsg): string {
  switch (fault.kind) {
    case 'grid':
      return `the coordinates ${fault.reason}. Say --crs 27700.`;
    case 'degrees':
      return `the coordinates ${fault.reason}. Say --crs 4326.`;
    case 'mercator':
      return `the coordinates ${fault.reason}, not ${crs}. Say --crs 3857.`;
    case 'planar':
      return `the coordinates ${fault.reason}, whatever the file says. Name the right CRS with --crs.`;
    default:
      return `the coordinates have latitude before longitude${
        DEGREES.includes(crs) ? '' : ', and are degrees'
      }. Longitude comes first: export the file again.`;
  }
}
