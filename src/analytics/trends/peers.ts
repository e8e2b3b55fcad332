import type { RequestContext } from '../../access';
import { findPartnership, isCounty, type Partnership } from '../../domain/areas';
import { type IncidentFilter } from '../../domain/incidents';
import { type OffenceEntity, type Vocabulary, vocabularyAt } from '../../domain/vocabulary';
import { addDays, addMonths, type Period, yearsIn } from '../../platform/calendar';
import type { Session } from '../../platform/database';
import { Problem, requireCodes } from '../../platform/errors';
import { funnelPosition, poissonInterval } from '../../platform/statistics';
import { cached, canonical, listParameters, type Parameter, span } from '../analytic';
import { type Denominator, denominatorName } from './denominator.type';
import type { FunnelPosition } from './funnel.type';
import type { PeerEntity } from './peer.entity';
import {
  countRecordedCrime,
  type RecordedCount,
  selectPeers,
  selectRecordedOffences,
  selectRecordedQuarters,
} from './peers.queries';
import type { PeerComparison, PeerRate } from './peers.type';
import { type ChosenDenominator, chooseDenominator } from './rates';

/** Of an IncidentFilter, all that published tables know nothing of. */
const NOT_TOLD = ['sources', 'areas', 'areasAsOf', 'within', 'bbox', 'near', 'flags', 'outcomes'] as const;

function checkFilter(where: IncidentFilter): void {
  for (const field of NOT_TOLD) {
    const value = where[field];
    if (value == null || (Array.isArray(value) && value.length === 0)) continue;
    throw new Problem(
      'NOT_SUPPORTED_FOR_SOURCE',
      `Recorded-crime tables tell partnership, quarter and offence only: leave out ${field}.`,
      { field },
    );
  }
}

/** First day of the calendar quarter of a date. */
function quarterOf(date: string): string {
  const month = Number(date.slice(5, 7));
  return addMonths(`${date.slice(0, 7)}-01`, -((month - 1) % 3));
}

/** Last day of the quarter that begins on a date. */
const quarterEnd = (first: string) => addDays(addMonths(first, 3), -1);

/** The whole quarters of a period that were imported; where no period is given, the last four of them. */
function windowOf(
  period: Period | null | undefined,
  { first, last }: { first: string; last: string },
): Period {
  const delivered = { from: first, to: quarterEnd(last) };
  if (!period) {
    const from = addMonths(last, -9);
    return { from: from > first ? from : first, to: delivered.to };
  }
  const begun = quarterOf(period.from);
  const from = begun === period.from ? begun : addMonths(begun, 3);
  const ending = quarterOf(period.to);
  const to = quarterEnd(ending) === period.to ? period.to : addDays(ending, -1);
  const window = { from: from > first ? from : first, to: to < delivered.to ? to : delivered.to };
  if (window.from < window.to) return window;
  throw new Problem(
    'NOT_ENOUGH_DATA',
    `The period holds no whole quarter of the recorded crime that was imported (${span(delivered)}).`,
  );
}

/** The offences that a filter means, as far as recorded crime tells them; null: all crime. */
function offencesOf(
  where: IncidentFilter,
  vocabulary: Vocabulary,
  told: ReadonlySet<number>,
): OffenceEntity[] | null {
  const themes = where.themes?.length ? requireCodes('themes', where.themes, vocabulary.themes.all) : null;
  const offences = where.offences?.length
    ? requireCodes('offences', where.offences, vocabulary.offences.all)
    : null;
  if (!themes && !offences) return null;
  const meant = vocabulary.offences.all.filter(
    ({ id }) =>
      told.has(id) &&
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
        .filter(({ id }) => told.has(id))
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

/** What the group of a partnership recorded in a window, of all offences. */
interface GroupRecord {
  partnership: Partnership;
  members: PeerEntity[];
  window: Period;
  counts: RecordedCount[];
  vocabulary: Vocabulary;
}

/** All that a comparison is made of; `offences` null: all crime. */
interface Recorded extends GroupRecord {
  offences: OffenceEntity[] | null;
}

async function readGroup(
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
  const window = windowOf(period, quarters);
  const members = editionAt(peers, window);
  const codes = members.map(({ code }) => code);
  const counts = await countRecordedCrime(session, partnership.id, codes, window);
  return { partnership, members, window, counts, vocabulary };
}

async function read(session: Session, where: IncidentFilter): Promise<Recorded> {
  const partnership = await findPartnership(session, where.partnership);
  const vocabulary = await vocabularyAt(session, `${partnership.id} ${partnership.dataVersion}`);
  const offences = offencesOf(where, vocabulary, await selectRecordedOffences(session));
  return { ...(await readGroup(session, partnership, vocabulary, where.period)), offences };
}

/** Quarters in a period of whole ones. */
const quartersIn = ({ from, to }: Period) =>
  (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 4 +
  (Number(to.slice(5, 7)) - Number(from.slice(5, 7)) + 1) / 3;

type Row = PeerRate & { exposure: number };

function rowOf(
  { counts, offences, window }: Recorded,
  member: PeerEntity,
  denominator: Denominator | null,
): Row {
  const own = counts.filter(({ peer_code }) => peer_code === member.code);
  const delivered = new Set(own.map(({ quarter }) => quarter)).size;
  const wanted = quartersIn(window);
  const counted = own
    .filter(({ offence_id }) => !offences || offences.some(({ id }) => id === offence_id))
    .reduce((sum, { n }) => sum + n, 0);
  const count = delivered === wanted ? counted : null;
  const population = denominator && member[denominatorName(denominator) as 'residents'];
  const because =
    count === null
      ? `Its recorded crime is there for ${delivered} of ${wanted} quarters.`
      : count < 0
        ? 'More was taken back than recorded in these quarters.'
        : !denominator
          ? 'These offences have no denominator. Choose one with denominator.'
          : population === null
            ? `Its ${denominatorName(denominator)} are not in the file of the group.`
            : population === 0
              ? `It has no ${denominatorName(denominator)}.`
              : null;
  const exposure = because === null ? (population! / 1000) * yearsIn(window) : 0;
  const { lower, upper } = because === null ? poissonInterval(count!) : { lower: 0, upper: 0 };
  return {
    code: member.code,
    name: member.name,
    count,
    population,
    rate: because === null ? count! / exposure : null,
    lower: because === null ? lower / exposure : null,
    upper: because === null ? upper / exposure : null,
    position: null,
    rank: null,
    withoutRateBecause: because,
    exposure,
  };
}

const SCORE: Record<FunnelPosition, number> = {
  BELOW_99_8: 1,
  BELOW_95: 1,
  WITHIN: 2,
  ABOVE_95: 3,
  ABOVE_99_8: 3,
};

function caveatsOf({ window, offences, members }: Recorded, where: IncidentFilter): string[] {
  const when = (condition: boolean, text: string) => (condition ? [text] : []);
  return [
    'Counts are those of the published recorded-crime tables, also for the partnership itself; they differ from its own ' +
      'records, which go on changing.',
    `Counted: ${offences ? offences.map(({ name }) => name).join(', ') : 'all recorded crime'}.`,
    ...when(
      where.period != null && span(where.period) !== span(window),
      `The period was shortened to the whole quarters that were imported: ${window.from} to ${window.to}.`,
    ),
    ...when(
      members[0].year !== Number(window.to.slice(0, 4)),
      `The group and its denominators are those of ${members[0].year}.`,
    ),
  ];
}

function parametersOf(
  where: IncidentFilter,
  recorded: Recorded,
  denominator: Denominator | null,
): Parameter[] {
  const { partnership, window, members } = recorded;
  return listParameters({
    partnership: partnership.code,
    window: span(window),
    groupYear: members[0].year,
    denominator,
    themes: where.themes && canonical(where.themes),
    offences: where.offences && canonical(where.offences),
    confidence: '0.95',
    funnelLimits: '0.95, 0.998',
  });
}

/** The members beside one another: those with a rate first, the highest first. */
interface Standing {
  rows: Row[];
  own: Row | undefined;
  pooledRate: number | null;
  chosen: ChosenDenominator;
}

function standingOf(recorded: Recorded, given: Denominator | null): Standing {
  const { partnership, members, counts, offences, vocabulary } = recorded;
  const seen = new Set(counts.map(({ offence_id }) => offence_id));
  const counted = (offences ?? vocabulary.offences.all).filter(({ id }) => seen.has(id));
  const chosen = given
    ? { denominator: given, caveats: [] }
    : chooseDenominator(offences ?? vocabulary.offences.all, counted);

  const rows = members.map((member) => rowOf(recorded, member, chosen.denominator));
  const pool = rows.filter(({ rate }) => rate !== null).sort((a, b) => b.rate! - a.rate!);
  const exposure = pool.reduce((sum, row) => sum + row.exposure, 0);
  const pooledRate = exposure > 0 ? pool.reduce((sum, row) => sum + row.count!, 0) / exposure : null;
  for (const row of pool) {
    row.position = funnelPosition(row.count!, pooledRate! * row.exposure) as FunnelPosition;
    row.rank = 1 + pool.filter(({ rate }) => rate! > row.rate!).length;
  }
  return {
    rows: [...pool, ...rows.filter(({ rate }) => rate === null)],
    own: rows.find(({ code }) => code === partnership.code),
    pooledRate,
    chosen,
  };
}

const scoreOf = ({ own }: Standing) => (own?.position ? SCORE[own.position] : null);

async function compare(
  context: RequestContext,
  where: IncidentFilter,
  given: Denominator | null,
): Promise<PeerComparison> {
  checkFilter(where);
  const recorded = await context.session((session) => read(session, where));
  const { partnership, members, window } = recorded;
  const standing = standingOf(recorded, given);
  const { rows, pooledRate, chosen } = standing;
  return {
    group: { year: members[0].year, members: members.map(({ code, name }) => ({ code, name })) },
    rows: rows.map(({ exposure: _, ...row }) => row),
    score: scoreOf(standing),
    pooledRate,
    denominator: chosen.denominator,
    window,
    parameters: parametersOf(where, recorded, chosen.denominator),
    dataVersion: `${partnership.code}-${partnership.dataVersion}`,
    caveats: [...caveatsOf(recorded, where), ...chosen.caveats],
  };
}

/** How a partnership stands in its group in one theme, with the figures in words; no score where nothing can tell. */
export interface PeerScore {
  score: number | null;
  because: string;
}

const decimal = (n: number) => Number(n.toPrecision(3)).toString();

function scoreWith(group: GroupRecord, theme: string, told: ReadonlySet<number>): PeerScore {
  const where = { partnership: group.partnership.code, themes: [theme] };
  const recorded = { ...group, offences: offencesOf(where, group.vocabulary, told) };
  const standing = standingOf(recorded, null);
  const { own, pooledRate, chosen } = standing;
  const score = scoreOf(standing);
  if (score === null)
    return { score, because: own?.withoutRateBecause ?? 'The group does not hold the partnership itself.' };
  const place = ['below', 'within', 'above'][score - 1];
  return {
    score,
    because:
      `${decimal(own!.rate!)} recorded per 1,000 ${denominatorName(chosen.denominator!)} and year, ${place} the 95% ` +
      `limits around the ${decimal(pooledRate!)} of the group (${span(group.window)}).`,
  };
}

/**
 * How a partnership stands in its most similar group in each of some themes, by the 95 % limits of the group's funnel:
 * 1 better, 2 within, 3 worse. The number of statements does not grow with the themes.
 *
 * @param themes codes of themes that there are.
 */
export async function peerScores(
  session: Session,
  partnershipCode: string,
  period: Period,
  themes: readonly string[],
): Promise<Map<string, PeerScore>> {
  const unknown = (error: unknown): PeerScore => {
    if (error instanceof Problem) return { score: null, because: error.message };
    throw error;
  };
  const partnership = await findPartnership(session, partnershipCode);
  const vocabulary = await vocabularyAt(session, `${partnership.id} ${partnership.dataVersion}`);
  const told = await selectRecordedOffences(session);
  const group = await readGroup(session, partnership, vocabulary, period).catch(unknown);
  return new Map(
    themes.map((theme) => {
      if ('because' in group) return [theme, group];
      try {
        return [theme, scoreWith(group, theme, told)];
      } catch (error) {
        // What the tables can tell instead is of no use in a list of themes.
        if (error instanceof Problem && error.code === 'NOT_SUPPORTED_FOR_SOURCE')
          return [theme, { score: null, because: 'Recorded-crime tables do not tell this theme apart.' }];
        throw error;
      }
    }),
  );
}

/** The recorded crime of a partnership beside that of its most similar group, kept between requests. */
export function peerComparison(
  context: RequestContext,
  where: IncidentFilter,
  denominator: Denominator | null,
): Promise<PeerComparison> {
  return cached(context, 'peerComparison', [where], { denominator }, () =>
    compare(context, where, denominator),
  );
}
