/** @backend either */

import { streetFile } from '../domain/incidents/coverage/street-files';
import { Command } from '../support/command';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { dunstableOf } from '../support/ground';
import { importStreetFiles } from '../support/records';

let fixture: TestDatabase;

const csg = (...args: string[]) => Command.run(args, fixture.environment);
const calendar = async () => {
  const { code, out, err } = await csg('coverage', '--partnership', 'HERE');
  expect([code, err]).toEqual([0, '']);
  return out;
};

beforeAll(async () => {
  fixture = await createTestDatabase();
  await dunstableOf(fixture.database, 'EMPTY');
  await dunstableOf(fixture.database, 'HERE');
  await importStreetFiles(fixture.database, 'HERE', [
    streetFile({ month: '2021-11', rows: 20 }),
    streetFile({ month: '2021-12', rows: 20, placeless: 2 }),
    streetFile({ month: '2022-02', rows: 20 }),
    streetFile({ month: '2022-01', rows: 1, publisher: 'British Transport Police' }),
  ]);
  await fixture.detach();
}, 300_000);
afterAll(() => fixture.remove());

test('the months of a source are a calendar, with holes, and the rows of each publisher', async () => {
  expect(await calendar()).toBe(
    [
      'data.police.uk street-level crime (police-uk-street)',
      '        J F M A M J J A S O N D',
      '  2021  · · · · · · · · · · ■ ■',
      '  2022  ✗ ■ · · · · · · · · · ·',
      '  Test Police: 3 months, 60 rows located, 2 without a place; missing 2022-01',
      '  British Transport Police: 1 months, 1 rows located, 0 without a place',
      '',
      '■ delivered  ✗ never delivered, counted as unknown  ? nobody can say  … not yet due',
      '',
    ].join('\n'),
  );
});

test('where nothing was delivered it says what to do', async () => {
  const { out } = await csg('coverage', '--partnership', 'EMPTY');
  expect(out).toBe(
    'Nothing has been delivered to EMPTY yet. Next: csg import police-uk --partnership EMPTY PATH\n',
  );
});

test('a month that somebody declares delivered is no hole any more', async () => {
  const declared = await csg(
    ...['coverage', 'set', 'delivered', '--partnership', 'HERE', '--source', 'police-uk-street'],
    ...['--publisher', 'Test Police', '--from', '2022-01', '--to', '2022-01'],
  );
  expect(declared).toMatchObject({ code: 0, err: expect.stringContaining('taken as delivered') });
  expect(await calendar()).toMatch(/2022 {2}■ ■ · /);
});
