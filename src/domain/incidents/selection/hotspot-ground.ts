import { addMonths, endOfMonth, type Period } from '../../../platform/calendar';
import type { Session } from '../../../platform/database';
import { Problem } from '../../../platform/errors';
import {
  assignToClusters,
  type TwoWindowClustering,
  type TwoWindowPlaces,
} from '../../../platform/statistics';
import type { Requester } from '../../../platform/threads';
import { holdersOf } from '../../areas';
import { clusterPlaces } from './cluster-places';
import type { IncidentFilter } from './filter.input';
import {
  type LocatedPlaces,
  selectHotspotKey,
  selectPlacesAround,
  selectTrackedHotspot,
  selectWindowPlaces,
} from './ground.queries';
import { type ClusterQuestion, openHotspot, placeHash } from './hotspot-id';
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
export type SelectQuestion = (session: Session, where: IncidentFilter) => Promise<Selection>;

/** Runs reads in a session of the viewer. */
export type Reader = <T>(work: (session: Session) => Promise<T>) => Promise<T>;

/** Ground of a hotspot: ids of places. */
export interface Ground {
  places: readonly number[];
  /** Grounds of all hotspots of the same question, its own among them. */
  beside(read: Reader): Promise<number[][]>;
}

/** Twelve months that end with the month of a first day. */
export function trackedWindow(month: string): Period {
  return { from: addMonths(month, 1 - TRACKED_MONTHS), to: endOfMonth(month) };
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

/** Places of a question in the present data, and the cluster to find again among them. */
interface QuestionPlaces {
  sought: Sought;
  selection: Selection;
  places: LocatedPlaces & TwoWindowPlaces;
}

/** From the first to the last day of a filter's period and of the windows of its question. */
function reachOf({ where: { period }, question: { current, previous } }: Sought): Period {
  const spans = [...(period ? [period] : []), ...current, ...previous];
  const days = (of: 'from' | 'to') => spans.map((span) => span[of]).sort();
  return { from: days('from')[0], to: days('to').at(-1)! };
}

async function readQuestion(
  session: Session,
  partnership: string,
  id: string,
  select: SelectQuestion,
): Promise<QuestionPlaces> {
  const sought = await soughtOf(session, id);
  const { where, question } = sought;
  if (where.partnership !== partnership)
    throw new Problem('BAD_USER_INPUT', 'hotspot is one of another partnership.', { field: 'hotspot' });
  const selection = await select(session, { ...where, period: reachOf(sought) });
  const { ids } = holdersOf(selection.partnership);
  return { sought, selection, places: await selectWindowPlaces(session, ids, selection.rows, question) };
}

/**
 * Finds a hotspot again in the present data. Clusters between two reads, so that no connection is held meanwhile where
 * each read has a session of its own.
 *
 * @throws Problem BAD_USER_INPUT where the id is none of the partnership, NOT_FOUND where the hotspot no longer exists.
 */
export async function findGround(
  read: Reader,
  partnership: string,
  id: string,
  select: SelectQuestion,
  request: Requester = {},
): Promise<Ground> {
  const found = await read((session) => readQuestion(session, partnership, id, select));
  const { sought, places } = found;
  const { eps, minIncidents, maxArea } = sought.question;
  const limits = { minBoth: minIncidents, minCurrent: minIncidents, minPrevious: minIncidents };
  const clustering = await clusterPlaces(places, { eps, ...limits, maxArea }, request);
  const cluster = mostAlike(places, clustering, sought.places);
  if (cluster === null) throw notFound();
  const [own] = await groundsOf(read, found, clustering, [cluster]);
  return {
    places: own,
    beside: (reading) => groundsOf(reading, found, clustering, [...clustering.clusters.keys()]),
  };
}

function notFound(): Problem {
  return new Problem(
    'NOT_FOUND',
    'This hotspot is no more: in the present data no hotspot of its question has at least 30% of its places. Take another ' +
      'from hotspotClusters or hotspots.',
    { field: 'hotspot' },
  );
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

/**
 * Grounds of clusters: their places, and others within reach of their core places that have no incidents in the windows of
 * the question.
 */
async function groundsOf(
  read: Reader,
  { sought, selection, places }: QuestionPlaces,
  clustering: TwoWindowClustering,
  clusters: readonly number[],
): Promise<number[][]> {
  const { eps } = sought.question;
  const grounds = new Map(clusters.map((cluster): [number, number[]] => [cluster, []]));
  const rows = [...clustering.clusterOf.keys()].filter((row) => grounds.has(clustering.clusterOf[row]));
  const eastings = rows.map((row) => places.eastings[row]);
  const northings = rows.map((row) => places.northings[row]);
  const box = {
    west: least(eastings) - eps,
    south: least(northings) - eps,
    east: -least(eastings.map((metres) => -metres)) + eps,
    north: -least(northings.map((metres) => -metres)) + eps,
  };
  const known = Array.from(places.locationIds);
  const { ids } = holdersOf(selection.partnership);
  const others = await read((session) => selectPlacesAround(session, ids, selection.rows, box, known));
  for (const row of rows) grounds.get(clustering.clusterOf[row])!.push(places.locationIds[row]);
  assignToClusters(places, clustering, eps, others).forEach((cluster, row) => {
    grounds.get(cluster)?.push(others.locationIds[row]);
  });
  return clusters.map((cluster) => grounds.get(cluster)!);
}

function least(numbers: readonly number[]): number {
  return numbers.reduce((smallest, number) => Math.min(smallest, number), Infinity);
}
