/** Confidence classes of a cell, hottest first; "hot" without more means HOT_95 or HOT_99. */
export const HOTSPOT_CLASSES = [
  'HOT_99',
  'HOT_95',
  'HOT_90',
  'NOT_SIGNIFICANT',
  'COLD_90',
  'COLD_95',
  'COLD_99',
] as const;

export type HotspotClass = (typeof HOTSPOT_CLASSES)[number];

/**
 * The class of a unit from its Gi* z score (only its sign matters) and its p value, which should be adjusted for the
 * false discovery rate (Caldas de Castro & Singer 2006).
 */
export function hotspotClass(z: number, adjustedP: number): HotspotClass {
  if (z === 0 || !(adjustedP <= 0.1)) return 'NOT_SIGNIFICANT';
  const level = adjustedP <= 0.01 ? 99 : adjustedP <= 0.05 ? 95 : 90;
  return `${z > 0 ? 'HOT' : 'COLD'}_${level}`;
}
