import type { RequestContext } from '../../access';
import { areaById } from '../../domain/areas';
import { DEFAULT_EPS, type IncidentFilter, Needs, type Selection } from '../../domain/incidents';
import { responseOf } from '../../domain/plan';
import { Problem } from '../../platform/errors';
import { leadingWindow } from '../../platform/statistics';
import { type AnalyticContext, countedFrom, filterParameters, listParameters } from '../analytic';
import { hotspotClusters, RepeatUnit, repeatVictimisation } from '../hotspots';
import { leadingPeople } from '../people';
import {
  assertedTrends,
  Comparison,
  seasonality,
  type Trend,
  trend,
  type WeekGrid,
  weekGrid,
} from '../trends';
import { Lines, orUntold, untold } from './lines';
import type { ProblemProfile, ProblemTime } from './problem-profile.type';
import { hotspotsOf, judged, peopleOf, seasonsOf } from './strategic-assessment';
import { periodLabel, volumeInWords, windowInWords } from './words';

/** Maximum number of hotspots named. */
const MAX_HOTSPOTS = 5;

/** Share of the incidents that the leading window of the week must hold. */
const WINDOW_SHARE = 1 / 3;
/** Minimum ratio of a window's incidents to those of an even week for it to be named. */
const WINDOW_LIFT = 2;
/** Minimum number of incidents with an hour for a time of the week to be named. */
const MIN_TIMED_INCIDENTS = 30;

const PARAMETERS = {
  eps: DEFAULT_EPS,
  mostHotspots: MAX_HOTSPOTS,
  windowShare: '1/3',
  windowLift: WINDOW_LIFT,
  fewestTimes: MIN_TIMED_INCIDENTS,
};

/** Part of a problem profile that is computed from records. */
export type ComputedProfile = Omit<ProblemProfile, 'recommendations'>;

/** Adds recommendations, which people enter, to the part computed from records. */
export async function withRecommendations(
  context: RequestContext,
  computed: ComputedProfile,
  where: IncidentFilter,
): Promise<ProblemProfile> {
  const { partnershipId, period, judged: trendOf } = computed;
  const [asserted = null] = trendOf ? await context.loader(assertedTrends).load(trendOf) : [];
  const { recommendations } = await context.session((session) => responseOf(session, partnershipId, period));
  return {
    ...computed,
    trend: judged(computed.trend, asserted),
    recommendations: recommendations.filter(({ theme }) => theme && where.themes?.includes(theme.code)),
  };
}

/**
 * Problem profile of a filter, computed from records.
 *
 * @throws Problem as of any filter; a refusal of a single line leaves the others.
 */
export async function profileOf(context: AnalyticContext, where: IncidentFilter): Promise<ComputedProfile> {
  const compareWith = Comparison.SAME_PERIOD_LAST_YEAR;
  const selection = await context.session((session) => context.select(session, where));
  const [change, seasons, week, clusters, people, repeats, place] = await Promise.all([
    orUntold(trend(context, { where, compareWith })),
    orUntold(seasonality(context, { where })),
    orUntold(weekGrid(context, { where })),
    orUntold(hotspotClusters(context, { where, eps: DEFAULT_EPS })),
    leadingPeople(context.needing(Needs.PEOPLE), [
      { where, role: 'VICTIM' },
      { where, role: 'OFFENDER' },
    ]),
    orUntold(repeatVictimisation(context, { where, by: RepeatUnit.PLACE })),
    placeOf(context, where, selection),
  ]);
  const [victims, offenders] = people.map(untold);
  const lines = new Lines();
  lines.leaveClosed('where', clusters, selection.cellSources);
  lines.leaveClosed('when', week, selection.cellSources);
  lines.leaveClosed('repeat', repeats, selection.cellSources);
  const hour = lines.tell('when', week, (found) => hoursOf(found, lines), null);
  const season = lines.tell('when', seasons, (found) => seasonsOf(found, lines, 'when'), null);
  const profile = {
    where: hotspotsOf('where', clusters, lines).slice(0, MAX_HOTSPOTS),
    when: [...(hour ? [hour] : []), ...(season ? [{ label: season.statement, share: null }] : [])],
    victims: peopleOf('victims', victims, lines),
    offenders: peopleOf('offenders', offenders, lines),
    repeat: lines.tell('repeat', repeats, repeatOf, null),
    trend: lines.tell('trend', change, (found) => changeOf(found, lines), null),
  };
  const parts = [change, seasons, week, clusters, victims, offenders, repeats];
  const caveats = parts.flatMap((part) => (part instanceof Problem ? [] : part.caveats));
  return {
    ...profile,
    partnershipId: selection.partnership.id,
    period: selection.period,
    judged: change instanceof Problem ? null : change.judged,
    statement: [
      `${subjectOf(where, selection)}, ${place}, ${periodLabel(selection.period)}${volumeOf(change)}.`,
      ...clusterSentence(profile.where),
      ...(hour ? [`When: ${hour.label}.`] : []),
      ...(season ? [`${season.statement}.`] : []),
      ...peopleSentence('Victims', profile.victims),
      ...peopleSentence('Offenders', profile.offenders),
    ].join(' '),
    unseen: lines.unseen,
    parameters: [...listParameters({ ...PARAMETERS, compareWith }), ...filterParameters(where, selection)],
    ...countedFrom(selection),
    caveats,
  };
}

type RepeatVictimisation = Awaited<ReturnType<typeof repeatVictimisation>>;

const repeatOf = ({ repeatShare, incidents, repeatIncidents }: RepeatVictimisation) => ({
  share: repeatShare,
  incidents,
  repeatIncidents,
});

/** Direction of change from the year before; null where that year was not delivered. */
function changeOf({ classification, previous }: Trend, lines: Lines): ProblemProfile['trend'] {
  if (previous !== null) return { classification, asserted: null };
  lines.leave('trend', 'Nothing of the time a year before has been delivered.');
  return null;
}

/** Smallest window of the week with a third of the incidents; null where too few incidents have a known hour. */
function hoursOf({ cells, incidents, excluded }: WeekGrid, lines: Lines): ProblemTime | null {
  if (incidents < MIN_TIMED_INCIDENTS) {
    lines.leave(
      'when',
      excluded > 0
        ? `The source tells only the month of ${excluded} incidents: days and hours are not known, only seasons.`
        : `Fewer than ${MIN_TIMED_INCIDENTS} incidents tell no days and hours.`,
    );
    return null;
  }
  const window = leadingWindow(
    cells.map(({ weight }) => weight),
    WINDOW_SHARE,
  )!;
  const even = (window.days * window.hours) / cells.length;
  return window.share >= WINDOW_LIFT * even
    ? { label: windowInWords(window), share: window.share }
    : { label: 'No days or hours stand out', share: null };
}

/** Themes and offences of the filter, in words. */
function subjectOf({ themes, offences }: IncidentFilter, { vocabulary }: Selection): string {
  const names = [
    ...(themes ?? []).map((code) => vocabulary.themes.find(code)!.name),
    ...(offences ?? []).map((code) => vocabulary.offences.find(code)!.name),
  ];
  return names.length > 0 ? names.join(', ') : 'All incidents';
}

/** Areas of the filter, in words. */
async function placeOf(
  context: AnalyticContext,
  { within, bbox, near }: IncidentFilter,
  { partnership, areaIds }: Selection,
): Promise<string> {
  const areas = await Promise.all(areaIds.map((id) => context.loader(areaById).load(id)));
  const names = [
    ...new Set(areas.map(({ name }) => name)),
    ...(near ? [`within ${near.metres} m of a point`] : []),
    ...(within || bbox ? ['a part of the map'] : []),
  ];
  return names.length > 0 ? names.join(', ') : partnership.name;
}

function volumeOf(change: Trend | Problem): string {
  if (change instanceof Problem) return '';
  const { current, previous, percent } = change;
  if (current === null) return '';
  const before =
    previous === null
      ? ''
      : `, ${previous} a year before (${volumeInWords(current, previous, percent).toLowerCase()})`;
  return `: ${current} ${current === 1 ? 'incident' : 'incidents'}${before}`;
}

function clusterSentence(clusters: { name: string; incidentCount: number }[]): string[] {
  if (clusters.length === 0) return [];
  const told = clusters.map(({ name, incidentCount }) => `${name} (${incidentCount})`);
  return [`Hotspots: ${told.join(', ')}.`];
}

function peopleSentence(who: string, segments: { label: string }[]): string[] {
  return segments.length > 0 ? [`${who}: ${segments.map(({ label }) => label).join('; ')}.`] : [];
}
