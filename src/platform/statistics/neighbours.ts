import { cellKey, gridPlaces, placesBeside, ROW } from './place-grid';

/**
 * Who is whose neighbour: unit i has the neighbours `neighbours[offsets[i]]` … `neighbours[offsets[i + 1] − 1]`
 * (compressed sparse rows). No unit is in its own list; methods that count the unit itself add it.
 */
export interface Neighbours {
  /** One more entry than there are units. */
  offsets: Int32Array;
  neighbours: Int32Array;
}

/**
 * All other units whose point lies within `distance` (metres, inclusive with a tolerance of one part in 10⁹, because
 * the diagonal of a grid comes out as cell · √2 only up to rounding).
 * @throws RangeError where the arrays differ in length, a coordinate is not finite or the distance is not positive.
 */
export function neighboursWithin(
  eastings: Float64Array,
  northings: Float64Array,
  distance: number,
): Neighbours {
  const reach = distance * (1 + 1e-9);
  const grid = gridPlaces(eastings, northings, reach);
  const offsets = new Int32Array(eastings.length + 1);
  const found: number[] = [];
  for (let i = 0; i < eastings.length; i++) {
    const key = cellKey(grid, eastings[i], northings[i]);
    for (let row = -1; row <= 1; row++) {
      const [first, end] = placesBeside(grid, key + row * ROW, 1);
      for (let p = first; p < end; p++) {
        const de = grid.eastings[p] - eastings[i];
        const dn = grid.northings[p] - northings[i];
        if (de * de + dn * dn <= reach * reach && grid.order[p] !== i) found.push(grid.order[p]);
      }
    }
    offsets[i + 1] = found.length;
  }
  return { offsets, neighbours: Int32Array.from(found) };
}

/**
 * Check that a neighbour list belongs to `units` units.
 * @throws RangeError where it does not, where it names a unit that is not there, or a unit as its own neighbour.
 */
export function checkNeighbours({ offsets, neighbours }: Neighbours, units: number): void {
  if (offsets.length !== units + 1 || offsets[0] !== 0 || offsets[units] !== neighbours.length)
    throw new RangeError('a neighbour list is needed for every value');
  for (let i = 0; i < units; i++)
    for (let k = offsets[i]; k < offsets[i + 1]; k++)
      if (neighbours[k] === i || !(neighbours[k] >= 0 && neighbours[k] < units))
        throw new RangeError('a neighbour must be another unit of the list');
}
