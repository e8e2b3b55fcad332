/** Raster cells along a radius: the area of one disc is right to 0.4%. */
const CELLS_PER_RADIUS = 10;

/** Coordinates of places, metres. */
interface Coordinates {
  eastings: Float64Array;
  northings: Float64Array;
}

/**
 * Area of the union of discs of one radius round places, to which places are added and from which they are taken. Counted on
 * a raster aligned to the national grid whose cells are a tenth of the radius, so the same places have the same area in any
 * order.
 */
export class DiscArea {
  private readonly cell: number;
  /** South-west cell of the raster, and its size. */
  private readonly west: number;
  private readonly south: number;
  private readonly columns: number;
  /** Discs over each cell. */
  private readonly discs: Uint16Array;
  private covered = 0;

  /**
   * @param radius of all discs, metres
   * @param places coordinates of all places
   * @param extent rows of those that may be added; none of them is yet
   */
  constructor(
    private readonly radius: number,
    private readonly places: Coordinates,
    extent: Iterable<number>,
  ) {
    this.cell = radius / CELLS_PER_RADIUS;
    let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
    for (const row of extent) {
      west = Math.min(west, places.eastings[row]);
      east = Math.max(east, places.eastings[row]);
      south = Math.min(south, places.northings[row]);
      north = Math.max(north, places.northings[row]);
    }
    const empty = west > east;
    this.west = empty ? 0 : Math.floor((west - radius) / this.cell);
    this.south = empty ? 0 : Math.floor((south - radius) / this.cell);
    this.columns = empty ? 0 : Math.ceil((east + radius) / this.cell) - this.west + 1;
    const rows = empty ? 0 : Math.ceil((north + radius) / this.cell) - this.south + 1;
    this.discs = new Uint16Array(rows * this.columns);
  }

  /** Square metres under at least one disc. */
  get area(): number {
    return this.covered * this.cell * this.cell;
  }

  /** Add the disc round a place of the extent. */
  add(place: number): void {
    this.change(place, 1);
  }

  /** Take away the disc round a place that was added. */
  remove(place: number): void {
    this.change(place, -1);
  }

  private change(place: number, by: 1 | -1): void {
    const [easting, northing] = [this.places.eastings[place], this.places.northings[place]];
    const { radius, cell } = this;
    const lastRow = Math.floor((northing + radius) / cell - 0.5);
    for (let row = Math.ceil((northing - radius) / cell - 0.5); row <= lastRow; row++) {
      const dn = (row + 0.5) * cell - northing;
      const half = Math.sqrt(Math.max(0, radius * radius - dn * dn));
      const start = (row - this.south) * this.columns - this.west;
      const end = start + Math.floor((easting + half) / cell - 0.5);
      for (let at = start + Math.ceil((easting - half) / cell - 0.5); at <= end; at++) {
        if (this.discs[at] === 0) this.covered++;
        this.discs[at] += by;
        if (this.discs[at] === 0) this.covered--;
      }
    }
  }
}
