/** @backend either */
import { openTarget, run, type Target } from '../../../fuzz/run';
import { demonstration } from '../../../seeds/demonstration';
import { buildApiSchema } from '../../../src/api/graphql/schema';
import { closeCompute } from '../../../src/platform/threads';
import { createDemonstration, type TestDatabase } from '../../support/database';
import { dataOf } from '../../support/dump';

let fixture: TestDatabase;
let target: Target;

beforeAll(async () => {
  fixture = await createDemonstration();
  target = await openTarget(fixture.database, await buildApiSchema(), demonstration.code);
});
afterAll(async () => {
  await target.app.close();
  await closeCompute();
  await fixture.remove();
});

test('two hundred random requests break no rule and change nothing, and half of the operations reach a resolver', async () => {
  const before = await dataOf(fixture.database);
  const { faults, operations, resolved } = await run(target, { seed: 1, first: 0, count: 200 });
  expect(faults).toEqual([]);
  expect(resolved / operations).toBeGreaterThan(0.5);
  expect(await dataOf(fixture.database)).toEqual(before);
}, 120_000);
