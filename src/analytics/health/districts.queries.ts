import type { Session } from '../../platform/database';
import { loadSql } from '../../platform/database/sql';

const SELECT_DISTRICT_PARTNERSHIPS = loadSql(__dirname, 'select_district_partnerships');
const SELECT_SHARED_PEOPLE = loadSql(__dirname, 'select_shared_people');
const SELECT_DISTRICTS = loadSql(__dirname, 'select_districts');
const SELECT_WARDS = loadSql(__dirname, 'select_wards');

/** Codes of the partnerships that areas belong to, by the id of the area. */
export async function selectDistrictPartnerships(
  session: Session,
  ids: readonly number[],
): Promise<Map<number, string>> {
  const rows = await session.query<{ id: number; partnership: string }>(SELECT_DISTRICT_PARTNERSHIPS, {
    ids,
  });
  return new Map(rows.map(({ id, partnership }) => [id, partnership]));
}

/** Postcode district that touches a partnership. */
export interface District {
  id: number;
  code: string;
  name: string;
  /** Share of its extent inside the partnership's wards, 0 to 1; null where there are no wards. */
  inside: number | null;
}

/** The postcode districts of a day, by code. */
export function selectDistricts(
  session: Session,
  partnershipIds: readonly number[],
  day: string,
): Promise<District[]> {
  return session.query<District>(SELECT_DISTRICTS, { partnership_ids: partnershipIds, day });
}

/** A ward of a partnership. */
export interface Ward {
  code: string;
  name: string;
}

/** The wards of a day, by code. */
export function selectWards(
  session: Session,
  partnershipIds: readonly number[],
  day: string,
): Promise<Ward[]> {
  return session.query<Ward>(SELECT_WARDS, { partnership_ids: partnershipIds, day });
}

/** Residents of the overlap of a ward and a postcode district. */
export interface SharedPeople {
  wardCode: string;
  wardName: string;
  districtCode: string;
  people: number;
  /** Basis of the figure: residents of LSOAs, or of the ward, assumed to be evenly spread. */
  by: 'LSOA' | 'WARD';
  /** Year of the figures. */
  year: number;
}

/** Residents shared by the wards and postcode districts of a day, in the available year nearest to `year`. */
export async function selectSharedPeople(
  session: Session,
  asked: { partnershipIds: readonly number[]; day: string; year: number },
): Promise<SharedPeople[]> {
  const rows = await session.query<{
    ward_code: string;
    ward_name: string;
    district_code: string;
    people: number;
    by: SharedPeople['by'];
    year: number;
  }>(SELECT_SHARED_PEOPLE, { partnership_ids: asked.partnershipIds, day: asked.day, year: asked.year });
  return rows.map((row) => ({
    wardCode: row.ward_code,
    wardName: row.ward_name,
    districtCode: row.district_code,
    people: row.people,
    by: row.by,
    year: row.year,
  }));
}
