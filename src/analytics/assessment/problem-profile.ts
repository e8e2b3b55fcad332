import type { RequestContext } from '../../access';
import { areaById } from '../../domain/areas';
import { type IncidentFilter, Needs, type Selection, select } from '../../domain/incidents';
import { responseOf } from '../../domain/plan';
import { Problem } from '../../platform/errors';
import { leadingWindow } from '../../platform/statistics';
import { cached, filterParameters, listParameters } from '../analytic';
import {
  DEFAULT_EPS,
  type HotspotClusters,
  hotspotClusters,
  RepeatUnit,
  repeatVictimisation,
} from '../hotspots';
import { leadingPeople } from '../people';
import {
  assertedTrends,
  Comparison,
  seasonalPattern,
  type Trend,
  trend,
  type WeekGrid,
  weekGrid,
} from '../trends';
import { Lines, orUntold, untold } from './lines';
import type { ProblemProfile, ProblemTime } from './problem-profile.type';
import { judged, peopleOf, seasonsOf } from './strategic-assessment';
import { periodLabel, volumeChange, volumeInWords, windowInWords } from './words';

const MOST_HOTSPOTS = 5;

/** Share of the incidents that the leading window of the week holds. */
const WINDOW_SHARE = 1 / 3;
/** How many times as much as an even week a window must hold to be told. */
const WINDOW_LIFT = 2;
/** Fewer incidents with an hour than this tell no time of the week. */
const FEWEST_TIMES = 30;

/**
 * The problem profile of a filter. What the records say is kept between requests; what people say is read anew.
 *
 * @throws Problem as of any filter; refusals of single lines leave the others.
 */
export async function problemProfile(
  context: RequestContext,
  where: IncidentFilter,
): Promise<ProblemProfile> {
  const computed = await cached(context, 'problemProfile', [where], {}, () => profileOf(context, where));
  const { partnershipId, period, judged: trendOf } = computed;
  const [asserted = null] = trendOf ? await context.loader(assertedTrends).load(trendOf) : [];
  const { recommendations } = await context.session((session) => responseOf(session, partnershipId, period));
  return {
    ...computed,
    trend: judged(computed.trend, asserted),
    recommendations: recommendations.filter(({ theme }) => theme && where.themes?.includes(theme.code)),
  };
}

async function profileOf(
  context: RequestContext,
  where: IncidentFilter,
): Promise<Omit<ProblemProfile, 'recommendations'>> {
  const selection = await context.session((session) =>
    select(session, context.viewer, where, { needs: Needs.COUNTS }),
  );
  const comparison = Comparison.SAME_PERIOD_LAST_YEAR;
  const [change, seasons, week, clusters, people, repeats, place] = await Promise.all([
    orUntold(trend(context, where, comparison)),
    orUntold(seasonalPattern(context, where)),
    orUntold(weekGrid(context, where)),
    orUntold(hotspotClusters(context, where, { eps: DEFAULT_EPS, comparison, most: MOST_HOTSPOTS })),
    leadingPeople(context, [
      { where, role: 'VICTIM' },
      { where, role: 'OFFENDER' },
    ]),
    orUntold(repeatVictimisation(context, where, RepeatUnit.PLACE)),
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
    where: lines.tell('where', clusters, (found) => found.clusters, []),
    when: [...(hour ? [hour] : []), ...(season ? [{ label: season.statement, share: null }] : [])],
    victims: peopleOf('victims', victims, lines),
    offenders: peopleOf('offenders', offenders, lines),
    repeat: lines.tell(
      'repeat',
      repeats,
      ({ repeatShare, incidents, repeatIncidents }) => ({ share: repeatShare, incidents, repeatIncidents }),
      null,
    ),
    trend: lines.tell(
      'trend',
      change,
      ({ classification, previous }) => {
        if (previous !== null) return { classification, asserted: null };
        lines.leave('trend', 'Nothing of the time a year before has been delivered.');
        return null;
      },
      null,
    ),
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
      ...clusterSentence(clusters),
      ...(hour ? [`When: ${hour.label}.`] : []),
      ...(season ? [`${season.statement}.`] : []),
      ...peopleSentence('Victims', profile.victims),
      ...peopleSentence('Offenders', profile.offenders),
    ].join(' '),
    unseen: lines.unseen,
    parameters: [
      ...listParameters({
        eps: DEFAULT_EPS,
        mostHotspots: MOST_HOTSPOTS,
        windowShare: '1/3',
        windowLift: WINDOW_LIFT,
        fewestTimes: FEWEST_TIMES,
        compareWith: comparison,
      }),
      ...filterParameters(where, selection),
    ],
    dataVersion: selection.dataVersion,
    caveats: [...new Set(caveats)],
  };
}

/** The time of the week in which a third of the incidents gather; null where it cannot be told. */
function hoursOf({ cells, incidents, excluded }: WeekGrid, lines: Lines): ProblemTime | null {
  if (incidents < FEWEST_TIMES) {
    lines.leave(
      'when',
      excluded > 0
        ? `The source tells only the month of ${excluded} incidents: days and hours are not known, only seasons.`
        : `Fewer than ${FEWEST_TIMES} incidents tell no days and hours.`,
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

/** What it is about, in words. */
function subjectOf({ themes, offences }: IncidentFilter, { vocabulary }: Selection): string {
  const names = [
    ...(themes ?? []).map((code) => vocabulary.themes.find(code)!.name),
    ...(offences ?? []).map((code) => vocabulary.offences.find(code)!.name),
  ];
  return names.length > 0 ? names.join(', ') : 'All incidents';
}

/** Where it is, in words. */
async function placeOf(
  context: RequestContext,
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
  const { current, previous } = change;
  const before =
    previous === null
      ? ''
      : `, ${previous} a year before (${volumeInWords(current, previous, volumeChange(change)).toLowerCase()})`;
  return `: ${current} ${current === 1 ? 'incident' : 'incidents'}${before}`;
}

function clusterSentence(clusters: HotspotClusters | Problem): string[] {
  if (clusters instanceof Problem || clusters.clusters.length === 0) return [];
  const told = clusters.clusters.map(({ name, incidentCount }) => `${name} (${incidentCount})`);
  return [`Hotspots: ${told.join(', ')}.`];
}

function peopleSentence(who: string, segments: { label: string }[]): string[] {
  return segments.length > 0 ? [`${who}: ${segments.map(({ label }) => label).join('; ')}.`] : [];
}
