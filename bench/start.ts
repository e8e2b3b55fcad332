import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../src/database';
import { type Bench, createDatabase, serverUrl } from './backends';
import { type Line, median, seconds } from './measure';

/**
 * A copy of the installation without its cache, as `npm ci` leaves it: the packages are shared, what is made on the
 * first start is not.
 */
function newInstallation(): string {
  const root = mkdtempSync(join(tmpdir(), 'csg-bench-install-'));
  cpSync(join(packageRoot, 'package.json'), join(root, 'package.json'));
  cpSync(join(packageRoot, 'dist'), join(root, 'dist'), { recursive: true });
  mkdirSync(join(root, 'node_modules'));
  for (const name of readdirSync(join(packageRoot, 'node_modules')))
    if (!name.startsWith('.'))
      symlinkSync(join(packageRoot, 'node_modules', name), join(root, 'node_modules', name));
  return root;
}

async function ready(url: string): Promise<void> {
  for (;;) {
    const response = await fetch(`${url}/readyz`).catch(() => null);
    if (response?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Megabytes of memory that a process has now, and had at most; null where the system does not tell. */
function memoryOf({ pid }: ChildProcess): { now: number; most: number } | null {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const megabytes = (field: string) =>
      Math.round(Number(new RegExp(`${field}:\\s+(\\d+) kB`).exec(status)![1]) / 1024);
    return { now: megabytes('VmRSS'), most: megabytes('VmHWM') };
  } catch {
    return null;
  }
}

/** Starts the server, waits until it is ready, and stops it. */
async function start(root: string, environment: Record<string, string>) {
  const began = performance.now();
  const child = spawn(process.execPath, [join(root, 'dist', 'src', 'main.js'), 'start'], {
    env: {
      ...process.env,
      DATABASE_URL: '',
      PORT: '0',
      HOST: '127.0.0.1',
      LOG_LEVEL: 'error',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (chunk) => {
      text += chunk;
      const found = /https?:\/\/[\d.]+:\d+/.exec(text);
      if (found) resolve(found[0]);
    });
    child.once('exit', () => reject(new Error('the server ended before it was ready')));
  });
  await ready(url);
  const took = (performance.now() - began) / 1000;
  const memory = memoryOf(child);
  child.kill('SIGTERM');
  await ended;
  return { took, memory };
}

const megabytes = (memory: { now: number; most: number } | null) =>
  memory ? `${memory.now} MB, ${memory.most} MB at most` : 'unknown here';

/** Measures a first start with the demonstration, and starts after it. */
export async function benchStart({ backend }: Bench, runs: number): Promise<Line[]> {
  const root = newInstallation();
  const folder = mkdtempSync(join(tmpdir(), 'csg-bench-start-'));
  const created = backend === 'server' ? await createDatabase(serverUrl!) : null;
  const environment: Record<string, string> = created ? { DATABASE_URL: created.url } : { DATA_DIR: folder };
  try {
    const first = await start(root, environment);
    const later = [];
    for (let i = 0; i < runs; i++) later.push(await start(root, environment));
    const times = later.map(({ took }) => took);
    return [
      { what: 'first start of an installation, with the demonstration', value: seconds([first.took]) },
      {
        what: 'second start, to the first /readyz',
        value: seconds(times),
        target: '≤ 5 s',
        met: median(times) <= 5,
      },
      { what: 'memory of the server, first start', value: megabytes(first.memory) },
      { what: 'memory of the server, second start', value: megabytes(later[0].memory) },
    ];
  } finally {
    await created?.drop();
    rmSync(folder, { recursive: true, force: true });
    rmSync(root, { recursive: true, force: true });
  }
}
