import { findPartnership, isCounty, type Partnership } from '../../domain/areas';
import { type Caveat, CaveatCode, caveat, caveatIf } from '../../domain/caveats';
import type { IncidentFilter } from '../../domain/incidents';
import { type OffenceEntity, requireAllNamed, type Vocabulary, vocabularyAt } from '../../domain/vocabulary';
import type { Period } from '../../platform/calendar';
import type { Session } from '../../platform/database';
import { Problem } from '../../platform/errors';
import { type AnalyticContext, canonical, listParameters, type Parameter, span } from '../analytic';
import type { Denominator } from './denominator.type';
import type { PeerEntity } from './peer.entity';
import { type GroupRecord, type RecordedCrime, scoreOf, standingOf } from './peer-standing';
import { recordedWindow } from './peer-window';
import {
  countRecordedCrime,
  selectPeers,
  selectRecordedOffences,
  selectRecordedQuarters,
} from './peers.queries';
import type { PeerComparison } from './peers.type';

/** Fields of a filter that published tables do not record. */
const UNSUPPORTED_FIELDS = [
  'sources',
  'areas',
  'areasAsOf',
  'within',
  'bbox',
  'near',
  'flags',
  'outcomes',
] as const;

function checkFilter(where: IncidentFilter): void {
  for (const field of UNSUPPORTED_FIELDS) {
    const value = where[field];
    if (value == null || (Array.isArray(value) && value.length === 0)) continue;
    throw new Problem(
      'NOT_SUPPORTED_FOR_SOURCE',
      `Recorded-crime tables tell partnership, quarter and offence only: leave out ${field}.`,
      { field },
    );
  }
}

/**
 * The offences of a filter that recorded crime has; null: all crime.
 *
 * @param recorded ids of the offences in the tables
 * @throws Problem NOT_SUPPORTED_FOR_SOURCE where it has none of them
 */
export function offencesOf(
  where: IncidentFilter,
  vocabulary: Vocabulary,
  recorded: ReadonlySet<number>,
): OffenceEntity[] | null {
  const themes = where.themes?.length ? requireAllNamed('themes', 'themes', where.themes, vocabulary) : null;
  const offences = where.offences?.length
    ? requireAllNamed('offences', 'offences', where.offences, vocabulary)
    : null;
  if (!themes && !offences) return null;
  const meant = vocabulary.offences.all.filter(
    ({ id }) =>
      recorded.has(id) &&
      (!offences || offences.some((offence) => offence.id === id)) &&
      (!themes ||
        vocabulary.offenceThemes.some(
          (pair) => pair.offenceId === id && themes.some((theme) => theme.id === pair.themeId),
        )),
  );
  // A theme made of flags has incidents of other offences too, which recorded crime cannot tell.
  if (meant.length > 0 && !themes?.some(({ flags }) => flags !== 0)) return meant;
  throw new Problem(
    'NOT_SUPPORTED_FOR_SOURCE',
    'Recorded-crime tables cannot tell these themes or offences apart. Offences that they can: ' +
      `${vocabulary.offences.all
        .filter(({ id }) => recorded.has(id))
        .map(({ code }) => code)
        .join(', ')}.`,
  );
}

/** The edition in force at the end of a window: the newest that is not newer, else the oldest. */
function editionAt(peers: PeerEntity[], { to }: Period): PeerEntity[] {
  const years = [...new Set(peers.map(({ year }) => year))];
  const year = years.filter((each) => each <= Number(to.slice(0, 4))).at(-1) ?? years[0];
  return peers.filter((peer) => peer.year === year);
}

/**
 * The group of a partnership in a period.
 *
 * @throws Problem NOT_ENOUGH_DATA for a county, and where group or recorded crime were not imported
 */
export async function readGroup(
  session: Session,
  partnership: Partnership,
  vocabulary: Vocabulary,
  period: Period | null | undefined,
): Promise<GroupRecord> {
  if (isCounty(partnership))
    throw new Problem(
      'NOT_ENOUGH_DATA',
      'Most similar groups and recorded-crime tables are published of districts, and a county has neither. Ask of one of ' +
        `its members: ${partnership.memberCodes.join(', ')}.`,
    );
  const peers = await selectPeers(session, partnership.id);
  const quarters = await selectRecordedQuarters(session, partnership.id);
  if (peers.length === 0 || !quarters)
    throw new Problem(
      'NOT_ENOUGH_DATA',
      'The most similar group of this partnership, or its recorded crime, has not been imported. See csg import peers ' +
        'and csg import recorded-crime.',
    );
  const window = recordedWindow(period, quarters);
  const members = editionAt(peers, window);
  const codes = members.map(({ code }) => code);
  const counts = await countRecordedCrime(session, partnership.id, codes, window);
  return { partnership, members, window, counts, vocabulary };
}

async function readRecordedCrime(session: Session, where: IncidentFilter): Promise<RecordedCrime> {
  const partnership = await findPartnership(session, where.partnership);
  const vocabulary = await vocabularyAt(session, partnership);
  const offences = offencesOf(where, vocabulary, await selectRecordedOffences(session));
  return { ...(await readGroup(session, partnership, vocabulary, where.period)), offences };
}

function caveatsOf({ window, members }: RecordedCrime, where: IncidentFilter): Caveat[] {
  return [
    caveat(
      CaveatCode.METHOD,
      'Counts are those of the published recorded-crime tables, also for the partnership itself; they differ from its own ' +
        'records, which go on changing.',
    ),
    ...caveatIf(
      where.period != null && span(where.period) !== span(window),
      CaveatCode.WINDOW_SHORTENED,
      `The period was shortened to the whole quarters that were imported: ${window.from} to ${window.to}.`,
    ),
    ...caveatIf(
      members[0].year !== Number(window.to.slice(0, 4)),
      CaveatCode.DENOMINATOR,
      `The group and its denominators are those of ${members[0].year}.`,
    ),
  ];
}

function parametersOf(
  where: IncidentFilter,
  recorded: RecordedCrime,
  denominator: Denominator | null,
): Parameter[] {
  const { partnership, window, members, offences } = recorded;
  return listParameters({
    partnership: partnership.code,
    window: span(window),
    groupYear: members[0].year,
    denominator,
    recordedOffences: offences ? offences.map(({ name }) => name).join(', ') : 'all recorded crime',
    themes: where.themes && canonical(where.themes),
    offences: where.offences && canonical(where.offences),
    confidence: '0.95',
  });
}

/**
 * The recorded crime of a partnership and of its most similar group.
 *
 * @param given denominator; null: the one of the offences, else residents
 */
export async function comparePeers(
  context: AnalyticContext,
  where: IncidentFilter,
  given: Denominator | null,
): Promise<PeerComparison> {
  checkFilter(where);
  const recorded = await context.session((session) => readRecordedCrime(session, where));
  const { partnership, members, window } = recorded;
  const standing = standingOf(recorded, given);
  const { rows, pooledRate, chosen, funnel } = standing;
  return {
    group: { year: members[0].year, members: members.map(({ code, name }) => ({ code, name })) },
    rows: rows.map(({ exposure: _, ...row }) => row),
    score: scoreOf(standing),
    pooledRate,
    denominator: chosen.denominator,
    window,
    parameters: [...parametersOf(where, recorded, chosen.denominator), ...funnel.parameters],
    sources: [],
    dataVersion: `${partnership.code}-${partnership.dataVersion}`,
    caveats: [...caveatsOf(recorded, where), ...chosen.caveats, ...funnel.caveats],
  };
}
