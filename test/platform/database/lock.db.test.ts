/** @backend embedded */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database } from '../../../src/platform/database';
import { lockFolder } from '../../../src/platform/database/embedded/lock';
import { sql } from '../../support/api';
import { createEmptyDatabase } from '../../support/database';
import { Program } from '../../support/process';

// The embedded database is opened several times, which takes seconds each.
jest.setTimeout(180_000);

let folder: string;
let path: string;
const programs: Program[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'csg-lock-'));
  path = join(folder, 'lock');
});
afterEach(async () => {
  for (const program of programs.splice(0)) await program.kill();
  rmSync(folder, { recursive: true, force: true });
});

const program = (script: string) => {
  const started = Program.run(script, { FOLDER: folder });
  programs.push(started);
  return started;
};

/** Takes the lock, tells how it went, and lives on. */
const TAKE = `
  const { lockFolder } = product('platform/database/embedded/lock');
  try { lockFolder(process.env.FOLDER); console.log('taken'); } catch (error) { console.log(error.code); }
  setInterval(() => {}, 1000);`;

/** Writes the lock of a process whose last sign of life was `secondsAgo` seconds ago. */
function leaveLock(holder: { pid: number; host?: string } | string, secondsAgo = 0): void {
  const text = typeof holder === 'string' ? holder : JSON.stringify({ host: hostname(), ...holder });
  writeFileSync(path, text);
  const then = new Date(Date.now() - secondsAgo * 1000);
  utimesSync(path, then, then);
}

const CONFLICT = { name: 'Problem', code: 'CONFLICT' };
const attempt = () => {
  try {
    lockFolder(folder)();
    return 'taken';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('the lock of a folder', () => {
  test('is held by one, and free again when given back', () => {
    const release = lockFolder(folder);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ pid: process.pid, host: hostname() });
    expect(attempt()).toBe('CONFLICT');
    expect(existsSync(path)).toBe(true);
    release();
    expect(existsSync(path)).toBe(false);
    expect(attempt()).toBe('taken');
  });

  test('makes the folder where there is none', () => {
    const release = lockFolder(join(folder, 'new', 'deep'));
    expect(existsSync(join(folder, 'new', 'deep', 'lock'))).toBe(true);
    release();
  });

  test('of a living process is respected, by the name of a link to the folder too', async () => {
    await program(TAKE).printed(1);
    expect(() => lockFolder(folder)).toThrow(/in use by another process/);
  });

  test('of a killed process is taken over', async () => {
    const holder = program(TAKE);
    await holder.printed(1);
    await holder.kill();
    expect(existsSync(path)).toBe(true);
    expect(attempt()).toBe('taken');
  });

  test('of a killed process is taken over by one of many that start together', async () => {
    const holder = program(TAKE);
    await holder.printed(1);
    await holder.kill();
    const rivals = Array.from({ length: 6 }, () => program(TAKE));
    const answers = await Promise.all(rivals.map((rival) => rival.printed(1)));
    expect(answers.flat().sort()).toEqual([...Array(5).fill('CONFLICT'), 'taken']);
    const winner = rivals[answers.findIndex(([answer]) => answer === 'taken')];
    expect(JSON.parse(readFileSync(path, 'utf8')).pid).toBe(winner.pid);
  });

  test.each<[string, () => void, string]>([
    [
      'of a predecessor that had the pid of this process (a container)',
      () => leaveLock({ pid: process.pid }),
      'taken',
    ],
    ['of this host’s process 1, asleep for an hour', () => leaveLock({ pid: 1 }, 3600), 'CONFLICT'],
    ['of another host with a heartbeat', () => leaveLock({ pid: 1, host: 'elsewhere' }, 10), 'CONFLICT'],
    ['of another host without', () => leaveLock({ pid: 1, host: 'elsewhere' }, 60), 'taken'],
    ['that is being written', () => leaveLock(''), 'CONFLICT'],
    ['that was never written', () => leaveLock('', 60), 'taken'],
    ['that is no lock of ours', () => leaveLock('not JSON'), 'taken'],
  ])('%s', (_, leave, expected) => {
    leave();
    expect(attempt()).toBe(expected);
  });

  test('is freed by a process that ends without giving it back', async () => {
    const ending = program(
      "product('platform/database/embedded/lock').lockFolder(process.env.FOLDER); console.log('taken'); process.exit(0);",
    );
    await ending.ended;
    expect(ending.lines).toEqual(['taken']);
    expect(existsSync(path)).toBe(false);
  });
});

describe('a database', () => {
  test('that is open cannot be opened again, and does not suffer from the attempt', async () => {
    const site = await createEmptyDatabase();
    const database = await site.open();
    await expect(site.open()).rejects.toMatchObject(CONFLICT);
    expect(await sql(database, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await database.close();
    const again = await site.open();
    expect(await sql(again, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await site.remove();
  });

  test.each([
    ['17\n', 'CONFLICT', /made with PostgreSQL 17, and this program has 18\./],
    ['18\n', 'INTERNAL', /^The embedded database cannot be opened \(.*See that its disk has room/],
  ])('that cannot be opened says why, and gives its lock back: %j', async (version, code, message) => {
    const broken = join(folder, 'postgres');
    mkdirSync(broken);
    writeFileSync(join(broken, 'PG_VERSION'), version);
    await expect(Database.open({ folder })).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    });
    expect(existsSync(path)).toBe(false);
  });
});
