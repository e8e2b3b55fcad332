/** How unevenly incidents are spread over units (cells, places, streets). */
export interface Concentration {
  units: number;
  incidents: number;
  /** The least share of all units that holds a quarter, and a half, of the incidents. */
  shareHolding25: number;
  shareHolding50: number;
  /** 0 for an even spread, nearly 1 for all incidents in one unit. */
  gini: number;
  /** As `gini`, but measured against the most even spread that so few incidents allow. */
  generalisedGini: number;
}

/**
 * The concentration of incidents; null where there are none.
 *
 * Methods: Gini 1912; the generalised coefficient for fewer incidents than units is Bernasco & Steenbeek 2017; shares
 * as in Weisburd 2015.
 * @param counts incidents of every unit, the empty ones too
 * @throws RangeError where a count is negative or not finite.
 */
export function concentration(counts: Float64Array): Concentration | null {
  const n = counts.length;
  const ascending = counts.slice().sort();
  let incidents = 0;
  let ranked = 0; // Σ i · count, i from 1
  for (let i = 0; i < n; i++) {
    if (!(ascending[i] >= 0 && ascending[i] < Infinity)) throw new RangeError('counts must not be negative');
    incidents += ascending[i];
    ranked += (i + 1) * ascending[i];
  }
  if (incidents === 0) return null;
  const sum = (2 * ranked) / incidents - n - 1;
  return {
    units: n,
    incidents,
    shareHolding25: shareHolding(ascending, incidents / 4),
    shareHolding50: shareHolding(ascending, incidents / 2),
    gini: sum / n,
    generalisedGini: Math.max(1 / incidents, 1 / n) * sum - Math.max(n / incidents, 1) + 1,
  };
}

/** The share of units, fullest first, that together hold `part` incidents or more. */
function shareHolding(ascending: Float64Array, part: number): number {
  let held = 0;
  let units = 0;
  while (held < part) held += ascending[ascending.length - ++units];
  return units / ascending.length;
}

/** A point of the Lorenz curve: so much of the incidents lies in so much of the units, the emptiest first. */
export interface LorenzPoint {
  unitShare: number;
  incidentShare: number;
}

/**
 * The corners of the Lorenz curve, from (0, 0) to (1, 1). The curve is straight between them, so nothing is lost;
 * where there are more than `most`, corners nearer than 2 / most to the one before, along both axes together, go.
 * Null without incidents.
 *
 * Method: Lorenz 1905.
 * @throws RangeError where a count is negative or not finite.
 */
export function lorenzCorners(counts: Float64Array, most: number): LorenzPoint[] | null {
  const curve = lorenzCurve(counts);
  if (!curve) return null;
  const ascending = counts.slice().sort();
  const n = counts.length;
  const corners: LorenzPoint[] = [];
  for (let i = 0; i <= n; i++)
    if (i === 0 || i === n || ascending[i] !== ascending[i - 1])
      corners.push({ unitShare: i / n, incidentShare: curve[i] });
  if (corners.length <= most) return corners;
  let kept = corners[0];
  return corners.filter((corner, i) => {
    const along = corner.unitShare - kept.unitShare + corner.incidentShare - kept.incidentShare;
    const isKept = i === 0 || i === corners.length - 1 || along >= 2 / most;
    if (isKept) kept = corner;
    return isKept;
  });
}

/**
 * The Lorenz curve: the share of the incidents in the emptiest i of the n units, for i = 0 … n. Null without
 * incidents.
 *
 * Method: Lorenz 1905.
 * @throws RangeError where a count is negative or not finite.
 */
export function lorenzCurve(counts: Float64Array): Float64Array | null {
  const ascending = counts.slice().sort();
  const curve = new Float64Array(counts.length + 1);
  for (let i = 0; i < ascending.length; i++) {
    if (!(ascending[i] >= 0 && ascending[i] < Infinity)) throw new RangeError('counts must not be negative');
    curve[i + 1] = curve[i] + ascending[i];
  }
  const incidents = curve[counts.length];
  return incidents === 0 ? null : curve.map((sum) => sum / incidents);
}
