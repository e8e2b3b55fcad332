/** Closed ring of points. */
export type Ring = number[][];

/**
 * Sorts the rings of a shapefile's polygon, which come as one list, into polygons with holes. Clockwise rings are outer
 * ones; the others are holes in the smallest outer ring around them (ESRI Shapefile Technical Description, 1998). A
 * hole inside no ring is taken for an outer ring drawn the wrong way round.
 */
export function polygonsOf(rings: Ring[]): Ring[][] {
  const outers: { ring: Ring; area: number; box: Box; polygon: Ring[] }[] = [];
  const holes: Ring[] = [];
  const addOuter = (ring: Ring, area: number) =>
    outers.push({ ring, area: Math.abs(area), box: boxOf(ring), polygon: [ring] });
  for (const ring of rings) {
    const area = signedArea(ring);
    if (area <= 0) addOuter(ring, area);
    else holes.push(ring);
  }
  const strays: Ring[] = [];
  for (const hole of holes) {
    const box = boxOf(hole);
    const around = outers
      .filter((outer) => within(box, outer.box) && mostlyInside(hole, outer.ring))
      .reduce<(typeof outers)[number] | undefined>(
        (least, outer) => (least === undefined || outer.area < least.area ? outer : least),
        undefined,
      );
    if (around === undefined) strays.push(hole);
    else around.polygon.push(hole);
  }
  for (const stray of strays) addOuter(stray, signedArea(stray));
  return outers.map(({ polygon }) => polygon);
}

type Box = [west: number, south: number, east: number, north: number];

function boxOf(ring: Ring): Box {
  const box: Box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of ring) {
    if (x < box[0]) box[0] = x;
    if (y < box[1]) box[1] = y;
    if (x > box[2]) box[2] = x;
    if (y > box[3]) box[3] = y;
  }
  return box;
}

function within(inner: Box, outer: Box): boolean {
  return inner[0] >= outer[0] && inner[1] >= outer[1] && inner[2] <= outer[2] && inner[3] <= outer[3];
}

/** Twice the signed area, positive for an anticlockwise ring. Relative to its first point, for numerical accuracy. */
function signedArea(ring: Ring): number {
  let sum = 0;
  for (let i = 1; i < ring.length; i++)
    sum +=
      (ring[i - 1][0] - ring[0][0]) * (ring[i][1] - ring[0][1]) -
      (ring[i][0] - ring[0][0]) * (ring[i - 1][1] - ring[0][1]);
  return sum;
}

/** Points of a hole that are tested for being inside; a single one could lie on the edge of the outer ring. */
const PROBES = 5;

function mostlyInside(hole: Ring, outer: Ring): boolean {
  const probes = Math.min(PROBES, hole.length);
  let inside = 0;
  for (let i = 0; i < probes; i++)
    if (isInside(hole[Math.floor((i * hole.length) / probes)], outer)) inside++;
  return 2 * inside > probes;
}

/** Whether a point lies inside a ring, by the even-odd rule. */
function isInside([x, y]: number[], ring: Ring): boolean {
  let inside = false;
  for (let i = 1; i < ring.length; i++) {
    const [x1, y1] = ring[i - 1];
    const [x2, y2] = ring[i];
    if (y1 > y !== y2 > y && x < x1 + ((y - y1) / (y2 - y1)) * (x2 - x1)) inside = !inside;
  }
  return inside;
}
