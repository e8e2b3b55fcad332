import { RequestContext, type Role, type Viewer } from '../../../src/access';
import { AnswerCache, answering, canonical } from '../../../src/analytics/analytic';
import { addPartnership } from '../../../src/domain/areas';
import { CaveatCode, caveat } from '../../../src/domain/caveats';
import { Needs, raiseDataVersion } from '../../../src/domain/incidents';
import { createTestDatabase, type TestDatabase } from '../../support/database';

let fixture: TestDatabase;
let partnershipId: number;

beforeAll(async () => {
  fixture = await createTestDatabase();
  await fixture.database.transaction({}, async (session) => {
    partnershipId = (await addPartnership(session, { code: 'ONE', name: 'One' })).id;
    await addPartnership(session, { code: 'TWO', name: 'Two' });
  });
});
afterAll(() => fixture.remove());

const viewer = (role: Role, of: number | null, keyId = 1): Viewer => ({
  role,
  scopes: [],
  partnershipId: of,
  keyId,
});

function asking(answers?: AnswerCache) {
  let computed = 0;
  const compute = jest.fn(async () => ({ computed: ++computed }));
  const ask = (who: Viewer, where: object, parameters: object = {}, name = 'test') =>
    answering({ name, needs: Needs.COUNTS }, compute)(
      new RequestContext(who, fixture.database, 10_000, undefined, answers),
      { where, ...parameters },
    );
  return { ask, compute };
}

const analyst = () => viewer('ANALYST', partnershipId);

test('equal questions of viewers with equal rights share an answer, whatever the order of their fields', async () => {
  const { ask, compute } = asking(new AnswerCache(2 ** 20));
  const near = { longitude: 1, latitude: 2 };
  const first = await ask(
    analyst(),
    { partnership: 'ONE', near, themes: undefined },
    { eps: 250, least: null },
  );
  const { longitude, latitude } = near;
  const again = { near: { latitude, longitude }, partnership: 'ONE' };
  expect(await ask(viewer('ANALYST', partnershipId, 2), again, { eps: 250 })).toBe(first);
  expect(compute).toHaveBeenCalledTimes(1);
});

test('another analytic, parameter, filter or partnership is another question', async () => {
  const { ask, compute } = asking(new AnswerCache(2 ** 20));
  await ask(analyst(), { partnership: 'ONE' });
  await ask(analyst(), { partnership: 'ONE' }, { eps: 250 });
  await ask(analyst(), { partnership: 'ONE', themes: ['a', 'b'] });
  await ask(analyst(), { partnership: 'ONE', themes: ['b', 'a'] });
  await ask(analyst(), { partnership: 'TWO' });
  await ask(analyst(), { partnership: 'ONE' }, {}, 'other');
  expect(compute).toHaveBeenCalledTimes(6);
});

test('an answer tells each caveat once, however many of its parts tell it', async () => {
  const compute = async () => ({
    caveats: [
      caveat(CaveatCode.PERTURBED, 'Counts are protected.'),
      caveat(CaveatCode.UNLOCATED, 'Some have no place.'),
      caveat(CaveatCode.PERTURBED, 'Counts are protected.'),
    ],
  });
  const request = new RequestContext(analyst(), fixture.database, 10_000);
  for (const kept of [true, false]) {
    const answer = await answering({ name: 'told', needs: Needs.COUNTS, kept }, compute)(request, {
      partnership: 'ONE',
    });
    expect(answer.caveats).toEqual([
      { code: 'PERTURBED', message: 'Counts are protected.' },
      { code: 'UNLOCATED', message: 'Some have no place.' },
    ]);
  }
});

test('viewers of different rights never share', async () => {
  const { ask, compute } = asking(new AnswerCache(2 ** 20));
  const viewers = [
    ...(['PUBLIC', 'PARTNER', 'ANALYST', 'ADMIN'] as const).flatMap((role) => [
      viewer(role, null),
      viewer(role, partnershipId),
      viewer(role, partnershipId + 1),
    ]),
    { ...analyst(), scopes: ['submit' as const] },
    { ...analyst(), scopes: ['read' as const] },
  ];
  for (const who of viewers) await ask(who, { partnership: 'ONE' });
  expect(compute).toHaveBeenCalledTimes(viewers.length);
});

test('a load makes every answer of its partnership be computed anew', async () => {
  const { ask, compute } = asking(new AnswerCache(2 ** 20));
  await ask(analyst(), { partnership: 'ONE' });
  await ask(analyst(), { partnership: 'TWO' });
  await fixture.database.transaction({}, (session) => raiseDataVersion(session, partnershipId));
  await ask(analyst(), { partnership: 'ONE' });
  await ask(analyst(), { partnership: 'TWO' });
  expect(compute).toHaveBeenCalledTimes(3);
});

test('a request without a cache computes, and asks the database nothing', async () => {
  const { ask, compute } = asking();
  const before = fixture.database.statementCount;
  await ask(analyst(), { partnership: 'ONE' });
  await ask(analyst(), { partnership: 'ONE' });
  expect(compute).toHaveBeenCalledTimes(2);
  expect(fixture.database.statementCount).toBe(before);
});

test('a computation that is not kept computes for each request', async () => {
  const compute = jest.fn(async () => ({}));
  const ask = answering({ name: 'test', needs: Needs.COUNTS, kept: false }, compute);
  const answers = new AnswerCache(2 ** 20);
  for (let i = 0; i < 2; i++)
    await ask(new RequestContext(analyst(), fixture.database, 10_000, undefined, answers), {});
  expect(compute).toHaveBeenCalledTimes(2);
});

test('a kept computation must say whose data it reads', async () => {
  const { ask } = asking(new AnswerCache(2 ** 20));
  await expect(ask(analyst(), {})).rejects.toThrow('names no partnership');
});

test('defaults that are left out, null or written out are the same question', async () => {
  const compute = jest.fn(async (_: unknown, args: { eps?: number | null }) => ({ eps: args.eps }));
  const ask = answering<{ partnership: string; eps?: number | null }, object>(
    { name: 'test', needs: Needs.COUNTS, defaults: { eps: 250 } },
    compute,
  );
  const context = new RequestContext(
    analyst(),
    fixture.database,
    10_000,
    undefined,
    new AnswerCache(2 ** 20),
  );
  for (const eps of [undefined, null, 250])
    expect(await ask(context, { partnership: 'ONE', eps })).toEqual({ eps: 250 });
  expect(compute).toHaveBeenCalledTimes(1);
  expect(await ask(context, { partnership: 'ONE', eps: 300 })).toEqual({ eps: 300 });
});

test('canonical text does not depend on order, and null says the same as nothing', () => {
  expect(canonical({ b: [{ y: 1, x: null }], a: 'z' })).toBe('{"a":"z","b":[{"y":1}]}');
  expect(canonical([1, null, '2'])).toBe('[1,null,"2"]');
});
