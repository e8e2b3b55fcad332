import { canReadExactCounts, canReadRecords, type Viewer } from '../../../access';
import {
  addDays,
  addMonths,
  cutAtMonths,
  endOfMonth,
  intersection,
  londonDay,
  monthOf,
  type Period,
} from '../../../platform/calendar';
import type { Session } from '../../../platform/database';
import { loadSql, renameParameters } from '../../../platform/database/sql';
import { Problem, type ProblemCode } from '../../../platform/errors';
import { toEwkb } from '../../../platform/geo';
import {
  AreaKind,
  type AskedAreas,
  countAreas,
  findPartnership,
  holdersOf,
  isCounty,
  type Partnership,
  pluralOf,
  selectAreaChanges,
  selectWardBridge,
  someOf,
  type WardBridge,
} from '../../areas';
import {
  Codes,
  OutcomeEntity,
  type SourceEntity,
  type ThemeEntity,
  type Vocabulary,
  vocabularyAt,
} from '../../vocabulary';
import { SourceCoverageEntity } from '../coverage/coverage.entity';
import { type AreaBy, type IncidentFilter, namedArea } from './filter.input';

const SELECT_AREA_IDS = loadSql(__dirname, 'select_area_ids');

/**
 * An `IncidentFilter` that was checked and resolved for one viewer: ids in place of codes, and conditions in SQL that
 * every analytic puts into its own statement.
 */
export interface Selection {
  partnership: Partnership;
  vocabulary: Vocabulary;
  /** The days asked for; where none were given, all that the sources have delivered. */
  period: Period;
  /** Sources whose single places and records the viewer may read. */
  recordSources: SourceEntity[];
  /** Closed sources that the viewer reads from the cells of the disclosure control only. */
  cellSources: SourceEntity[];
  /** Whether those cells are exact (the viewer's own partnership, or members of its county) or protected. */
  exactCells: boolean;
  /** The day whose areas count in every month; null: each month counts in those of its first day. */
  areasAsOf: string | null;
  /** How cells of wards of another time pass into those of `areasAsOf`; null where none does. */
  bridge: WardBridge | null;
  /** Days that every selected source has delivered and in which the areas of the filter are there (`timeOf`). */
  delivered: Period;
  /** Names the data that the answer was computed from: it changes with every load. */
  dataVersion: string;
  /** Sentences that belong beside the answer. */
  caveats: string[];
  /** Values of the parameters in the pieces of SQL below. */
  parameters: Record<string, unknown>;
  /** Conditions on counts and incidents alike (alias `c`), all but the time. */
  conditions: string[];
  /** Conditions on cells (alias `e`), all but the time. */
  cellConditions: string[];
  /**
   * The ground that the filter asks about, as SQL for areas on the National Grid, inside all of which its places lie.
   * Empty: all of the partnership.
   */
  regions: string[];
  /** Whether the filter is a theme made of flags, which cells by flag can answer. */
  byFlagTheme: boolean;
  /** Whether the caller named the sources. */
  sourcesNamed: boolean;
  /** Whether only single records can tell (outcomes). */
  needsRecords: boolean;
}

/** Why an analytic that is made of places or records cannot be answered from protected cells. */
export const RECORDS = 'single records, their places, and all that is made of places';

/** Condition on counts, incidents or cells: that they are of the partnership, or of a member where it is a county. */
const ofHolders = (alias: string) => `${alias}.partnership_id = ANY (:partnership_ids::smallint[])`;

/** Kinds of area in which protected cells count by way of their ward. */
const WARD_BASED: AreaKind[] = [AreaKind.WARD, AreaKind.SNT_AREA];

function listed(codes: string[]): string {
  return codes.length > 60 ? `${codes.slice(0, 60).join(', ')} …` : codes.join(', ');
}

/** Rows of a vocabulary by the caller's codes. Problem BAD_USER_INPUT with all the codes that are allowed. */
export function rowsOf<T extends { id: number; code: string }>(
  field: string,
  codes: string[],
  known: Codes<T>,
): T[] {
  return codes.map((code, index) => {
    const row = known.find(code);
    if (row) return row;
    throw new Problem(
      'BAD_USER_INPUT',
      `${field}[${index}] is not a known code. Allowed: ${listed(known.all.map((each) => each.code))}.`,
      { field: `${field}[${index}]` },
    );
  });
}

function flagMask(codes: string[], { flags }: Vocabulary): number {
  return codes.reduce((mask, code, index) => {
    const flag = flags.find((each) => each.code === code);
    if (flag) return mask | flag.bit;
    const allowed = listed(flags.map((each) => each.code));
    throw new Problem('BAD_USER_INPUT', `flags[${index}] is not a known code. Allowed: ${allowed}.`, {
      field: `flags[${index}]`,
    });
  }, 0);
}

/** The sources that a filter means: those named, else those that add to themes where themes are asked for, else all. */
function askedSources(where: IncidentFilter, vocabulary: Vocabulary): SourceEntity[] {
  if (where.sources?.length) return rowsOf('sources', where.sources, vocabulary.sources);
  const all = vocabulary.sources.all;
  return where.themes?.length ? all.filter((source) => source.addsToThemes) : all;
}

/**
 * Leaves out the themes that no selected source can see: their count is unknown, not zero.
 *
 * @throws Problem NOT_SUPPORTED_FOR_SOURCE where none is left.
 */
function checkCoverage(themes: ThemeEntity[], sources: SourceEntity[], vocabulary: Vocabulary): string[] {
  const names = sources.map(({ name }) => name).join(', ');
  const seen = (theme: ThemeEntity) =>
    vocabulary.sourceThemes.filter(
      ({ themeId, sourceId }) => themeId === theme.id && sources.some(({ id }) => id === sourceId),
    );
  const mapped = (theme: ThemeEntity) =>
    theme.flags > 0 || vocabulary.offenceThemes.some(({ themeId }) => themeId === theme.id);
  const unseen = themes.filter((theme) => !seesTheme(theme, sources, vocabulary));
  if (unseen.length > 0 && unseen.length === themes.length)
    throw new Problem(
      'NOT_SUPPORTED_FOR_SOURCE',
      `These themes cannot be told apart in the records there are (${names}): ` +
        `${unseen.map(({ code }) => code).join(', ')}. The query themes { code coverage { coverage } } shows what each ` +
        'source can tell.',
    );
  const partly = themes.filter(
    (theme) =>
      mapped(theme) &&
      !unseen.includes(theme) &&
      seen(theme).every((pair) => pair.coverage === 'PARENT_ONLY'),
  );
  return [
    ...unseen.map((theme) => `${theme.name} is unknown, not zero: no selected source records it (${names}).`),
    ...partly.map(
      (theme) => `${theme.name} is recorded only within a wider or narrower category (${names}).`,
    ),
  ];
}

/** Whether any of these sources records a theme: where none does, its count is unknown, not zero. */
export function seesTheme(theme: ThemeEntity, sources: SourceEntity[], vocabulary: Vocabulary): boolean {
  const paired = vocabulary.sourceThemes.some(
    ({ themeId, sourceId }) => themeId === theme.id && sources.some(({ id }) => id === sourceId),
  );
  return paired && hasOffences(theme, sources, vocabulary);
}

/** Open categories are wider than most themes: a theme counts there only where a category maps onto it. */
function hasOffences(theme: ThemeEntity, sources: SourceEntity[], vocabulary: Vocabulary): boolean {
  if (theme.flags > 0) return true;
  const offences = vocabulary.offenceThemes.filter(({ themeId }) => themeId === theme.id);
  const open = (id: number) => vocabulary.offences.get(id).code.startsWith('open-');
  return sources.some((source) =>
    offences.some(({ offenceId }) => open(offenceId) === (source.access === 'OPEN')),
  );
}

interface DraftConditions {
  conditions: string[];
  cellConditions: string[];
  regions: string[];
  parameters: Record<string, unknown>;
  /** Why protected cells cannot answer; empty where they can. */
  beyondCells: string[];
}

function addThemes(
  draft: DraftConditions,
  themes: ThemeEntity[],
  vocabulary: Vocabulary,
  alone: boolean,
): void {
  const ids = themes.map(({ id }) => id);
  const mask = themes.reduce((bits, theme) => bits | theme.flags, 0);
  draft.parameters.theme_offences = vocabulary.offenceThemes
    .filter(({ themeId }) => ids.includes(themeId))
    .map(({ offenceId }) => offenceId);
  draft.parameters.theme_flags = mask;
  draft.conditions.push(
    '(c.offence_id = ANY (:theme_offences::smallint[]) OR c.flags & :theme_flags::integer <> 0)',
  );
  draft.cellConditions.push(
    '(e.offence_id = ANY (:theme_offences::smallint[]) OR e.flag & :theme_flags::integer <> 0)',
  );
  // A record lies in the cell of its offence and in that of its flag: adding both would count it twice.
  if (mask !== 0 && !(alone && themes.length === 1))
    draft.beyondCells.push('a theme made of flags together with other themes or offences');
}

/**
 * The SNT area that a cell counts in, as SQL: the one that holds at least half of its ward, of two halves the first.
 *
 * @param cell alias with partnership_id, ward_id and month.
 */
export const sntAreaOf = (cell: string) => `(SELECT min(o.other_id)
    FROM area_overlap AS o JOIN area AS a ON a.id = o.other_id
    WHERE o.partnership_id = ${cell}.partnership_id AND o.ward_id = ${cell}.ward_id AND o.share_of_ward >= 0.5
      AND a.kind = 'SNT_AREA'
      AND daterange(a.valid_from, a.valid_to, '[]') @> coalesce(:areas_as_of::date, ${cell}.month))`;

/** Areas of a filter, and the days in which they are there; `from` or `to` null where there is no bound. */
interface FilterAreas {
  asked: AskedAreas[];
  from: string | null;
  to: string | null;
}

async function addAreas(
  draft: DraftConditions,
  session: Session,
  partnershipIds: readonly number[],
  areas: AreaBy[],
  period: Period,
  areasAsOf: string | null,
): Promise<FilterAreas> {
  const asked = areas.map((area, index) => namedArea(area, `areas[${index}]`));
  const rows = await session.query<{
    id: number;
    kind: string;
    code: string;
    valid_from: string | null;
    valid_to: string | null;
    in_period: boolean;
  }>(SELECT_AREA_IDS, {
    partnership_ids: partnershipIds,
    kinds: asked.map(({ kind }) => kind),
    codes: asked.map(({ code }) => code),
    from: monthOf(period.from),
    to: period.to,
    day: areasAsOf,
  });
  asked.forEach(({ field, kind, code }) => {
    if (!rows.some((row) => row.kind === kind && row.code === code && row.in_period))
      throw new Problem(
        'BAD_USER_INPUT',
        `${field} is not the code of such an area ${areasAsOf ? 'on the day of areasAsOf' : 'in this period'}. ` +
          'The lists wards, sntAreas, postcodeDistricts and lsoas give the codes of a day.',
        { field },
      );
  });
  // Boundary versions count in their own time only, those of one day at all times. All areas of one version share a
  // condition. Versions from before and after the period are for what it is compared with.
  const timed = areasAsOf ? rows.map((row) => ({ ...row, valid_from: null, valid_to: null })) : rows;
  const versions = new Map<string, typeof timed>();
  for (const row of timed) {
    const key = `${row.valid_from} ${row.valid_to}`;
    versions.set(key, [...(versions.get(key) ?? []), row]);
  }
  const parts = [...versions.values()].map((version, i) => {
    draft.parameters[`areas_${i}`] = version.map(({ id }) => id);
    draft.parameters[`areas_${i}_from`] = version[0].valid_from;
    draft.parameters[`areas_${i}_to`] = version[0].valid_to;
    const inTime = (alias: string) =>
      `daterange(:areas_${i}_from::date, :areas_${i}_to::date, '[]') @> ${alias}.month`;
    return {
      places: `(c.location_id IN (SELECT location_id FROM location_area
        WHERE partnership_id = ANY (:partnership_ids::smallint[]) AND area_id = ANY (:areas_${i}::integer[])) AND ${inTime('c')})`,
      cells: `((e.ward_id = ANY (:areas_${i}::integer[]) OR ${sntAreaOf('e')} = ANY (:areas_${i}::integer[]))
        AND ${inTime('e')})`,
    };
  });
  draft.parameters.districts = asked
    .filter(({ kind }) => kind === 'POSTCODE_DISTRICT')
    .map(({ code }) => code);
  const byDistrict = (alias: string) => `${alias}.postcode_district = ANY (:districts::text[])`;
  draft.parameters.area_ids = rows.filter((row) => row.in_period).map(({ id }) => id);
  draft.regions.push('(SELECT ST_Union(geom) FROM area WHERE id = ANY (:area_ids::integer[]))');
  draft.conditions.push(`(${[...parts.map(({ places }) => places), byDistrict('c')].join(' OR ')})`);
  draft.cellConditions.push(`(${[...parts.map(({ cells }) => cells), byDistrict('e')].join(' OR ')})`);
  if (asked.some(({ kind }) => kind === 'LSOA')) draft.beyondCells.push('LSOAs');
  if (asked.some(({ kind }) => kind === 'POSTCODE_DISTRICT'))
    draft.beyondCells.push('postcode districts of records that are located more exactly');
  return { asked: asked.map(({ kind, code }) => ({ kind, code })), ...timeOf(timed) };
}

/**
 * The days in which all areas are there, from the first version of each to its last; where they never all are, because
 * some follow others, those in which any is.
 */
function timeOf(
  versions: { code: string; valid_from: string | null; valid_to: string | null }[],
): Omit<FilterAreas, 'asked'> {
  const codes = [...new Set(versions.map(({ code }) => code))];
  const spans = codes.map((code) => {
    const own = versions.filter((version) => version.code === code);
    const begins = own.map(({ valid_from }) => valid_from ?? '').sort();
    const ends = own.map(({ valid_to }) => valid_to ?? '9').sort();
    return { from: begins[0], to: ends.at(-1)! };
  });
  const begins = spans.map(({ from }) => from).sort();
  const ends = spans.map(({ to }) => to).sort();
  const coexist = begins.at(-1)! <= ends[0];
  const [from, to] = coexist ? [begins.at(-1)!, ends[0]] : [begins[0], ends.at(-1)!];
  return { from: from === '' ? null : firstMonthSince(from), to: to === '9' ? null : endOfMonth(to) };
}

/** The first day of a month on a day or after it. */
function firstMonthSince(day: string): string {
  return monthOf(day) === day ? day : addMonths(monthOf(day), 1);
}

/** @param inside condition on a location, true inside `region`. */
function addRegion(draft: DraftConditions, region: string, inside: string): void {
  draft.regions.push(region);
  draft.conditions.push(
    `c.location_id IN (SELECT id FROM location
        WHERE partnership_id = ANY (:partnership_ids::smallint[]) AND ${inside})`,
  );
  draft.beyondCells.push('shapes of your own');
}

/**
 * A shape in degrees as ground on the National Grid. Its edges are straight in longitude and latitude (RFC 7946), so
 * they are bent here, and only what lies around Britain can be transformed.
 */
const onGrid = (shape: string) => `(SELECT ST_CollectionExtract(ST_Transform(ST_Segmentize(
      ST_Intersection(ST_MakeValid(${shape}), ST_MakeEnvelope(-10, 49, 4, 62, 4326)), 0.01), 27700), 3))`;

function addRegions(draft: DraftConditions, { within, bbox, near }: IncidentFilter): void {
  if (within) {
    draft.parameters.within = toEwkb(within, 4326);
    addRegion(
      draft,
      onGrid(':within::geometry'),
      `ST_Intersects(ST_SetSRID(ST_MakePoint(longitude, latitude), 4326), (SELECT ST_MakeValid(:within::geometry)))`,
    );
  }
  if (bbox) {
    const { west, south, east, north } = bbox;
    if (west >= east || south >= north)
      throw new Problem('BAD_USER_INPUT', 'bbox: west must be less than east, and south less than north.');
    Object.assign(draft.parameters, { west, south, east, north });
    addRegion(
      draft,
      onGrid('ST_MakeEnvelope(:west::float8, :south::float8, :east::float8, :north::float8, 4326)'),
      `longitude BETWEEN :west::float8 AND :east::float8 AND latitude BETWEEN :south::float8 AND :north::float8`,
    );
  }
  if (near) {
    // No place is beyond, but the projection has no values there.
    const around = (value: number, least: number, most: number) => Math.min(most, Math.max(least, value));
    Object.assign(draft.parameters, {
      near_longitude: around(near.longitude, -12, 6),
      near_latitude: around(near.latitude, 47, 64),
      near_metres: near.metres,
    });
    const point = `(SELECT ST_Transform(ST_SetSRID(ST_MakePoint(:near_longitude::float8, :near_latitude::float8),
        4326), 27700))`;
    // A polygon of 256 sides that just holds the circle.
    const region = `(SELECT ST_Buffer(${point}, :near_metres::float8 / cos(pi() / 256), 64))`;
    addRegion(draft, region, `ST_DWithin(geom, ${point}, :near_metres::float8)`);
  }
}

/** From the earliest first month to the latest last one. */
function spanOf(coverage: SourceCoverageEntity[]): Period {
  const firsts = coverage.map(({ firstMonth }) => firstMonth).sort();
  const lasts = coverage.map(({ lastMonth }) => lastMonth).sort();
  return { from: firsts[0], to: endOfMonth(lasts.at(-1)!) };
}

/** From the latest first month to the earliest last one. */
function commonSpan(coverage: SourceCoverageEntity[]): Period {
  const firsts = coverage.map(({ firstMonth }) => firstMonth).sort();
  const lasts = coverage.map(({ lastMonth }) => lastMonth).sort();
  return { from: firsts.at(-1)!, to: endOfMonth(lasts[0]) };
}

function names(sources: SourceEntity[]): string {
  return sources.map(({ name }) => name).join(', ');
}

/** What a source has delivered, to the partnership or to a member of the county. */
interface DeliveredSpan {
  source: SourceEntity;
  span: Period;
  /** Code of the member; null where it is no county. */
  member: string | null;
}

function deliveredText({ source, span, member }: DeliveredSpan): string {
  return `${source.name}${member === null ? '' : ` of ${member}`} ${span.from} to ${span.to}`;
}

/** What each source has delivered, source by source. */
function spansOf(
  held: SourceEntity[],
  coverage: SourceCoverageEntity[],
  partnership: Partnership,
): DeliveredSpan[] {
  const { ids, codes } = holdersOf(partnership);
  return held.flatMap((source) =>
    ids.flatMap((id, i) => {
      const own = coverage.filter(
        ({ sourceId, partnershipId }) => sourceId === source.id && partnershipId === id,
      );
      const member = isCounty(partnership) ? codes[i] : null;
      return own.length === 0 ? [] : [{ source, span: spanOf(own), member }];
    }),
  );
}

/** Square metres that members of a county may share before an answer says so: outlines never quite agree. */
const NOTABLE_OVERLAP = 10_000;

/** What to know of an answer that is made of several members' data. */
function countyCaveats(
  held: SourceEntity[],
  spans: DeliveredSpan[],
  { memberCodes, overlap }: Partnership,
): string[] {
  const missing = held.map((source) => ({
    source,
    from: memberCodes.filter((code) => !spans.some((each) => each.source === source && each.member === code)),
  }));
  return [
    ...missing
      .filter(({ from }) => from.length > 0)
      .map(
        ({ source, from }) =>
          `${source.name}: nothing was delivered to ${from.join(', ')}, where it is unknown, not zero.`,
      ),
    ...(overlap >= NOTABLE_OVERLAP
      ? [
          `Boundaries of members overlap by up to ${(overlap / 10_000).toFixed(1)} ha: an incident there that was delivered ` +
            'to both counts twice.',
        ]
      : []),
  ];
}

/** Days that a source has not delivered are unknown, not free of incidents. */
function gapCaveats(spans: DeliveredSpan[], period: Period): string[] {
  const short = spans.filter(({ span }) => span.from > period.from || span.to < period.to);
  if (short.length === 0) return [];
  return [`The period reaches beyond what has been delivered (${short.map(deliveredText).join('; ')}).`];
}

/** The days of a period in which areas are there. It ends before it begins where they never are. */
function whileThere({ from, to }: Period, areas: FilterAreas): Period {
  return {
    from: areas.from !== null && areas.from > from ? areas.from : from,
    to: areas.to !== null && areas.to < to ? areas.to : to,
  };
}

/** Whose key would read the records. */
const keyOf = (partnership: Partnership) =>
  isCounty(partnership)
    ? 'a key with the role ANALYST, of this county where all its members share their records with it, or of the member that ' +
      'you ask about'
    : 'a key of this partnership with the role ANALYST';

/** Why closed sources cannot be answered from cells, and what to do; null where they can. */
function obstacleTo(
  partnership: Partnership,
  closed: SourceEntity[],
  beyondCells: string[],
  bridge: WardBridge | null,
): { code: ProblemCode; why: string; advice: string } | null {
  if (closed.length === 0) return null;
  if (beyondCells.length > 0)
    return {
      code: 'FORBIDDEN',
      why: `${names(closed)}: closed to this key for ${beyondCells.join('; ')}`,
      advice: `Ask for incidentCounts by ward and whole months, or use ${keyOf(partnership)}.`,
    };
  if (bridge && bridge.unknown.length > 0)
    return {
      code: 'NOT_ENOUGH_DATA',
      why: `${names(closed)}: no lookup brings the wards ${someOf(bridge.unknown)} to the day of areasAsOf`,
      advice:
        'Import lookups from LSOAs to the wards of both times (csg import lookup), leave areasAsOf out, or use ' +
        `${keyOf(partnership)}.`,
    };
  return null;
}

/** Open police data and the police's own records tell of the same crimes. */
function overlapCaveats(sources: SourceEntity[]): string[] {
  const open = sources.find(({ code }) => code === 'police-uk-street');
  const own = sources.filter(({ agency }) => agency === 'police');
  if (!open || own.length === 0) return [];
  return [
    `${names([open, ...own])} tell of the same events: name one of them in sources, or they count twice.`,
  ];
}

interface DeliveredTo {
  partnership: Partnership;
  coverage: SourceCoverageEntity[];
}

const read = new WeakMap<Session, Map<string, Promise<DeliveredTo>>>();

/** A partnership and what was delivered to it: read once for all the filters that are resolved in a session. */
function deliveryOf(session: Session, code: string): Promise<DeliveredTo> {
  const known = read.get(session) ?? new Map<string, Promise<DeliveredTo>>();
  read.set(session, known);
  const find = async () => {
    const partnership = await findPartnership(session, code);
    const holders = holdersOf(partnership).ids.map((partnershipId) => ({ partnershipId }));
    const coverage = await session.manager.findBy(SourceCoverageEntity, holders);
    return { partnership, coverage };
  };
  const found = known.get(code) ?? find();
  known.set(code, found);
  return found;
}

/**
 * A key is remembered for some seconds. Where the members of its county have changed since, the database already hides what
 * the key is taken to read, and an answer would be short of it.
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

/** What to know of the boundaries behind an answer: how they change inside the period, or that those of a day count. */
async function boundaryCaveats(
  session: Session,
  partnershipIds: readonly number[],
  concerned: AskedAreas[],
  period: Period,
  areasAsOf: string | null,
): Promise<string[]> {
  if (concerned.length === 0) return [];
  if (areasAsOf)
    return [
      `Every month counts in the areas of ${areasAsOf}, also where others were valid: incidents with a place in those ` +
        'that it lies in.',
    ];
  const { changes, gaps } = await selectAreaChanges(session, partnershipIds, concerned, period);
  if (changes.length > 0)
    changes.push(
      'A month counts in the areas of its first day; areasAsOf counts every month in those of one day.',
    );
  return [...changes, ...gaps];
}

/** Problem BAD_USER_INPUT where there are no areas of a kind on the day that was asked for. */
async function checkDay(
  session: Session,
  partnershipIds: readonly number[],
  by: AreaKind[],
  areasAsOf: string,
): Promise<void> {
  const counts = await countAreas(session, partnershipIds, areasAsOf);
  for (const kind of by)
    if (!counts.has(kind))
      throw new Problem('BAD_USER_INPUT', `areasAsOf: there are no ${pluralOf(kind)} on this day.`, {
        field: 'areasAsOf',
      });
}

/**
 * Checks a filter and resolves it for a viewer.
 *
 * Closed sources that the viewer may not read as the request needs are left out with a caveat; where nothing else is
 * left, or they were asked for by name, the request is refused.
 *
 * @param beyondCells what the request needs that the cells of the disclosure control cannot give.
 * @param by kinds of area that the answer tells apart.
 * @throws Problem NOT_FOUND (partnership), BAD_USER_INPUT (codes, period, shapes), NOT_ENOUGH_DATA (nothing was
 *   imported), NOT_SUPPORTED_FOR_SOURCE (themes that no source sees), FORBIDDEN.
 */
export async function select(
  session: Session,
  viewer: Viewer,
  where: IncidentFilter,
  beyondCells: string[] = [],
  by: AreaKind[] = [],
): Promise<Selection> {
  const { partnership, coverage: allCoverage } = await deliveryOf(session, where.partnership);
  checkTiers(viewer, partnership);
  const vocabulary = await vocabularyAt(session, `${partnership.id} ${partnership.dataVersion}`);
  const asked = askedSources(where, vocabulary);
  const coverage = allCoverage.filter(({ sourceId }) => asked.some(({ id }) => id === sourceId));
  if (coverage.length === 0)
    throw new Problem(
      'NOT_ENOUGH_DATA',
      `No records of the sources asked for have been imported for this partnership${
        allCoverage.length > 0
          ? `; there are: ${listed(allCoverage.map(({ sourceId }) => vocabulary.sources.get(sourceId).code))}`
          : '. Import some first, for example with: csg import police-uk'
      }.`,
    );
  const held = asked.filter(({ id }) => coverage.some(({ sourceId }) => sourceId === id));
  const period = where.period ?? spanOf(coverage);
  if (period.from > period.to)
    throw new Problem('BAD_USER_INPUT', 'period: from must not be later than to.', { field: 'period' });
  const { parts } = cutAtMonths(period);
  const { ids } = holdersOf(partnership);
  const spans = spansOf(held, coverage, partnership);
  if (spans.every(({ span }) => intersection(span, period) === null))
    throw new Problem(
      'NOT_ENOUGH_DATA',
      `The period lies outside what has been delivered: ${spans.map(deliveredText).join('; ')}.`,
    );

  const areasAsOf = where.areasAsOf ?? null;
  const draft: DraftConditions = {
    conditions: [ofHolders('c'), 'c.source_id = ANY (:record_sources::smallint[])'],
    cellConditions: [ofHolders('e'), 'e.source_id = ANY (:cell_sources::smallint[])'],
    regions: [],
    parameters: { partnership_ids: ids, areas_as_of: areasAsOf },
    beyondCells: [...beyondCells],
  };
  const caveats = [
    ...gapCaveats(spans, period),
    ...countyCaveats(held, spans, partnership),
    ...overlapCaveats(held),
  ];
  if (where.themes?.length) {
    const themes = rowsOf('themes', where.themes, vocabulary.themes);
    caveats.push(...checkCoverage(themes, held, vocabulary));
    addThemes(draft, themes, vocabulary, !where.offences?.length);
  }
  if (where.offences?.length) {
    draft.parameters.offences = rowsOf('offences', where.offences, vocabulary.offences).map(({ id }) => id);
    draft.conditions.push('c.offence_id = ANY (:offences::smallint[])');
    draft.cellConditions.push('e.offence_id = ANY (:offences::smallint[])');
  }
  if (where.flags?.length) {
    draft.parameters.flags = flagMask(where.flags, vocabulary);
    draft.conditions.push('c.flags & :flags::integer <> 0');
    draft.beyondCells.push('flags');
  }
  if (where.outcomes?.length) {
    const known = new Codes(await session.manager.find(OutcomeEntity, { order: { id: 'ASC' } }));
    draft.parameters.outcomes = rowsOf('outcomes', where.outcomes, known).map(({ id }) => id);
    draft.conditions.push('c.outcome_id = ANY (:outcomes::smallint[])');
    draft.beyondCells.push('outcomes');
  }
  const filterAreas: FilterAreas = where.areas?.length
    ? await addAreas(draft, session, ids, where.areas, period, areasAsOf)
    : { asked: [], from: null, to: null };
  const concerned = [...by.map((kind) => ({ kind, code: null })), ...filterAreas.asked];
  if (areasAsOf) await checkDay(session, ids, by, areasAsOf);
  caveats.push(...(await boundaryCaveats(session, ids, concerned, period, areasAsOf)));
  addRegions(draft, where);
  if (parts.length > 0) draft.beyondCells.push('parts of months');

  const readable = held.filter(({ access }) => access === 'OPEN' || canReadRecords(viewer, partnership.id));
  const closed = held.filter((source) => !readable.includes(source));
  const bridged =
    areasAsOf !== null &&
    closed.length > 0 &&
    draft.beyondCells.length === 0 &&
    concerned.some(({ kind }) => WARD_BASED.includes(kind));
  const bridge = bridged ? await selectWardBridge(session, ids, areasAsOf, period) : null;
  const obstacle = obstacleTo(partnership, closed, draft.beyondCells, bridge);
  if (obstacle) {
    if (where.sources?.length || readable.length === 0)
      throw new Problem(obstacle.code, `${obstacle.why}. ${obstacle.advice}`);
    caveats.push(`${obstacle.why}; left out.`);
  }
  const cellSources = obstacle ? [] : closed;
  if (bridge?.estimated.includes(true) && cellSources.length > 0)
    caveats.push(
      `${names(cellSources)}: counts of wards of another time are estimated in those of ${areasAsOf}. Each is divided ` +
        'by best fit, by the share of its LSOAs that lie in each ward of that day, and rounded at the end.',
    );
  const exactCells = canReadExactCounts(viewer, partnership.id);
  if (cellSources.length > 0)
    caveats.push(
      `${names(cellSources)}: ${
        exactCells
          ? 'exact counts'
          : 'under disclosure control, so a count of one ward and month is off by up to 3'
      }; sensitive offences and flags are counted for the partnership as a whole only.`,
    );
  const monthly = readable.filter(({ resolution }) => resolution === 'MONTH');
  if (parts.length > 0 && monthly.length > 0)
    caveats.push(
      `${names(monthly)} only tells the month: left out for ${parts.map(({ from, to }) => `${from} to ${to}`).join(' and ')}.`,
    );
  draft.parameters.record_sources = readable.map(({ id }) => id);
  draft.parameters.cell_sources = cellSources.map(({ id }) => id);
  return {
    partnership,
    vocabulary,
    period,
    recordSources: readable,
    cellSources,
    exactCells,
    areasAsOf,
    bridge: bridge?.fromIds.length ? bridge : null,
    delivered: whileThere(commonSpan(coverage), filterAreas),
    dataVersion: `${partnership.code}-${partnership.dataVersion}`,
    caveats,
    parameters: draft.parameters,
    conditions: draft.conditions,
    cellConditions: draft.cellConditions,
    regions: draft.regions,
    byFlagTheme: Boolean(draft.parameters.theme_flags),
    sourcesNamed: Boolean(where.sources?.length),
    needsRecords: Boolean(where.outcomes?.length),
  };
}

/** SQL and its parameters, to be put into a statement as a slot. */
export interface Fragment {
  sql: string;
  parameters: Record<string, unknown>;
}

/** A fragment whose parameters have names of their own, to stand beside those of other selections. */
export function apart({ sql, parameters }: Fragment, prefix: string): Fragment {
  const rename = (name: string) => `${prefix}_${name}`;
  return {
    sql: renameParameters(sql, rename),
    parameters: Object.fromEntries(Object.entries(parameters).map(([name, value]) => [rename(name), value])),
  };
}

/**
 * The selected incidents one by one, as a condition on `incident AS c` for days of any period.
 *
 * @param prefix keeps the parameters of several periods in one statement apart.
 */
export function recordsIn(selection: Selection, period: Period, prefix = 'period'): Fragment {
  return {
    sql: [
      ...selection.conditions,
      `c.occurred_from >= :${prefix}_start::timestamptz AND c.occurred_from < :${prefix}_end::timestamptz`,
      `(c."precision" <> 'MONTH' OR c.occurred_to < :${prefix}_end::timestamptz)`,
    ].join('\n    AND '),
    parameters: {
      ...selection.parameters,
      [`${prefix}_start`]: londonDay(period.from).toISOString(),
      [`${prefix}_end`]: londonDay(addDays(period.to, 1)).toISOString(),
    },
  };
}

/**
 * The selected incidents as counts: a subquery with the columns partnership_id, source_id, offence_id, flags,
 * location_id, postcode_district, month, outcome_id and n. Whole months come from `incident_count`; parts of months, and filters
 * that only records can tell, from `incident`.
 */
export function countsIn(selection: Selection, period: Period, prefix = 'period'): Fragment {
  const { whole, parts } = selection.needsRecords ? { whole: null, parts: [period] } : cutAtMonths(period);
  const parameters: Record<string, unknown> = { ...selection.parameters };
  const branches: string[] = [];
  if (whole) {
    parameters[`${prefix}_from`] = whole.from;
    parameters[`${prefix}_to`] = whole.to;
    branches.push(`SELECT c.partnership_id, c.source_id, c.offence_id, c.flags, c.location_id,
      c.postcode_district, c.month, NULL::smallint AS outcome_id, c.n
    FROM incident_count AS c
    WHERE c.month BETWEEN :${prefix}_from::date AND :${prefix}_to::date
      AND ${selection.conditions.join('\n      AND ')}`);
  }
  parts.forEach((part, i) => {
    const records = recordsIn(selection, part, `${prefix}_part${i}`);
    Object.assign(parameters, records.parameters);
    branches.push(`SELECT c.partnership_id, c.source_id, c.offence_id, c.flags, c.location_id,
      c.postcode_district, c.month, c.outcome_id, 1 AS n
    FROM incident AS c
    WHERE ${records.sql}`);
  });
  return { sql: `(${branches.join('\n    UNION ALL\n    ')})`, parameters };
}

/**
 * The selected cells of closed sources: a subquery with the columns partnership_id, source_id, offence_id, flag, ward_id,
 * postcode_district, month, n and estimated. Only whole months are ever selected with cells. Cells of wards of another
 * time than `areasAsOf` are divided among the wards of that day, so that n may have fractions.
 *
 * @param withFlags also the cells by flag, which count records of other cells a second time.
 */
export function cellsIn(
  selection: Selection,
  period: Period,
  { withFlags }: { withFlags: boolean },
): Fragment {
  const conditions = [...selection.cellConditions];
  if (!withFlags && !selection.byFlagTheme) conditions.push('e.flag IS NULL');
  const cells = selection.exactCells ? 'exact_count' : 'published_count';
  const { bridge } = selection;
  return {
    sql: `(SELECT e.partnership_id, e.source_id, e.offence_id, e.flag, e.ward_id, e.postcode_district, e.month, e.n,
      e.estimated
    FROM ${bridge ? acrossBridge(cells) : `(SELECT *, false AS estimated FROM ${cells})`} AS e
    WHERE e.month BETWEEN :cells_from::date AND :cells_to::date
      AND ${conditions.join('\n      AND ')})`,
    parameters: {
      ...selection.parameters,
      cells_from: period.from,
      cells_to: period.to,
      bridge_from: bridge?.fromIds,
      bridge_to: bridge?.toIds,
      bridge_shares: bridge?.shares,
      bridge_estimated: bridge?.estimated,
    },
  };
}

/** Cells with each ward of another time divided among the wards of the day. Exact decimals: sums know no order. */
const acrossBridge = (cells: string) => `(
      SELECT c.partnership_id, c.source_id, c.offence_id, c.flag, coalesce(b.to_id, c.ward_id) AS ward_id,
        c.postcode_district, c.month, c.n * coalesce(b.share, 1) AS n, coalesce(b.estimated, false) AS estimated
      FROM ${cells} AS c
      LEFT JOIN unnest(:bridge_from::integer[], :bridge_to::integer[], :bridge_shares::numeric[],
        :bridge_estimated::boolean[]) AS b (from_id, to_id, share, estimated) ON b.from_id = c.ward_id)`;
