import type { TwoWindowClustering, TwoWindowLimits, TwoWindowPlaces } from '../../../platform/statistics';
import { compute, type Requester } from '../../../platform/threads';

/**
 * Number of places up to which clustering takes a few milliseconds, about as long as handing it to a thread. Where clusters
 * have to be split, 2,000 places can take two seconds.
 */
const LIGHT = 300;

/** Coordinates of places, metres. */
interface Coordinates {
  eastings: Float64Array;
  northings: Float64Array;
}

/** Entries of each array at some rows, in their order. */
function pick<Places extends Coordinates>(places: Places, rows: Int32Array): Places {
  const entries = Object.entries(places) as [string, Float64Array][];
  const picked = entries.map(([name, values]) => {
    const some = new Float64Array(rows.length);
    for (let i = 0; i < rows.length; i++) some[i] = values[rows[i]];
    return [name, some];
  });
  return Object.fromEntries(picked) as Places;
}

/**
 * Clusters of places by the incidents of two windows together. A place without incidents in either does not shape
 * clusters: it joins the cluster of its nearest core place within `eps`, so that the extent of a cluster covers other
 * times and offences too.
 *
 * @returns one entry for each place, including those without incidents
 */
export async function clusterPlaces(
  places: TwoWindowPlaces,
  limits: TwoWindowLimits,
  request: Requester = {},
): Promise<TwoWindowClustering> {
  const { eastings, northings, current, previous } = places;
  const rows = Int32Array.from(current.keys());
  const used = rows.filter((row) => current[row] + previous[row] > 0);
  const others = rows.filter((row) => current[row] + previous[row] === 0);
  const light = rows.length <= LIGHT;
  const usedPlaces = pick({ eastings, northings, current, previous }, used);
  const clustering = await compute('twoWindowClusters', [usedPlaces, limits], request, light);
  if (others.length === 0) return clustering;
  const joined = await compute(
    'assignToClusters',
    [usedPlaces, clustering, limits.eps, pick({ eastings, northings }, others)],
    request,
    light,
  );
  const spread = <Values extends Int32Array | Uint8Array>(values: Values, all: Values): Values => {
    used.forEach((row, i) => {
      all[row] = values[i];
    });
    return all;
  };
  const clusterOf = spread(clustering.clusterOf, new Int32Array(rows.length));
  others.forEach((row, i) => {
    clusterOf[row] = joined[i];
  });
  return {
    ...clustering,
    clusterOf,
    core: spread(clustering.core, new Uint8Array(rows.length)),
    fallen: spread(clustering.fallen, new Uint8Array(rows.length)),
  };
}
