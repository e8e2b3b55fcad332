import type { Database } from '../../../src/platform/database';
import { statement } from '../../../src/platform/database/sql';
import { deliver, sharersOf } from '../../ingest/deliveries/quarter';

/** A partnership of its own to which one data set was delivered, in time, with rows that were refused. Gives its id. */
export async function buildSharer(database: Database): Promise<number> {
  const id = await sharersOf(database, 'SHARER');
  const rows = ['RI/1,2023-05-04,', 'RI/2,2023-08-04,MK45', 'RI/3,2023-05-05,MK45 1AB'];
  const { submissionId } = await deliver(database, ['reference,date,postcode_district', ...rows], {
    ...{ partnership: 'SHARER', agency: 'local-authority', dataset: 'racial-incidents' },
  });
  await database.transaction({}, (session) =>
    session.query(
      statement(
        'fixed_receipt',
        `UPDATE submission SET received_at = '2023-07-20T10:00:00Z', public_id = '5a4e6b1c-0000-4000-8000-000000000010' WHERE public_id = :id`,
      ),
      { id: submissionId },
    ),
  );
  return id;
}
