import { createHash } from 'node:crypto';
import { DEFAULT_EPS, DEFAULT_MAX_AREA, type KnownDays, TRACKED_MONTHS } from '../../domain/incidents';
import { addMonths, endOfMonth, holdsPeriod, monthOf } from '../../platform/calendar';
import { compute, type Requester } from '../../platform/threads';
import type { MonthPlaces } from './tracked.queries';

/** Fewest of the twelve months that must have been delivered, the last one among them. */
const MIN_DELIVERED = 9;
/** Fewest incidents of a cluster. */
const MIN_INCIDENTS = 5;

/** The incidents of twelve months by place, and a hash of them. */
export interface MonthWindow {
  /** First day of the last month. */
  month: string;
  /** Ids of the places, and the incidents at each. */
  locationIds: Int32Array;
  eastings: Float64Array;
  northings: Float64Array;
  weights: Float64Array;
  /** Least incidents of a cluster: 1% of all, with or without a place. */
  minIncidents: number;
  digest: string;
}

/** First days of the months that clusters can be found on: those that are known, with enough known months before. */
export function trackedMonths({ stretches }: KnownDays): string[] {
  if (stretches.length === 0) return [];
  const isKnown = (from: string) => holdsPeriod(stretches, { from, to: endOfMonth(from) });
  const months: string[] = [];
  const last = monthOf(stretches.at(-1)!.to);
  for (
    let month = addMonths(monthOf(stretches[0].from), TRACKED_MONTHS - 1);
    month <= last;
    month = addMonths(month, 1)
  ) {
    const before = Array.from({ length: TRACKED_MONTHS }, (_, i) => addMonths(month, -i));
    if (isKnown(month) && before.filter(isKnown).length >= MIN_DELIVERED) months.push(month);
  }
  return months;
}

/** 12 × year + month of a first day, January being 0. */
export const monthNumber = (day: string) => 12 * Number(day.slice(0, 4)) + Number(day.slice(5, 7)) - 1;

/** The incidents of the twelve months that end with a month. */
export function windowTo(month: string, places: MonthPlaces): MonthWindow {
  const last = monthNumber(month);
  const rows: number[] = [];
  const weights: number[] = [];
  let unlocated = 0;
  places.locationIds.forEach((id, i) => {
    const age = last - places.months[i];
    if (age < 0 || age >= TRACKED_MONTHS) return;
    const count = places.counts[i];
    if (id === 0) unlocated += count;
    // Entries of a place follow each other.
    else if (rows.length > 0 && places.locationIds[rows.at(-1)!] === id) weights[weights.length - 1] += count;
    else {
      rows.push(i);
      weights.push(count);
    }
  });
  const all = weights.reduce((sum, weight) => sum + weight, unlocated);
  const minIncidents = Math.max(MIN_INCIDENTS, Math.ceil(all / 100));
  const locationIds = Int32Array.from(rows, (row) => places.locationIds[row]);
  return {
    month,
    locationIds,
    eastings: Float64Array.from(rows, (row) => places.eastings[row]),
    northings: Float64Array.from(rows, (row) => places.northings[row]),
    weights: Float64Array.from(weights),
    minIncidents,
    digest: createHash('sha256')
      .update(`${minIncidents}`)
      .update(locationIds)
      .update(Int32Array.from(weights))
      .digest('hex')
      .slice(0, 32),
  };
}

/** A cluster of a month. */
export interface MonthCluster {
  places: number[];
  weights: number[];
  incidentCount: number;
  /** Mean centre, metres. */
  easting: number;
  northing: number;
}

/** Clusters of twelve months, with the defaults of hotspot clusters. */
export async function clustersOfMonth(
  { locationIds, eastings, northings, weights, minIncidents }: MonthWindow,
  request: Requester,
): Promise<MonthCluster[]> {
  const { clusterOf, clusterCount } = await compute(
    'twoWindowClusters',
    [
      { eastings, northings, current: weights, previous: new Float64Array(weights.length) },
      {
        ...{ eps: DEFAULT_EPS, maxArea: DEFAULT_MAX_AREA },
        ...{ minBoth: minIncidents, minCurrent: minIncidents, minPrevious: minIncidents },
      },
    ],
    request,
  );
  const clusters = Array.from({ length: clusterCount }, (): MonthCluster => {
    return { places: [], weights: [], incidentCount: 0, easting: 0, northing: 0 };
  });
  clusterOf.forEach((cluster, row) => {
    if (cluster < 0) return;
    const found = clusters[cluster];
    found.places.push(locationIds[row]);
    found.weights.push(weights[row]);
    found.incidentCount += weights[row];
    found.easting += weights[row] * eastings[row];
    found.northing += weights[row] * northings[row];
  });
  for (const found of clusters) {
    found.easting /= found.incidentCount;
    found.northing /= found.incidentCount;
  }
  return clusters;
}
