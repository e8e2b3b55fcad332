import { Problem } from '../errors';

/** Coordinate reference systems that incoming data may use. */
export type Crs = 'EPSG:4326' | 'EPSG:27700';

/** What the United Kingdom spans, with a margin: degrees of longitude (x) and latitude (y). */
const UK_DEGREES = { x: [-9, 2.2], y: [49.5, 61.2] } as const;

/** The same in metres of easting (x) and northing (y). */
export const UK_GRID = { x: [-20_000, 700_000], y: [-10_000, 1_300_000] } as const;

/** Why a pair of coordinates doesn't fit its CRS. */
export interface CoordinateFault {
  /**
   * What the numbers look like instead: the other axis order, another CRS, no degrees at all (`planar`), or nothing
   * known (`outside`). All but the last are a mistake in the whole file rather than in one row.
   */
  kind: 'swapped' | 'grid' | 'degrees' | 'mercator' | 'planar' | 'outside';
  reason: string;
}

/**
 * Tells why x and y (longitude and latitude, or easting and northing) don't fit the CRS; null where they lie in the
 * part of it that the United Kingdom spans.
 */
export function coordinateFault(x: number, y: number, crs: Crs): CoordinateFault | null {
  const degrees = inDegrees(x, y);
  if (crs === 'EPSG:4326') {
    if (degrees) return null;
    if (inDegrees(y, x)) return { kind: 'swapped', reason: 'latitude and longitude look swapped' };
    // More than a circle on either axis can't be degrees.
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
  // As metres this would be in the Atlantic, west of Scilly.
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

/** The United Kingdom in Web Mercator, which reaches nowhere near the numbers of the National Grid. */
function inMercator(x: number, y: number): boolean {
  return x >= -1_010_000 && x <= 250_000 && y >= 6_350_000 && y <= 8_750_000;
}

/**
 * Refuses positions of a question with latitude where longitude belongs, in the order of tables.
 *
 * @param field input that holds them.
 * @throws Problem BAD_USER_INPUT where every position lies in the United Kingdom once its numbers are swapped.
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
