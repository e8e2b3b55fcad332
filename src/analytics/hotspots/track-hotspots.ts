import { PUBLIC_VIEWER, RequestContext, type Viewer } from '../../access';
import { type Partnership, partnershipById } from '../../domain/areas';
import { DEFAULT_EPS, lockPartnership, Needs, type Selection, trackedWindow } from '../../domain/incidents';
import { type VocabularyTheme, vocabularyAt } from '../../domain/vocabulary';
import { endOfMonth, monthOf } from '../../platform/calendar';
import type { Database, Session } from '../../platform/database';
import { orRefusal, Problem } from '../../platform/errors';
import type { Requester } from '../../platform/threads';
import { AnalyticContext } from '../analytic';
import { type ClusterDescription, describeClusters } from './cluster-descriptions.queries';
import { ClusterFollower, type Followed, type HotspotState } from './follow-clusters';
import {
  clustersOfMonth,
  type MonthCluster,
  type MonthWindow,
  trackedMonths,
  windowTo,
} from './monthly-clusters';
import {
  endHotspotRun,
  reserveHotspotIds,
  type StoredTrack,
  selectMonthPlaces,
  selectTrack,
  storeTrack,
  type TrackChange,
  type TrackKey,
} from './tracked.queries';

/** Time limit of a statement, milliseconds. */
const DEADLINE_MS = 120_000;

/** Viewer who may read all records of a partnership. */
const recordReader = (partnershipId: number): Viewer => ({
  ...{ role: 'ANALYST', scopes: [], partnershipId, keyId: null },
});

/** Context with the rights of those who may see the hotspots: everyone, or readers of the partnership's records. */
function contextOf(database: Database, { partnership_id, open }: TrackKey, { signal }: Requester) {
  const viewer = open ? PUBLIC_VIEWER : recordReader(partnership_id);
  return new AnalyticContext(new RequestContext(viewer, database, DEADLINE_MS, signal), Needs.PLACES);
}

/** Theme whose hotspots are tracked, with its stored track and the data read. */
interface Track {
  selection: Selection;
  stored: StoredTrack;
  windows: MonthWindow[];
}

/** Month whose hotspots are found again. */
interface FoundMonth {
  window: MonthWindow;
  clusters: MonthCluster[];
  followed: Followed[];
}

const isClosed = ({ recordSources }: Selection) => recordSources.some(({ access }) => access !== 'OPEN');

/**
 * Selection for the hotspots of a theme; null where it is refused. Also null where it contains closed sources although
 * `open`, or none although not `open`.
 */
async function selectionFor(
  context: AnalyticContext,
  session: Session,
  partnership: Partnership,
  theme: string,
  open: boolean,
): Promise<Selection | null> {
  const where = { partnership: partnership.code, themes: [theme] };
  const selection = await orRefusal(context.select(session, where));
  if (selection instanceof Problem) return null;
  return isClosed(selection) === open ? null : selection;
}

async function readTrack(
  context: AnalyticContext,
  session: Session,
  partnership: Partnership,
  theme: VocabularyTheme,
  key: TrackKey,
): Promise<Track | { selection: null; stored: StoredTrack }> {
  const stored = await selectTrack(session, key);
  const selection = await selectionFor(context, session, partnership, theme.code, key.open);
  if (!selection) return { selection, stored };
  const months = trackedMonths(selection.known);
  if (months.length === 0) return { selection, stored, windows: [] };
  const { from, to } = selection.delivered;
  const places = await selectMonthPlaces(session, selection, { from: monthOf(from), to: endOfMonth(to) });
  return { selection, stored, windows: months.map((month) => windowTo(month, places)) };
}

/** First month that differs from the stored one; null where none does. */
function firstChanged({ windows, stored: { digests } }: Track): string | null {
  const months = new Set(windows.map(({ month }) => month));
  const changed = [
    ...windows.filter(({ month, digest }) => digests.get(month) !== digest).map(({ month }) => month),
    ...[...digests.keys()].filter((month) => !months.has(month)),
  ];
  return changed.sort()[0] ?? null;
}

const stateOf = ({ hotspot_id, ...state }: StoredTrack['states'][number]): HotspotState => ({
  ...state,
  hotspot: hotspot_id,
});

/** Clusters of all months from a given one on, and the hotspots that they continue. */
async function findMonths(
  { windows, stored }: Track,
  from: string,
  request: Requester,
): Promise<FoundMonth[]> {
  const states = stored.states.map(stateOf);
  const follower = new ClusterFollower(
    states.filter(({ month }) => month < from),
    states.filter(({ month }) => month >= from),
  );
  const found: FoundMonth[] = [];
  for (const window of windows.filter(({ month }) => month >= from)) {
    const clusters = await clustersOfMonth(window, request);
    found.push({ window, clusters, followed: follower.follow(window.month, clusters) });
  }
  return found;
}

/** Outlines and names of the clusters of each month. */
function describeMonths(
  context: AnalyticContext,
  { selection }: Track,
  found: readonly FoundMonth[],
): Promise<Map<number, ClusterDescription>[]> {
  const asked = found.map(({ window, clusters }) => ({
    selection: { ...selection, period: trackedWindow(window.month) },
    members: {
      clusters: clusters.flatMap(({ places }, cluster) => places.map(() => cluster)),
      locationIds: clusters.flatMap(({ places }) => places),
      weights: clusters.flatMap(({ weights }) => weights),
      centres: clusters.map(({ easting, northing }, cluster) => ({ cluster, easting, northing })),
    },
    counted: [],
  }));
  return context.session((session) => describeClusters(session, asked, DEFAULT_EPS));
}

/** Names of new hotspots, each different from those of other hotspots in its months. */
class HotspotNames {
  readonly names = new Map<number, string>();

  constructor(states: StoredTrack['states']) {
    for (const { hotspot_id, name } of states) this.names.set(hotspot_id, name);
  }

  /** @param beside hotspots of the same month */
  add(hotspot: number, name: string, beside: readonly number[]): void {
    const used = new Set(beside.map((other) => this.names.get(other)));
    let unlike = name;
    for (let nth = 2; used.has(unlike); nth++) unlike = `${name} (${nth})`;
    this.names.set(hotspot, unlike);
  }
}

function changeOf(
  track: Track,
  from: string | null,
  found: readonly FoundMonth[],
  described: readonly ReadonlyMap<number, ClusterDescription>[],
): TrackChange {
  const names = new HotspotNames(track.stored.states);
  const added: TrackChange['added'] = [];
  const states = found.flatMap(({ window, clusters, followed }, nth) =>
    clusters.map(({ incidentCount, places, weights }, i) => {
      const { hotspot, splitFrom, merged } = followed[i];
      const { name, hull } = described[nth].get(i)!;
      if (!names.names.has(hotspot)) {
        const beside = followed.map((other) => other.hotspot);
        names.add(hotspot, name ?? 'Outside all wards', beside);
        added.push({ id: hotspot, name: names.names.get(hotspot)! });
      }
      return {
        ...{ hotspot_id: hotspot, month: window.month, incident_count: incidentCount, places, weights },
        ...{ outline: hull, split_from: splitFrom, merged },
      };
    }),
  );
  return { from, steps: found.map(({ window }) => window), states, added };
}

/** Change with ids reserved for its new hotspots. */
async function withIds(session: Session, change: TrackChange): Promise<TrackChange> {
  const ids = await reserveHotspotIds(session, change.added.length);
  const idOf = new Map(change.added.map(({ id }, i) => [id, ids[i]]));
  const real = (id: number) => idOf.get(id) ?? id;
  return {
    ...change,
    added: change.added.map(({ id, name }) => ({ id: real(id), name })),
    states: change.states.map((state) => ({
      ...state,
      hotspot_id: real(state.hotspot_id),
      split_from: state.split_from === null ? null : real(state.split_from),
      merged: state.merged.map(real),
    })),
  };
}

/** Computes the changes of a theme's stored hotspots; null where there are none. */
async function bringUpToDate(
  database: Database,
  partnership: Partnership,
  theme: VocabularyTheme,
  key: TrackKey,
  request: Requester,
): Promise<TrackChange | null> {
  const context = contextOf(database, key, request);
  const track = await context.session((session) => readTrack(context, session, partnership, theme, key));
  if (track.selection === null)
    return track.stored.digests.size === 0 ? null : { from: null, steps: [], states: [], added: [] };
  const from = firstChanged(track);
  if (from === null) return null;
  const found = await findMonths(track, from, request);
  return changeOf(track, from, found, await describeMonths(context, track, found));
}

/**
 * Updates the hotspots of a partnership to its present data, theme by theme: those of the open sources for everyone
 * and, where closed sources have records of a theme, those of all sources for readers of records. Computes outside
 * transactions, so that loads do not wait; if a load has come in between, nothing is stored.
 *
 * @returns whether the hotspots now match the present data
 */
export async function trackHotspots(
  database: Database,
  partnershipId: number,
  request: Requester = {},
): Promise<boolean> {
  const { partnership, themes } = await database.transaction({ readOnly: true }, async (session) => {
    const partnership = await partnershipById(session, partnershipId);
    return { partnership, themes: (await vocabularyAt(session, partnership)).themes.all };
  });
  const changes: { key: TrackKey; change: TrackChange }[] = [];
  for (const theme of themes)
    for (const open of [true, false]) {
      const key = { partnership_id: partnershipId, theme_id: theme.id, open };
      const change = await bringUpToDate(database, partnership, theme, key, request);
      if (change) changes.push({ key, change });
    }
  return database.transaction({}, async (session) => {
    await lockPartnership(session, partnershipId);
    const { dataVersion } = await partnershipById(session, partnershipId);
    if (dataVersion !== partnership.dataVersion) return false;
    for (const { key, change } of changes) await storeTrack(session, key, await withIds(session, change));
    await endHotspotRun(session, partnershipId, dataVersion);
    return true;
  });
}
