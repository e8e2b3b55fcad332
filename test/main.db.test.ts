/** @duration long */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Command } from './support/command';
import { createTestDatabase, type TestDatabase } from './support/database';

/** The command line as users get it: the built program, in a process of its own. */
const CSG = join(__dirname, '../bin/csg.mjs');

let fixture: TestDatabase;
const csg = (args: string[], environment: Record<string, string> = {}) =>
  Command.run(args, { ...fixture.environment, ...environment });

beforeAll(async () => {
  fixture = await newFixture();
}, 300_000);
afterAll(() => fixture.remove());

/** A database that the command line has for itself. */
async function newFixture(): Promise<TestDatabase> {
  const made = await createTestDatabase();
  await made.detach();
  return made;
}

describe('csg start', () => {
  let server: ChildProcess;
  let empty: TestDatabase;
  let out = '';

  beforeAll(async () => {
    empty = await newFixture();
  }, 300_000);
  afterAll(() => empty.remove());

  async function start(environment: Record<string, string> = {}): Promise<void> {
    out = '';
    const env = { ...process.env, ...empty.environment, PORT: '0', LOG_LEVEL: 'warn', ...environment };
    server = spawn(process.execPath, [CSG, 'start'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let err = '';
    server.stderr!.on('data', (text) => {
      err += text;
    });
    server.stdout!.on('data', (text) => {
      out += text;
    });
    for (let i = 0; i < 1200 && !/editor\/#/.test(out); i++) {
      if (server.exitCode !== null) throw new Error(`the server ended: ${err}`);
      await sleep(100);
    }
  }

  async function stop(): Promise<number> {
    const ended = once(server, 'exit');
    server.kill('SIGTERM');
    return (await ended)[0] as number;
  }

  const printed = () => ({
    url: /listens on (\S+)/.exec(out)![1],
    key: /csg_[\w-]{43}/.exec(out)![0],
    editor: /http\S+editor\S+/.exec(out)![0],
  });

  const ask = async (query: string) => {
    const { url, key } = printed();
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
      body: JSON.stringify({ query }),
    });
    return (await response.json()) as { data: Record<string, never>; errors?: { extensions: object }[] };
  };

  afterEach(async () => {
    if (server.exitCode === null) await stop();
  });

  test('loads the demonstration into an empty database, prints a key that works, and a new one at the next start', async () => {
    await start();
    const first = printed();
    expect(first.editor).toBe(
      `${first.url}/editor/#key=${first.key}&partnership=DEMO2009&from=2008-07-01&to=2009-06-30`,
    );
    expect((await fetch(`${first.url}/readyz`)).status).toBe(200);
    const where = '{ partnership: "DEMO2009", period: { from: "2008-07-01", to: "2009-06-30" } }';
    const query = `{ hotspotClusters(where: ${where}) { clusterCount incidentCount clusters { name } } }`;
    const { data, errors } = await ask(query);
    expect(errors).toBeUndefined();
    expect(data.hotspotClusters).toMatchObject({ clusterCount: expect.any(Number) });

    if (empty.environment.DATA_DIR) {
      const second = await csg(['partnership', 'list'], empty.environment);
      expect(second).toMatchObject({
        code: 1,
        err: expect.stringMatching(/^csg: The embedded database is in use/),
      });
    }
    const running = ask(query.replace('2008-07-01', '2007-07-01'));
    await sleep(200);
    expect(await stop()).toBe(0);
    expect((await running).errors).toBeUndefined();
    if (empty.environment.DATA_DIR) expect(existsSync(join(empty.environment.DATA_DIR, 'lock'))).toBe(false);

    await start({ EDITOR_PAGE: 'on' });
    const second = printed();
    expect(second.key).not.toBe(first.key);
    expect((await ask('{ themes { code } }')).errors).toBeUndefined();
    const old = await fetch(`${second.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${first.key}` },
      body: '{"query": "{ themes { code } }"}',
    });
    expect(old.status).toBe(401);
    expect(await stop()).toBe(0);
  }, 300_000);

  test('a port that is taken is told in a line', async () => {
    const other = spawn(process.execPath, [
      '-e',
      "const s = require('net').createServer().listen(0, '127.0.0.1', () => console.log(s.address().port))",
    ]);
    const [port] = (await once(other.stdout, 'data')) as [Buffer];
    const { code, err } = await csg(['start'], { PORT: String(port).trim() });
    other.kill();
    expect(code).toBe(1);
    // Said at once: nothing was migrated or loaded before.
    expect(err).toBe('csg: The port is in use by another program. Choose others with PORT and HOST.\n');
  }, 300_000);
});
