/**
 * What the command line says of itself and of mistakes, alike on any database.
 *
 * @backend either
 */
import { version } from '../../package.json';
import { Command } from '../support/command';
import { createTestDatabase, type TestDatabase } from '../support/database';

let fixture: TestDatabase;
const csg = (args: string[], environment: Record<string, string> = {}) =>
  Command.run(args, { ...fixture.environment, ...environment });

beforeAll(async () => {
  fixture = await createTestDatabase();
  await fixture.detach();
}, 300_000);
afterAll(() => fixture.remove());

describe('help', () => {
  test.each([
    [[], ['start', 'migrate', 'seed', 'partnership', 'import', 'key', 'backup', 'restore']],
    [['start'], ['$ PORT=8080']],
    [['migrate'], ['--revert', '$ DATABASE_URL=']],
    [
      ['partnership', 'add'],
      ['<code>', '--members', '$ csg partnership add E22000353'],
    ],
    [
      ['partnership', 'members', 'add'],
      ['<county>', '--records', '$ csg partnership members add'],
    ],
    [
      ['import', 'boundaries'],
      ['--kind', '--valid-from', '--code-field', '--dry-run', '--allow-rejects', '$ csg import boundaries'],
    ],
    [
      ['import', 'police-uk'],
      ['--partnership', '--dry-run', '$ csg import police-uk'],
    ],
    [['backup'], ['<file>', 'the hashes of the keys and the secret', '$ csg backup']],
    [['restore'], ['<file>', '--replace', '$ DATA_DIR=']],
    [
      ['import', 'people'],
      ['--partnership', '--dry-run', 'incident_reference', '$ csg import people'],
    ],
    [
      ['key', 'create'],
      ['--role', '--scope', '$ csg key create'],
    ],
  ])('csg %j --help', async (command, parts) => {
    const { code, out } = await csg([...command, '--help']);
    expect(code).toBe(0);
    for (const part of parts) expect(out).toContain(part);
  });

  test('csg --version', async () => {
    expect(await csg(['--version'])).toMatchObject({ code: 0, out: `${version}\n` });
  });
});

describe('errors are one line, without a stack', () => {
  test.each<[string, string[], Record<string, string>, RegExp]>([
    [
      'a wrong setting',
      ['migrate'],
      { PORT: 'hunter2' },
      /^csg: These settings cannot be used:\n {2}PORT must be .*\n$/,
    ],
    [
      'an unknown partnership',
      ['key', 'create', '--role', 'analyst', '--partnership', 'X', '--name', 'n'],
      {},
      /^csg: No partnership has this code\. .*\n$/,
    ],
    [
      'a file that is not there',
      ['import', 'police-uk', '--partnership', 'X', '/nowhere'],
      {},
      /^csg: .*\n$/,
    ],
    [
      'a database that is not there',
      ['migrate'],
      { DATABASE_URL: 'postgres://127.0.0.1:1/x' },
      /^csg: The database cannot be reached.*\n$/,
    ],
    [
      'what nobody foresaw',
      ['migrate'],
      { DATABASE_URL: '', DATA_DIR: '/dev/null/x' },
      /^csg: unexpected fault: .*\(LOG_LEVEL=debug shows where\)\n$/,
    ],
  ])('%s', async (_, args, environment, message) => {
    const { code, out, err } = await csg(args, environment);
    expect(err).toMatch(message);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).not.toContain('hunter2');
  });

  test('the stack is shown where someone debugs', async () => {
    const { err } = await csg(['migrate'], { DATABASE_URL: '', DATA_DIR: '/dev/null/x', LOG_LEVEL: 'debug' });
    expect(err).toContain('\n    at ');
  });

  test.each([
    [['nonsense']],
    [['key', 'create', '--role', 'king', '--name', 'n']],
    [['key', 'revoke', 'seven']],
    [['import', 'boundaries', '--kind', 'county', '--partnership', 'X', 'file']],
    [['import', 'boundaries', '--kind', 'ward', '--partnership', 'X', '--valid-from', '2023-02-30', 'file']],
  ])('csg %j', async (args) => {
    const { code, err } = await csg(args);
    expect(code).toBe(1);
    expect(err).toMatch(/^error: .*\n\(add --help for what it takes\)/);
  });
});
