import type { Viewer } from '../../../access';
import { addMonths, endOfMonth } from '../../../platform/calendar';
import type { Session, SharedRead } from '../../../platform/database';
import { Problem } from '../../../platform/errors';
import {
  assignToClusters,
  type TwoWindowClustering,
  type TwoWindowPlaces,
} from '../../../platform/statistics';
import { holdersOf } from '../../areas';
import { clusterPlaces } from './cluster-places';
import type { Conditions } from './conditions.queries';
import type { IncidentFilter } from './filter.input';
import {
  groundConditions,
  type LocatedPlaces,
  selectHotspotKey,
  selectPlacesAround,
  selectTrackedHotspot,
  selectWindowPlaces,
} from './ground.queries';
import {
  type ClusterQuestion,
  openHotspot,
  placeHash,
  sealHotspot,
  type TrackedReference,
} from './hotspot-id';
import { Needs } from './needs';
import type { Holders } from './rows.queries';
import type { Selection } from './selection';

/** Default radius of a neighbourhood, metres. */
export const DEFAULT_EPS = 250;
/** Default maximum area of a cluster, square metres. */
export const DEFAULT_MAX_AREA = 500_000;
/** Number of months that a tracked hotspot is found on. */
export const TRACKED_MONTHS = 12;

/** Least share of its places that identifies a cluster as found again. */
const MIN_SHARE = 0.3;

/** Resolves the filter of a hotspot's question for the viewer who asks. */
type SelectQuestion = (session: Session, where: IncidentFilter) => Promise<Selection>;

/** Twelve months that end with the month of a first day. */
export function trackedWindow(month: string): { from: string; to: string } {
  return { from: addMonths(month, 1 - TRACKED_MONTHS), to: endOfMonth(month) };
}

/** Places of the hotspots requested by a viewer, by partnership and id: found once per request. */
const grounds = new WeakMap<Viewer, SharedRead<string, number[]>>();

function groundsFor(viewer: Viewer, select: SelectQuestion): SharedRead<string, number[]> {
  const known = grounds.get(viewer);
  if (known) return known;
  const read: SharedRead<string, number[]> = (session, key) => {
    const [partnership, id] = key.split(' ');
    return findGround(session, partnership, id, select);
  };
  grounds.set(viewer, read);
  return read;
}

/**
 * Conditions that select the places of the filter's hotspot, with any incidents there.
 *
 * @param select resolves a filter for the viewer, so that the hotspot is found again with the viewer's rights.
 * @throws Problem BAD_USER_INPUT where the id is none of the partnership, NOT_FOUND where the hotspot no longer exists,
 *   and as `select` does for the question of the hotspot.
 */
export async function hotspotConditions(
  session: Session,
  viewer: Viewer,
  { partnership, hotspot }: IncidentFilter,
  holders: Holders,
  select: SelectQuestion,
): Promise<Partial<Conditions>> {
  if (hotspot == null) return {};
  const ids = await session.once(groundsFor(viewer, select), `${partnership} ${hotspot}`);
  return { ...groundConditions(ids, holders, DEFAULT_EPS / 2), needs: [Needs.PLACES] };
}

/**
 * Reference to a tracked hotspot on a day, by its id.
 *
 * @throws Problem BAD_USER_INPUT where the id is that of a cluster, of nothing, or of a hotspot of another partnership, or
 *   the hotspot had not been found by that day.
 */
export async function trackedHotspotOn(
  session: Session,
  { partnership, id, field }: { partnership: string; id: string; field: string },
  day: string,
): Promise<TrackedReference> {
  const refused = (why: string) => new Problem('BAD_USER_INPUT', `${field} ${why}`, { field });
  const reference = openHotspot(await session.once(selectHotspotKey, 0), id);
  if (!reference || 'cluster' in reference)
    throw refused(
      `is ${reference ? 'the id of a cluster, which is not followed from month to month' : 'not the id of a hotspot'}. Take ` +
        'that of a tracked hotspot from hotspots.',
    );
  const { tracked } = reference;
  const newest = await selectTrackedHotspot(session, { tracked, asOf: null });
  if (newest?.partnership !== partnership)
    throw refused('is not a hotspot of this partnership that the key may see. Take one from hotspots.');
  const on = { tracked, asOf: day };
  if (!(await selectTrackedHotspot(session, on)))
    throw refused(`is a hotspot that had not been found by ${day}. Take one from hotspots(asOf: "${day}").`);
  return on;
}

/** Id that stands for a tracked hotspot as it was on a day. @param id of the hotspot at any time */
export async function hotspotIdOn(session: Session, id: string, day: string): Promise<string> {
  const key = await session.once(selectHotspotKey, 0);
  const { tracked } = openHotspot(key, id) as TrackedReference;
  return sealHotspot(key, { tracked, asOf: day });
}

/** A cluster to find again. */
interface Sought {
  where: IncidentFilter;
  question: Omit<ClusterQuestion, 'where'>;
  /** Hashes of the places that the cluster had. */
  places: ReadonlySet<number>;
}

async function soughtOf(session: Session, id: string): Promise<Sought> {
  const reference = openHotspot(await session.once(selectHotspotKey, 0), id);
  if (!reference)
    throw new Problem(
      'BAD_USER_INPUT',
      'hotspot is not the id of a hotspot. Take it from hotspotClusters or hotspots.',
      { field: 'hotspot' },
    );
  if ('cluster' in reference) {
    const { question, sample } = reference.cluster;
    return { where: JSON.parse(question.where) as IncidentFilter, question, places: new Set(sample) };
  }
  const state = await selectTrackedHotspot(session, reference);
  if (!state) throw notFound();
  const period = trackedWindow(state.month);
  const { partnership, theme, minIncidents } = state;
  return {
    where: { partnership, themes: [theme], period },
    question: {
      ...{ current: [period], previous: [], minIncidents },
      ...{ eps: DEFAULT_EPS, maxArea: DEFAULT_MAX_AREA },
    },
    places: new Set(hashesOf(state, state.eastings.keys())),
  };
}

function hashesOf(
  { eastings, northings }: Pick<LocatedPlaces, 'eastings' | 'northings'>,
  rows: Iterable<number>,
): number[] {
  return Array.from(rows, (row) => placeHash(eastings[row], northings[row]));
}

/** Ids of the places of a hotspot in the present data. */
async function findGround(
  session: Session,
  partnership: string,
  id: string,
  select: SelectQuestion,
): Promise<number[]> {
  const { where, question, places: sought } = await soughtOf(session, id);
  if (where.partnership !== partnership)
    throw new Problem('BAD_USER_INPUT', 'hotspot is one of another partnership.', { field: 'hotspot' });
  const selection = await select(session, where);
  const { ids } = holdersOf(selection.partnership);
  const places = await selectWindowPlaces(session, ids, selection.rows, question);
  const { eps, minIncidents, maxArea } = question;
  const limits = { minBoth: minIncidents, minCurrent: minIncidents, minPrevious: minIncidents };
  const clustering = await clusterPlaces(places, { eps, ...limits, maxArea });
  const cluster = mostAlike(places, clustering, sought);
  if (cluster === null) throw notFound();
  return [
    ...rowsIn(clustering, cluster).map((row) => places.locationIds[row]),
    ...(await othersOn(session, selection, places, clustering, cluster, eps)),
  ];
}

function notFound(): Problem {
  return new Problem(
    'NOT_FOUND',
    'This hotspot is no more: in the present data no hotspot of its question has at least 30% of its places. Take another ' +
      'from hotspotClusters or hotspots.',
    { field: 'hotspot' },
  );
}

function rowsIn({ clusterOf }: TwoWindowClustering, cluster: number): number[] {
  return [...clusterOf.keys()].filter((row) => clusterOf[row] === cluster);
}

/** Cluster with most of the places sought, the first of equals; null where none has enough. */
function mostAlike(
  places: LocatedPlaces,
  { clusterOf, clusterCount }: TwoWindowClustering,
  sought: ReadonlySet<number>,
): number | null {
  const found = new Int32Array(clusterCount);
  hashesOf(places, clusterOf.keys()).forEach((hash, row) => {
    if (clusterOf[row] >= 0 && sought.has(hash)) found[clusterOf[row]]++;
  });
  const most = found.reduce((best, count) => Math.max(best, count), 0);
  return most >= MIN_SHARE * sought.size && most > 0 ? found.indexOf(most) : null;
}

/** Further places within a cluster: those without incidents in the windows of its question. */
async function othersOn(
  session: Session,
  { partnership, rows: selected }: Selection,
  places: LocatedPlaces & TwoWindowPlaces,
  clustering: TwoWindowClustering,
  cluster: number,
  eps: number,
): Promise<number[]> {
  const rows = rowsIn(clustering, cluster);
  const eastings = rows.map((row) => places.eastings[row]);
  const northings = rows.map((row) => places.northings[row]);
  const box = {
    west: least(eastings) - eps,
    south: least(northings) - eps,
    east: -least(eastings.map((metres) => -metres)) + eps,
    north: -least(northings.map((metres) => -metres)) + eps,
  };
  const known = Array.from(places.locationIds);
  const others = await selectPlacesAround(session, holdersOf(partnership).ids, selected, box, known);
  const joined = assignToClusters(places, clustering, eps, others);
  return Array.from(others.locationIds).filter((_, row) => joined[row] === cluster);
}

function least(numbers: readonly number[]): number {
  return numbers.reduce((smallest, number) => Math.min(smallest, number), Infinity);
}
