import type { Session } from '../../platform/database';
import { loadSql } from '../../platform/database/sql';
import type { Points } from '../../platform/statistics';

const TO_DEGREES = loadSql(__dirname, 'to_degrees');

/** Longitude and latitude of points of the National Grid, as the database itself transforms them. */
export async function toDegrees(session: Session, points: Points): Promise<[number, number][]> {
  const [{ line }] = await session.query<{ line: string }>(TO_DEGREES, {
    eastings: Array.from(points.eastings),
    northings: Array.from(points.northings),
  });
  return JSON.parse(line).coordinates;
}
