import { Problem } from '../errors';

/** Coordinate reference systems that incoming data may use. */
export type Crs = 'EPSG:4326' | 'EPSG:27700';

/** Range of the United Kingdom with a margin, in degrees of longitude (x) and latitude (y). */
const UK_DEGREES = { x: [-9, 2.2], y: [49.5, 61.2] } as const;

/** Range of the United Kingdom with a margin, in metres of easting (x) and northing (y) on the National Grid. */
export const UK_GRID = { x: [-20_000, 700_000], y: [-10_000, 1_300_000] } as const;

/** Reason why a pair of coordinates does not fit its CRS. */
export interface CoordinateFault {
  /**
   * Likely meaning of the numbers: the other axis order, another CRS, metres of some CRS (`planar`), or none known
   * (`outside`). All but the last are a mistake of the whole file rather than of one row.
   */
  kind: 'swapped' | 'grid' | 'degrees' | 'mercator' | 'planar' | 'outside';
  reason: string;
}

/**
 * Fault of x and y (longitude and latitude, or easting and northing) in a CRS; null where they lie in the range of the
 * United Kingdom.
 */
export function coordinateFault(x: number, y: number, crs: Crs): CoordinateFault | null {
  const degrees = inDegrees(x, y);
  if (crs === 'EPSG:4326') {
    if (degrees) return null;
    if (inDegrees(y, x)) return { kind: 'swapped', reason: 'latitude and longitude look swapped' };
    // Beyond a full circle on either axis, so not degrees.
    if (Math.abs(x) > 360 || Math.abs(y) > 360) {
      if (inGrid(x, y))
        return {
          kind: 'grid',
          reason: 'look like eastings and northings (EPSG:27700), not longitude and latitude',
        };
      if (inMercator(x, y)) return MERCATOR;
      return { kind: 'planar', reason: 'are no longitude and latitude: they are beyond all degrees' };
    }
    return {
      kind: 'outside',
      reason: 'outside the United Kingdom (longitude -9 to 2.2, latitude 49.5 to 61.2)',
    };
  }
  // Read as metres, degrees of Britain would lie in the Atlantic west of Scilly.
  if (degrees || inDegrees(y, x))
    return { kind: 'degrees', reason: 'look like longitude and latitude, not eastings and northings' };
  if (inGrid(x, y)) return null;
  if (inMercator(x, y)) return MERCATOR;
  return {
    kind: 'outside',
    reason: 'outside the British National Grid (easting up to 700000, northing up to 1300000)',
  };
}

const MERCATOR: CoordinateFault = { kind: 'mercator', reason: 'look like Web Mercator (EPSG:3857)' };

function inDegrees(x: number, y: number): boolean {
  return x >= UK_DEGREES.x[0] && x <= UK_DEGREES.x[1] && y >= UK_DEGREES.y[0] && y <= UK_DEGREES.y[1];
}

function inGrid(x: number, y: number): boolean {
  return x >= UK_GRID.x[0] && x <= UK_GRID.x[1] && y >= UK_GRID.y[0] && y <= UK_GRID.y[1];
}

/** Whether x and y lie in the range of the United Kingdom in Web Mercator, which is far from that of the grid. */
function inMercator(x: number, y: number): boolean {
  return x >= -1_010_000 && x <= 250_000 && y >= 6_350_000 && y <= 8_750_000;
}

/**
 * Refuses positions in an input with latitude before longitude, the order of many tables.
 *
 * @param field input that holds them.
 * @throws Problem BAD_USER_INPUT where every position lies in the United Kingdom only with its numbers swapped.
 */
export function checkAxisOrder(field: string, positions: readonly (readonly [number, number])[]): void {
  const swapped = ([x, y]: readonly [number, number]) =>
    coordinateFault(x, y, 'EPSG:4326')?.kind === 'swapped';
  if (positions.length === 0 || !positions.every(swapped)) return;
  throw new Problem(
    'BAD_USER_INPUT',
    `${field}: latitude and longitude are swapped. In the United Kingdom longitude is -9 to 2.2 and latitude 49.5 to 61.2.`,
    { field },
  );
}
