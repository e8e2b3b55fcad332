import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Piscina } from 'piscina';
import { abortedProblem } from '../errors';
import { packageRoot } from '../files';
import { type Call, FUNCTIONS, type Functions } from './functions';

/** Compiled by the build: a worker thread cannot load TypeScript, so a run from `src/` uses it too. */
const WORKER = join(packageRoot, 'dist', 'src', 'platform', 'threads', 'worker.js');

/** How long a thread beyond the first waits for more work. */
const IDLE_MS = 60_000;

let pool: Piscina | undefined;

/** One thread always stays: otherwise piscina starts none for calls that queue behind an aborted one. */
function threads(): Piscina {
  pool ??= new Piscina({
    filename: WORKER,
    minThreads: 1,
    maxThreads: Math.max(1, availableParallelism() - 1),
    idleTimeout: IDLE_MS,
  });
  return pool;
}

/** The request that a computation is for. A `RequestContext` is one. */
export interface Requester {
  /** Once aborted, the thread is ended in the midst of its work. */
  readonly signal?: AbortSignal;
}

/**
 * Runs a statistic in a thread, so that the event loop stays free for other requests. Arguments and answer are
 * copied; what the function throws is thrown here, a RangeError as a RangeError.
 *
 * @param light runs it here and now: for inputs that are known to take a few milliseconds. Handing over takes one.
 * @throws Problem TIMEOUT where the request was given up.
 */
export async function compute<Name extends keyof Functions>(
  name: Name,
  args: Parameters<Functions[Name]>,
  { signal }: Requester = {},
  light = false,
): Promise<ReturnType<Functions[Name]>> {
  if (signal?.aborted) throw abortedProblem();
  if (light) return (FUNCTIONS[name] as (...args: unknown[]) => ReturnType<Functions[Name]>)(...args);
  try {
    return await threads().run({ name, args } satisfies Call<Name>, { signal });
  } catch (error) {
    throw signal?.aborted ? abortedProblem() : error;
  }
}

/** Ends all threads; unfinished work is lost. The next call starts new ones. */
export async function closeCompute(): Promise<void> {
  const old = pool;
  pool = undefined;
  await old?.destroy();
}
