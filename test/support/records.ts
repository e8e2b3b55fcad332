import { findPartnership } from '../../src/domain/areas';
import { lockPartnership, releaseCounts } from '../../src/domain/incidents';
import { streetReader } from '../../src/ingest/police-uk/street';
import type { RowAccount } from '../../src/ingest/reading/account';
import { incidents } from '../../src/ingest/reading/formats';
import { importFiles } from '../../src/ingest/reading/import-files';
import { loadRecords } from '../../src/ingest/reading/load-records';
import type { IncidentRecord } from '../../src/ingest/reading/record';
import { refreshStatistics } from '../../src/ingest/reading/submission.queries';
import type { Database } from '../../src/platform/database';
import { ORIGIN } from './ground';

let lastNumber = 0;

/** Fields of an incident that a test sets; `at` in metres from the corner of the invented ground. */
export type TestRecord = Partial<Omit<IncidentRecord, 'place'>> & { at?: [x: number, y: number] };

/** A recorded crime of a May noon, each one of its own, except for what `fields` say. */
export function crime({
  at,
  ...fields
}: TestRecord & { place?: IncidentRecord['place'] } = {}): IncidentRecord {
  lastNumber += 1;
  const [x, y] = at ?? [100, 100];
  const occurredFrom = fields.occurredFrom ?? '2023-05-10T11:00:00.000Z';
  return {
    line: lastNumber,
    source: 'police-crimes',
    offence: 'criminal-damage',
    place: {
      kind: 'grid',
      easting: ORIGIN.easting + x,
      northing: ORIGIN.northing + y,
      snapped: fields.source === 'police-uk-street',
    },
    occurredTo: occurredFrom,
    month: londonDate(occurredFrom).slice(0, 7),
    precision: 'MINUTE',
    outcome: null,
    flags: 0,
    reference: null,
    identity: `test ${lastNumber}`,
    ...fields,
    occurredFrom,
  };
}

const LONDON = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/London', dateStyle: 'short' });

/** The day in London of an instant, `YYYY-MM-DD`. */
export function londonDate(instant: string): string {
  return LONDON.format(new Date(instant));
}

/** Makes a release of a partnership's protected counts. */
export async function release(database: Database, partnership: string): Promise<void> {
  await database.transaction({}, async (session) => {
    const { id } = await findPartnership(session, partnership);
    await lockPartnership(session, id);
    await releaseCounts(session, id, 'test');
  });
}

/**
 * Loads records as a delivery of no stated agency would be loaded.
 *
 * @param releases whether to release their protected counts.
 */
export async function load(
  database: Database,
  partnership: string,
  records: IncidentRecord[],
  { releases = true }: { releases?: boolean } = {},
): Promise<RowAccount> {
  const account = await database.transaction({}, (session) =>
    loadRecords(session, partnership, records, () => {}),
  );
  if (releases) await release(database, partnership);
  await database.transaction({}, refreshStatistics);
  return account;
}

/** Imports street-level files of data.police.uk, under any file names. */
export function importStreetFiles(
  database: Database,
  partnership: string,
  paths: string[],
): Promise<RowAccount> {
  return importFiles(database, [incidents(streetReader)], { partnership, paths });
}
