import { storeAgencies, USUAL_AGENCIES } from '../../../src/domain/agencies';
import { type DeliveryAnswer, type DeliveryOptions, deliverDataset } from '../../../src/ingest/deliveries';
import type { Database } from '../../../src/platform/database';
import { box, importAreas, ORIGIN, partnershipOf } from '../../support/ground';
import { fileOf } from '../files';

/** Easting and northing of a point of the invented ground, as columns of a file. */
export const at = (x: number, y: number) => `${ORIGIN.easting + x},${ORIGIN.northing + y}`;

/** A partnership of two wards and two postcode districts with the usual agencies; its id. */
export async function sharersOf(database: Database, code: string): Promise<number> {
  const id = await partnershipOf(database, code);
  await database.transaction({}, (session) => storeAgencies(session, id, USUAL_AGENCIES));
  await importAreas(database, code, 'WARD', [
    { code: 'W1', ring: box(0, 0, 1000) },
    { code: 'W2', ring: box(1000, 0, 1000) },
  ]);
  await importAreas(database, code, 'POSTCODE_DISTRICT', [
    { code: 'MK45', ring: box(0, 0, 1000) },
    { code: 'SG17', ring: box(1000, 0, 1000) },
  ]);
  return id;
}

/** Delivers lines as a file. */
export function deliver(
  database: Database,
  lines: string[],
  options: Partial<DeliveryOptions> & Pick<DeliveryOptions, 'partnership' | 'dataset' | 'agency'>,
): Promise<DeliveryAnswer> {
  const path = fileOf(`${lines.join('\n')}\n`, 'delivery.csv');
  return deliverDataset(database, path, { quarter: '2023Q2', ...options });
}
