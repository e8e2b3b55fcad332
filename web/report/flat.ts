import type { Nested } from '../figures/bounds';
import type { Geometry } from '../schema/operation';

/** Geometry in metres. */
export interface FlatGeometry {
  type: string;
  coordinates: Nested;
}

/** Converts degrees to metres from a point by an equirectangular projection, accurate enough to draw a county. */
export type Flatten = (geometry: Geometry) => FlatGeometry;

/** Metres in a degree of latitude. */
const DEGREE = 111_320;

/** Projection about a point in degrees. */
export function flattenAbout(longitude: number, latitude: number): Flatten {
  const scale = Math.cos((latitude * Math.PI) / 180);
  const lay = (part: Nested): Nested => {
    if (typeof part[0] !== 'number') return (part as Nested[]).map(lay);
    const [x, y] = part as number[];
    return [(x - longitude) * DEGREE * scale, (y - latitude) * DEGREE];
  };
  return ({ type, coordinates }) => ({ type, coordinates: lay(coordinates as Nested) });
}
