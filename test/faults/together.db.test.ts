import { Command } from '../support/command';
import {
  createTestDatabase,
  describeEmbedded,
  describeOnServer,
  type TestDatabase,
} from '../support/database';
import { recountFaults } from '../support/dump';
import { boundaryFile, box } from '../support/ground';
import { Onlooker } from '../support/session';
import {
  BODY,
  closingLine,
  contentOf,
  fedStreetFile,
  HEADER,
  importOf,
  prepareGround,
  ROWS,
  streetFile,
  TAIL,
} from './street';

jest.setTimeout(300_000);

describeOnServer('two imports at once', () => {
  let fixture: TestDatabase;
  let onlooker: Onlooker;
  beforeAll(async () => {
    fixture = await createTestDatabase();
    await prepareGround(fixture.database);
    onlooker = await Onlooker.on(fixture.environment.DATABASE_URL);
  });
  afterAll(async () => {
    await onlooker.close();
    await fixture.remove();
  });

  test('of the same incidents: the second waits its turn and finds all of them there', async () => {
    const { database, environment } = fixture;
    const file = fedStreetFile();
    const first = Command.start(importOf(file.path), environment);
    await file.give(HEADER + BODY);
    const second = Command.start(importOf(streetFile()), environment);
    await second.until(async () => (await onlooker.others(true)) > 0);
    expect(await contentOf(database)).toEqual({ incidents: 0, submissions: 0 });
    await file.give(TAIL);
    file.end();
    expect(await first.ended).toMatchObject({ code: 0, out: closingLine('loaded') });
    expect(await second.ended).toMatchObject({ code: 0, out: closingLine('unchanged') });
    expect(await contentOf(database)).toEqual({ incidents: ROWS, submissions: 2 });
    expect(await recountFaults(database)).toEqual([]);
  });

  test('of the same boundaries: one loads them, the other finds them there', async () => {
    const file = boundaryFile([
      { code: 'P1', ring: box(0, 0, 1000) },
      { code: 'P2', ring: box(1000, 0, 1000) },
    ]);
    const kind = ['--kind', 'snt-area', '--crs', 'EPSG:27700'];
    const args = ['import', 'boundaries', ...kind, '--partnership', 'FAULTS', file];
    await onlooker.hold("SELECT FROM partnership WHERE code = 'FAULTS' FOR UPDATE");
    const imports = [Command.start(args, fixture.environment), Command.start(args, fixture.environment)];
    await imports[0].until(async () => (await onlooker.others(true)) === 2);
    await onlooker.letGo();
    const ended = await Promise.all(imports.map((running) => running.ended));
    expect(ended.map(({ code, err }) => ({ code, err }))).toEqual(Array(2).fill({ code: 0, err: '' }));
    expect(ended.map(({ out }) => out.replace(/ \+ outside.*\n/, '')).sort()).toEqual([
      'read 2 = loaded 0 + unchanged 2',
      'read 2 = loaded 2 + unchanged 0',
    ]);
  });
});

describeEmbedded('two imports at once', () => {
  test('the second says what to do, and the first goes on', async () => {
    const fixture = await createTestDatabase();
    await prepareGround(fixture.database);
    await fixture.detach();
    const file = fedStreetFile();
    const first = Command.start(importOf(file.path), fixture.environment);
    await file.give(HEADER + BODY);
    const { code, out, err } = await Command.run(importOf(streetFile()), fixture.environment);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^csg: The embedded database is in use by another process .* set DATABASE_URL .*\n$/);
    await file.give(TAIL);
    file.end();
    expect(await first.ended).toMatchObject({ code: 0, out: closingLine('loaded') });
    expect(await Command.run(importOf(streetFile()), fixture.environment)).toMatchObject({
      code: 0,
      out: closingLine('unchanged'),
    });
    await fixture.remove();
  });
});
