import type { WeightedPlaces } from './dbscan';
import type { Points } from './grid';
import { cellKey, gridPlaces, placesBeside, ROW } from './place-grid';

/**
 * Kernel density at each centre, in incidents per square metre: the sum over the incidents within `bandwidth` of 3 / (π
 * h²) · (1 − (d / h)²)². Over an unclipped grid, density × cell area sums to the number of incidents, within 0.2% where
 * the bandwidth is four cells.
 *
 * Method: quartic (biweight) kernel, Silverman 1986.
 * @param centres cell centres, metres; any set of cells
 * @param bandwidth h, metres
 * @param cellSize size of the cells, metres, to refuse a grid that is too coarse
 * @throws RangeError where h is less than 1.5 cells, a size is not positive, a coordinate of a place not finite or a
 *   weight negative.
 */
export function kernelDensity(
  places: WeightedPlaces,
  centres: Points,
  bandwidth: number,
  cellSize: number,
): Float64Array {
  if (!(cellSize > 0)) throw new RangeError('the cell size must be a positive number');
  if (!(bandwidth >= 1.5 * cellSize)) throw new RangeError('the bandwidth must be 1.5 cells or more');
  if (
    places.weights.length !== places.eastings.length ||
    !places.weights.every((w) => w >= 0 && w < Infinity)
  )
    throw new RangeError('a finite weight, not negative, is needed for every place');
  const grid = gridPlaces(places.eastings, places.northings, bandwidth);
  const scale = 1 / (bandwidth * bandwidth);
  const weights = Float64Array.from(grid.order, (row) => places.weights[row]);
  const density = new Float64Array(centres.eastings.length);
  for (let c = 0; c < density.length; c++) {
    const easting = centres.eastings[c];
    const northing = centres.northings[c];
    const key = cellKey(grid, easting, northing);
    let sum = 0;
    for (let row = -1; row <= 1; row++) {
      const [first, end] = placesBeside(grid, key + row * ROW, 1);
      for (let p = first; p < end; p++) {
        const de = grid.eastings[p] - easting;
        const dn = grid.northings[p] - northing;
        const inside = 1 - (de * de + dn * dn) * scale;
        if (inside > 0) sum += weights[p] * inside * inside;
      }
    }
    density[c] = (3 / Math.PI) * scale * sum;
  }
  return density;
}
