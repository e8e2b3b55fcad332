import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { Problem } from '../../problem';

const HEARTBEAT_MS = 5_000;
const STALE_MS = 4 * HEARTBEAT_MS;

interface Holder {
  pid: number;
  host: string;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Whether the process that wrote the lock still lives: by its pid on this host, by the lock's heartbeat on another. */
function isHeld(path: string): boolean {
  try {
    const holder = JSON.parse(readFileSync(path, 'utf8')) as Holder;
    if (Date.now() - statSync(path).mtimeMs > STALE_MS)
      return holder.host === hostname() && isRunning(holder.pid);
    return holder.host !== hostname() || isRunning(holder.pid);
  } catch {
    return false;
  }
}

/**
 * Makes this process the only one that opens the folder: two would corrupt it.
 *
 * @returns a function that gives the lock back.
 * @throws Problem CONFLICT where another living process holds it.
 */
export function lockFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'lock');
  const take = () =>
    writeFileSync(path, JSON.stringify({ pid: process.pid, host: hostname() }), { flag: 'wx' });
  try {
    take();
  } catch {
    if (isHeld(path))
      throw new Problem(
        'CONFLICT',
        'The embedded database is in use by another process (a running server?). Stop that first, ' +
          'choose another DATA_DIR, or set DATABASE_URL to a PostgreSQL server, which many processes can share.',
      );
    rmSync(path, { force: true });
    take();
  }
  const heartbeat = setInterval(() => {
    try {
      utimesSync(path, new Date(), new Date());
    } catch {
      // The folder was removed under us: there is nothing left to guard.
    }
  }, HEARTBEAT_MS);
  heartbeat.unref();
  const release = () => {
    clearInterval(heartbeat);
    process.off('exit', release);
    rmSync(path, { force: true });
  };
  process.once('exit', release);
  return release;
}
