import { type Session, unpackFloats } from '../database';
import { loadSql } from '../database/sql';
import { type PersonRecord, recordsIn, type Selection, type SystemCode } from '../incidents';
import type { Person } from './people';

const COUNT_PEOPLE = loadSql(__dirname, 'count_people');
const SELECT_HAS_PEOPLE = loadSql(__dirname, 'select_has_people');
const COUNT_OFFENDERS = loadSql(__dirname, 'count_offenders');
const SELECT_HOMES = loadSql(__dirname, 'select_homes');
const SELECT_POPULATION = loadSql(__dirname, 'select_population');

/** In what way somebody was in an incident. */
export type Role = PersonRecord['role'];

interface PeopleRow {
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

/** The people of a selection by all that is known of them, and how many of its incidents they are from. */
export async function countPeople(
  session: Session,
  selection: Selection,
  role: Role,
): Promise<{ people: Person[]; incidents: number; covered: number }> {
  const selected = recordsIn(selection, selection.period);
  const rows = await session.query<PeopleRow>(COUNT_PEOPLE.with({ selected: selected.sql }), {
    ...selected.parameters,
    role,
  });
  return {
    people: rows
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
    incidents: rows[0]?.incidents ?? 0,
    covered: rows[0]?.covered ?? 0,
  };
}

/** Whether anybody of a role has been delivered at all for the sources of a selection, as far as the viewer may know. */
export async function hasPeople(session: Session, selection: Selection, role: Role): Promise<boolean> {
  const [row] = await session.query<{ has_people: boolean }>(SELECT_HAS_PEOPLE, {
    ...selection.parameters,
    role,
    sources: selection.recordSources.map(({ id }) => id),
  });
  return row.has_people;
}

/** How many incidents of a selection have how many offenders, the fewest first. */
export function countOffenders(
  session: Session,
  selection: Selection,
): Promise<{ offenders: number; incidents: number }[]> {
  const selected = recordsIn(selection, selection.period);
  return session.query(COUNT_OFFENDERS.with({ selected: selected.sql }), selected.parameters);
}

/** Where the offenders of a selection live. */
export interface Homes {
  sameWard: number;
  neighbouringWard: number;
  elsewhere: number;
  outside: number;
  /** Offenders of whom home or ward of the incident are not known. */
  unknown: number;
  /** Pairs of home and incident in one area. */
  sameArea: number;
  /** Metres between home and incident, of the other pairs. */
  distances: Float64Array;
}

/** Where the offenders of a selection live, from the incidents' wards and from the incidents. */
export async function selectHomes(session: Session, selection: Selection): Promise<Homes> {
  const selected = recordsIn(selection, selection.period);
  const [row] = await session.query<{
    same_ward: number;
    neighbouring_ward: number;
    elsewhere: number;
    outside: number;
    unknown: number;
    same_area: number;
    distances: Buffer | null;
  }>(SELECT_HOMES.with({ selected: selected.sql }), selected.parameters);
  return {
    sameWard: row.same_ward,
    neighbouringWard: row.neighbouring_ward,
    elsewhere: row.elsewhere,
    outside: row.outside,
    unknown: row.unknown,
    sameArea: row.same_area,
    distances: unpackFloats(row.distances),
  };
}

/** Residents of the ground of a filter. A null means all of them together. */
export interface PopulationFigure {
  year: number;
  ageBand: SystemCode | null;
  sex: 'FEMALE' | 'MALE' | null;
  ethnicity: SystemCode | null;
  n: number;
  /** Made from smaller areas that fit best. */
  estimated: boolean;
}

/** Residents of areas of one kind, all ways in which they are published for all of the areas, nearest to a year. */
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
