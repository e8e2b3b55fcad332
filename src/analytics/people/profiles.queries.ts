import { AreaKind, areasOfLocations, holdersOf } from '../../domain/areas';
import type { PersonRecord, Selection, SystemCode } from '../../domain/incidents';
import { type Session, unpackFloats } from '../../platform/database';
import { type Fragment, join, loadSql, sql } from '../../platform/database/sql';
import type { Person } from './people';

const COUNT_PEOPLE = loadSql(__dirname, 'count_people');
const SELECT_PEOPLE_SOURCES = loadSql(__dirname, 'select_people_sources');
const COUNT_OFFENDERS = loadSql(__dirname, 'count_offenders');
const SELECT_HOMES = loadSql(__dirname, 'select_homes');
const SELECT_POPULATION = loadSql(__dirname, 'select_population');

/** Role of a person in an incident. */
export type Role = Exclude<PersonRecord['role'], 'EXCLUDED'>;

/** People of a role in the incidents of a selection. */
export interface PeopleAsked {
  selection: Selection;
  role: Role;
}

/** People of a role, and the number of incidents that they come from. */
export interface CountedPeople {
  people: Person[];
  incidents: number;
  /** Incidents with anybody of the role. */
  covered: number;
}

interface PeopleRow {
  request: number;
  organisation: boolean;
  sex: PersonRecord['sex'];
  age_band_system: string | null;
  age_band: string | null;
  self_defined_system: string | null;
  self_defined: string | null;
  officer_defined_system: string | null;
  officer_defined: string | null;
  n: number;
  incidents: number;
  covered: number;
}

const systemCode = (system: string | null, code: string | null) =>
  system === null ? null : { system, code: code! };

/** Incidents of a selection with their people of a role, one row for each person. */
function involved({ selection, role }: PeopleAsked, request: number): Fragment {
  return sql`SELECT ${request}::integer AS request, c.id, p.person_key, p.organisation, p.sex, p.age_band_system, p.age_band,
    p.self_defined_system, p.self_defined, p.officer_defined_system, p.officer_defined
  FROM ${selection.rows.records(selection.period)} AS c
  LEFT JOIN involvement AS p ON p.partnership_id = c.partnership_id AND p.incident_id = c.id AND p.role = ${role}`;
}

/** Counts people of each selection by all known attributes, in one statement. */
export async function countPeople(session: Session, asked: PeopleAsked[]): Promise<CountedPeople[]> {
  if (asked.length === 0) return [];
  const rows = await session.query<PeopleRow>(
    COUNT_PEOPLE.with({ involved: join(asked.map(involved), ' UNION ALL ') }),
  );
  return asked.map((_, request) => {
    const own = rows.filter((row) => row.request === request);
    return {
      people: own
        .filter(({ n }) => n > 0)
        .map((row) => ({
          organisation: row.organisation,
          sex: row.sex,
          ageBand: systemCode(row.age_band_system, row.age_band),
          ethnicities: {
            SELF_DEFINED: systemCode(row.self_defined_system, row.self_defined),
            OFFICER_DEFINED: systemCode(row.officer_defined_system, row.officer_defined),
          },
          n: row.n,
        })),
      incidents: own[0]?.incidents ?? 0,
      covered: own[0]?.covered ?? 0,
    };
  });
}

/**
 * Whether anybody of a role was delivered for the sources of each selection, where the viewer may know it; one
 * statement.
 *
 * @param asked selections of one partnership.
 */
export async function hasPeople(session: Session, asked: PeopleAsked[]): Promise<boolean[]> {
  if (asked.length === 0) return [];
  const pairsOf = ({ selection, role }: PeopleAsked) =>
    selection.recordSources.map(({ id }) => `${role} ${id}`);
  const pairs = [...new Set(asked.flatMap(pairsOf))].map((pair) => pair.split(' '));
  const rows = await session.query<{ role: Role; source_id: number }>(SELECT_PEOPLE_SOURCES, {
    partnership_ids: holdersOf(asked[0].selection.partnership).ids,
    roles: pairs.map(([role]) => role),
    sources: pairs.map(([, source]) => Number(source)),
  });
  const known = new Set(rows.map(({ role, source_id }) => `${role} ${source_id}`));
  return asked.map((each) => pairsOf(each).some((pair) => known.has(pair)));
}

/** Distribution of incidents of a selection by number of offenders, ascending. */
export function countOffenders(
  session: Session,
  selection: Selection,
): Promise<{ offenders: number; incidents: number }[]> {
  return session.query(COUNT_OFFENDERS.with({ incidents: selection.rows.records(selection.period) }));
}

/** Where the offenders of a selection live. */
export interface Homes {
  sameWard: number;
  neighbouringWard: number;
  elsewhere: number;
  outside: number;
  /** Offenders with an unknown home, or an unknown ward of the incident. */
  unknown: number;
  /** Largest distance within the area, metres, for pairs of home and incident in one area. */
  withinArea: Float64Array;
  /** Distance between home and incident, metres, for the other pairs. */
  distances: Float64Array;
}

/** Homes of the offenders of a selection, relative to the incidents' wards and places. */
export async function selectHomes(session: Session, selection: Selection): Promise<Homes> {
  const { ids } = holdersOf(selection.partnership);
  const slots = {
    incidents: selection.rows.records(selection.period),
    wards: areasOfLocations(ids, AreaKind.WARD),
  };
  const [row] = await session.query<{
    same_ward: number;
    neighbouring_ward: number;
    elsewhere: number;
    outside: number;
    unknown: number;
    within_area: Buffer | null;
    distances: Buffer | null;
  }>(SELECT_HOMES.with(slots), { partnership_ids: ids });
  return {
    sameWard: row.same_ward,
    neighbouringWard: row.neighbouring_ward,
    elsewhere: row.elsewhere,
    outside: row.outside,
    unknown: row.unknown,
    withinArea: unpackFloats(row.within_area),
    distances: unpackFloats(row.distances),
  };
}

/** Residents of the extent of a filter. A null attribute means its values are added together. */
export interface PopulationFigure {
  year: number;
  ageBand: SystemCode | null;
  sex: 'FEMALE' | 'MALE' | null;
  ethnicity: SystemCode | null;
  n: number;
  /** Whether the figure is estimated from smaller areas that fit best. */
  estimated: boolean;
}

/** Residents of areas of one kind in the year nearest to `year`, in every breakdown published for all of the areas. */
export async function selectPopulation(
  session: Session,
  areas: { partnershipIds: number[]; kind: string; codes: string[]; year: number },
): Promise<PopulationFigure[]> {
  const rows = await session.query<{
    year: number;
    age_band_system: string | null;
    age_band: string | null;
    sex: 'FEMALE' | 'MALE' | null;
    ethnicity_system: string | null;
    ethnicity: string | null;
    n: number;
    estimated: boolean;
  }>(SELECT_POPULATION, {
    partnership_ids: areas.partnershipIds,
    area_kind: areas.kind,
    area_codes: areas.codes,
    year: areas.year,
  });
  return rows.map((row) => ({
    year: row.year,
    ageBand: systemCode(row.age_band_system, row.age_band),
    sex: row.sex,
    ethnicity: systemCode(row.ethnicity_system, row.ethnicity),
    n: row.n,
    estimated: row.estimated,
  }));
}
