import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Memory of a process in megabytes, now and at its peak. */
export interface Memory {
  now: number;
  most: number;
}

/** Server in a process of its own. */
export interface ServerProcess {
  url: string;
  /** Reads its memory; null where the system does not report it. */
  memory(): Memory | null;
  stop(): Promise<void>;
}

async function ready(url: string): Promise<void> {
  for (;;) {
    const response = await fetch(`${url}/readyz`).catch(() => null);
    if (response?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function memoryOf({ pid }: ChildProcess): Memory | null {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const megabytes = (field: string) =>
      Math.round(Number(new RegExp(`${field}:\\s+(\\d+) kB`).exec(status)![1]) / 1024);
    return { now: megabytes('VmRSS'), most: megabytes('VmHWM') };
  } catch {
    return null;
  }
}

/**
 * Starts the server of an installation on a free port, and waits until it is ready.
 *
 * @param root folder of the installation.
 */
export async function startServer(root: string, environment: Record<string, string>): Promise<ServerProcess> {
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
  return {
    url,
    memory: () => memoryOf(child),
    stop() {
      child.kill('SIGTERM');
      return ended;
    },
  };
}
