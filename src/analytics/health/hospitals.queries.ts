import type { Session } from '../../platform/database';
import { loadSql } from '../../platform/database/sql';
import type { Position } from '../../platform/geo';
import type { Hospital } from './hospital.type';

const SELECT_HOSPITALS = loadSql(__dirname, 'select_hospitals');

interface HospitalRow extends Position {
  name: string;
  district_id: number | null;
}

/** The sites of hospitals of a partnership by name, each with the postcode district of a day. */
export async function selectHospitals(
  session: Session,
  partnershipIds: readonly number[],
  day: string,
): Promise<Hospital[]> {
  const rows = await session.query<HospitalRow>(SELECT_HOSPITALS, { partnership_ids: partnershipIds, day });
  return rows.map(({ name, district_id: districtId, longitude, latitude, easting, northing }) => ({
    name,
    position: { longitude, latitude, easting, northing },
    districtId,
  }));
}
