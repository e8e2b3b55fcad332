import {
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { Problem } from '../../errors';

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

/** Paths of the locks that this process holds, since in a container a new process often has the pid of a dead one. */
const ours = new Set<string>();

function isAlive({ pid, host }: Holder, path: string, fresh: boolean): boolean {
  if (host !== hostname()) return fresh;
  return pid === process.pid ? ours.has(path) : isRunning(pid);
}

/** Whether the process that wrote a lock is alive: by its pid on this host, by the lock's heartbeat on another. */
function isHeld(path: string, file = path): boolean {
  try {
    const fresh = Date.now() - statSync(file).mtimeMs <= STALE_MS;
    const text = readFileSync(file, 'utf8');
    return text === '' ? fresh : isAlive(JSON.parse(text), path, fresh); // empty: being written at this moment
  } catch {
    return false;
  }
}

function inUse(): Problem {
  return new Problem(
    'CONFLICT',
    'The embedded database is in use by another process (a running server?). Stop that first, ' +
      'choose another DATA_DIR, or set DATABASE_URL to a PostgreSQL server, which many processes can share.',
  );
}

/** Removes the lock of a dead process. Of several processes that try, one succeeds; a live lock is put back. */
function clear(path: string): void {
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch {
    return; // another process was faster
  }
  if (isHeld(path, aside)) {
    renameSync(aside, path);
    throw inUse();
  }
  rmSync(aside, { force: true });
}

/**
 * Locks a folder for this process, since two processes that open it would corrupt it.
 *
 * @returns function that releases the lock.
 * @throws Problem CONFLICT where another live process holds it.
 */
export function lockFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true });
  const path = join(realpathSync(folder), 'lock');
  const take = () =>
    writeFileSync(path, JSON.stringify({ pid: process.pid, host: hostname() }), { flag: 'wx' });
  try {
    take();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    if (isHeld(path)) throw inUse();
    clear(path);
    try {
      take();
    } catch {
      throw inUse();
    }
  }
  ours.add(path);
  const heartbeat = setInterval(() => {
    try {
      utimesSync(path, new Date(), new Date());
    } catch {
      // The folder was removed meanwhile, so there is nothing left to guard.
    }
  }, HEARTBEAT_MS);
  heartbeat.unref();
  const release = () => {
    clearInterval(heartbeat);
    process.off('exit', release);
    ours.delete(path);
    rmSync(path, { force: true });
  };
  process.once('exit', release);
  return release;
}
