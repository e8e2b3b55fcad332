/** Raster cells along a radius: the area of one disc is right to 0.4 %. */
const CELLS_PER_RADIUS = 10;

/**
 * Area of the union of discs of one radius, to which discs are added and from which they are taken. Counted on a raster
 * aligned to the national grid whose cells are a tenth of the radius, so the same discs have the same area in any order.
 */
export class DiscArea {
  private readonly cell: number;
  /** Discs over each cell that lies under at least one, by row and column. */
  private readonly covered = new Map<number, number>();

  /** @param radius of all discs, metres */
  constructor(private readonly radius: number) {
    this.cell = radius / CELLS_PER_RADIUS;
  }

  /** Square metres under at least one disc. */
  get area(): number {
    return this.covered.size * this.cell * this.cell;
  }

  /** Add a disc; coordinates in metres. */
  add(easting: number, northing: number): void {
    this.change(easting, northing, 1);
  }

  /** Take away a disc that was added. */
  remove(easting: number, northing: number): void {
    this.change(easting, northing, -1);
  }

  private change(easting: number, northing: number, by: 1 | -1): void {
    const firstRow = Math.ceil((northing - this.radius) / this.cell - 0.5);
    const lastRow = Math.floor((northing + this.radius) / this.cell - 0.5);
    for (let row = firstRow; row <= lastRow; row++) {
      const dn = (row + 0.5) * this.cell - northing;
      const half = Math.sqrt(Math.max(0, this.radius * this.radius - dn * dn));
      const first = Math.ceil((easting - half) / this.cell - 0.5);
      const last = Math.floor((easting + half) / this.cell - 0.5);
      for (let column = first; column <= last; column++) {
        const key = row * 2 ** 26 + column;
        const discs = (this.covered.get(key) ?? 0) + by;
        if (discs > 0) this.covered.set(key, discs);
        else this.covered.delete(key);
      }
    }
  }
}
