import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../src/platform/files';
import { type Bench, createDatabase, serverUrl } from './backends';
import { type Line, median, seconds } from './measure';
import { type Memory, startServer } from './server-process';

/**
 * Copy of the installation as `npm ci` leaves it: with the packages, but without the cache that the first start builds.
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

/** Starts the server, waits until it is ready, and stops it. */
async function start(root: string, environment: Record<string, string>) {
  const began = performance.now();
  const server = await startServer(root, environment);
  const took = (performance.now() - began) / 1000;
  const memory = server.memory();
  await server.stop();
  return { took, memory };
}

const megabytes = (memory: Memory | null) =>
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
