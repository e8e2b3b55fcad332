import { canHandlePeople, canReadExactCounts, canReadRecords, type Viewer } from '../../../access';
import { cutAtMonths, type Period } from '../../../platform/calendar';
import type { Session } from '../../../platform/database';
import { Problem, type ProblemCode } from '../../../platform/errors';
import {
  AreaKind,
  type AskedAreas,
  holdersOf,
  isCounty,
  type Partnership,
  selectWardBridge,
  someOf,
  type WardBridge,
} from '../../areas';
import { type Caveat, CaveatCode, caveat, caveatIf } from '../../caveats';
import type { SourceEntity } from '../../vocabulary';
import { namesOf } from './coverage';
import { beyondCells, Needs } from './needs';
import { type OpenParts, whyWithoutPlace } from './open-parts';

/**
 * Checks that a viewer's key matches the present members of its county. A key is cached for some seconds; where the
 * members have changed since, the database already hides rows that the key is taken to read.
 *
 * @throws Problem RETRY
 */
export function checkTiers({ partnershipId, members = [] }: Viewer, partnership: Partnership): void {
  const { id, countyId, sharesRecords, memberIds, sharingIds } = partnership;
  if (partnershipId === null) return;
  const known =
    partnershipId === id
      ? members.length === memberIds.length &&
        members.every(
          (member) =>
            memberIds.includes(member.id) && sharingIds.includes(member.id) === member.sharesRecords,
        )
      : members.find((member) => member.id === id)?.sharesRecords ===
        (countyId === partnershipId ? sharesRecords : undefined);
  if (!known)
    throw new Problem(
      'RETRY',
      "The members of the key's county have changed a moment ago. Send the request again in some seconds.",
    );
}

/** Resolved request, with all that its rights depend on. */
export interface RightsAsked {
  partnership: Partnership;
  period: Period;
  sources: readonly SourceEntity[];
  /** Whether the caller named the sources. */
  sourcesNamed: boolean;
  areasAsOf: string | null;
  /** Whether the caller named that day. */
  areasNamedAsOf: boolean;
  /** Areas that the filter names or the answer is broken down by. */
  areas: readonly AskedAreas[];
  needs: readonly Needs[];
  /** Closed sources of which parts of open categories are asked by place. */
  openParts: readonly OpenParts[];
}

/** How a viewer may read the sources of a request. */
export interface Rights {
  /** Sources whose single places and records the viewer may read. */
  recordSources: SourceEntity[];
  /** Closed sources that the viewer reads from the cells of the disclosure control only. */
  cellSources: SourceEntity[];
  /** Whether those cells are exact (the viewer's own partnership, or members of its county) or protected. */
  exactCells: boolean;
  /** How cells of wards of other boundaries are carried to those of `areasAsOf`; null where none is. */
  bridge: WardBridge | null;
  caveats: Caveat[];
}

/**
 * Divides the sources of a request by how the viewer may read them. Closed sources that the viewer may not read as the
 * request needs are left out with a caveat.
 *
 * @throws Problem FORBIDDEN or NOT_ENOUGH_DATA where they were asked for by name, or nothing else is left.
 */
export async function rightsOf(session: Session, viewer: Viewer, asked: RightsAsked): Promise<Rights> {
  const { partnership, sources } = asked;
  const lacksPeople = asked.needs.includes(Needs.PEOPLE) && !canHandlePeople(viewer);
  const mayRead = canReadRecords(viewer, partnership.id) && !lacksPeople;
  const recordSources = sources.filter(({ access }) => access === 'OPEN' || mayRead);
  const closed = sources.filter((source) => !recordSources.includes(source));
  const exactCells = canReadExactCounts(viewer, partnership.id);
  const refused = beyondCells(asked.needs);
  const bridge = closed.length > 0 && refused.length === 0 ? await bridgeOf(session, asked) : null;
  const key = lacksPeople ? `${keyOf(partnership)} and the scope people` : keyOf(partnership);
  const recut =
    bridge !== null &&
    !exactCells &&
    (asked.areasNamedAsOf || bridge.fromIds.length > 0 || bridge.unknown.length > 0);
  if (recut) refused.push(RECUT);
  const obstacle = obstacleTo(key, closed, refused, bridge);
  if (obstacle && (asked.sourcesNamed || recordSources.length === 0))
    throw new Problem(obstacle.code, `${obstacle.why}. ${obstacle.advice}`);
  const withheld = obstacle || exactCells ? [] : withoutPlace(recordSources, closed, asked);
  const cellSources = obstacle
    ? []
    : closed.filter((each) => !withheld.some(({ source }) => source === each));
  return {
    recordSources,
    cellSources,
    exactCells,
    bridge: bridge?.fromIds.length ? bridge : null,
    caveats: [
      ...(obstacle ? [caveat(CaveatCode.SOURCE_LEFT_OUT, `${obstacle.why}; left out.`)] : []),
      ...withheld.map((parts) =>
        caveat(CaveatCode.SOURCE_LEFT_OUT, `${whyWithoutPlace(parts).why}; left out.`),
      ),
      ...cellCaveats(cellSources, exactCells, bridge, asked),
      ...monthCaveats(recordSources, asked.period),
    ],
  };
}

/** Phrase that names areas of another time than the month, by which protected counts are never published. */
const RECUT = 'areas of another day than that of each month (areasAsOf)';

/**
 * Closed sources that a question by place leaves out, since it asks parts of open categories.
 *
 * @throws Problem FORBIDDEN where they were asked for by name, or nothing else is left.
 */
function withoutPlace(
  recordSources: readonly SourceEntity[],
  closed: readonly SourceEntity[],
  { openParts, sourcesNamed }: Pick<RightsAsked, 'openParts' | 'sourcesNamed'>,
): OpenParts[] {
  const withheld = openParts.filter(({ source }) => closed.includes(source));
  if (withheld.length > 0 && (sourcesNamed || recordSources.length + closed.length === withheld.length)) {
    const { why, advice } = whyWithoutPlace(withheld[0]);
    throw new Problem('FORBIDDEN', `${why}. ${advice}`);
  }
  return withheld;
}

/** Kinds of area in which cells count through their ward. */
const WARD_BASED: AreaKind[] = [AreaKind.WARD, AreaKind.SNT_AREA];

/** Bridge to the wards of one day; null where the request needs none. */
async function bridgeOf(
  session: Session,
  { partnership, period, areasAsOf, areas }: RightsAsked,
): Promise<WardBridge | null> {
  if (areasAsOf === null || !areas.some(({ kind }) => WARD_BASED.includes(kind))) return null;
  return selectWardBridge(session, holdersOf(partnership).ids, areasAsOf, period);
}

/** Key needed to read the records, in words for a message. */
const keyOf = (partnership: Partnership) =>
  isCounty(partnership)
    ? 'a key with the role ANALYST, of this county where all its members share their records with it, or of the member that ' +
      'you ask about'
    : 'a key of this partnership with the role ANALYST';

/**
 * Reason why closed sources cannot be answered from cells, and what to do; null where they can.
 *
 * @param key key that may read the records, in words.
 */
function obstacleTo(
  key: string,
  closed: readonly SourceEntity[],
  refused: readonly string[],
  bridge: WardBridge | null,
): { code: ProblemCode; why: string; advice: string } | null {
  if (closed.length === 0) return null;
  if (refused.length > 0)
    return {
      code: 'FORBIDDEN',
      why: `${namesOf(closed)}: closed to this key for ${refused.join('; ')}`,
      advice: `Ask for incidentCounts by ward and whole months${refused.includes(RECUT) ? ', without areasAsOf' : ''}, or use ${key}.`,
    };
  if (bridge && bridge.unknown.length > 0)
    return {
      code: 'NOT_ENOUGH_DATA',
      why: `${namesOf(closed)}: no lookup brings the wards ${someOf(bridge.unknown)} to the day of areasAsOf`,
      advice:
        'Import lookups from LSOAs to the wards of both times (csg import lookup), leave areasAsOf out, or use ' +
        `${key}.`,
    };
  return null;
}

function cellCaveats(
  sources: readonly SourceEntity[],
  exact: boolean,
  bridge: WardBridge | null,
  { areas, areasAsOf }: Pick<RightsAsked, 'areas' | 'areasAsOf'>,
): Caveat[] {
  if (sources.length === 0) return [];
  const names = namesOf(sources);
  return [
    ...caveatIf(
      bridge?.estimated.includes(true) ?? false,
      CaveatCode.ESTIMATED,
      `${names}: counts of wards of another time are estimated in those of ${areasAsOf}. Each is divided ` +
        'by best fit, by the share of its LSOAs that lie in each ward of that day, and rounded at the end.',
    ),
    ...caveatIf(
      !exact,
      CaveatCode.PERTURBED,
      `${names}: under disclosure control, so a count of one ward and month is off by up to 3.`,
    ),
    ...caveatIf(
      areas.length > 0,
      CaveatCode.PARTNERSHIP_ONLY,
      `${names}: sensitive offences and flags are counted for the partnership as a whole only.`,
    ),
  ];
}

/** Caveats on parts of months, in which records that give only the month do not count. */
function monthCaveats(sources: readonly SourceEntity[], period: Period): Caveat[] {
  const { parts } = cutAtMonths(period);
  const monthly = sources.filter(({ resolution }) => resolution === 'MONTH');
  if (parts.length === 0 || monthly.length === 0) return [];
  const days = parts.map(({ from, to }) => `${from} to ${to}`).join(' and ');
  return [
    caveat(
      CaveatCode.PART_MONTHS_LEFT_OUT,
      `${namesOf(monthly)} only tells the month: left out for ${days}.`,
    ),
  ];
}
