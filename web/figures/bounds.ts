/** Positions at any depth, as GeoJSON nests them. */
export type Nested = number[] | Nested[];

/** West, south, east, north. */
export type Box = [number, number, number, number];

function* positions(part: Nested): Generator<number[]> {
  if (typeof part[0] === 'number') yield part as number[];
  else for (const inner of part as Nested[]) yield* positions(inner);
}

/** Bounds of the coordinates of a geometry, or of several. */
export function boundsOf(coordinates: Nested): Box {
  const box: Box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of positions(coordinates)) {
    box[0] = Math.min(box[0], x);
    box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x);
    box[3] = Math.max(box[3], y);
  }
  return box;
}
