import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Piscina } from 'piscina';
import { abortedProblem } from '../errors';
import { packageRoot } from '../files';
import { Admission, Turns } from '../turns';
import { type Call, FUNCTIONS, type Functions } from './functions';

/** Compiled worker: a thread cannot load TypeScript, so a run from `src/` uses it too. */
const WORKER = join(packageRoot, 'dist', 'src', 'platform', 'threads', 'worker.js');

/** Milliseconds for which a thread beyond the first waits for more work. */
const IDLE_MS = 60_000;

const MAX_THREADS = Math.max(1, availableParallelism() - 1);

/** Calls of one caller that are handed to the threads at once, so that his others do not queue before those of others. */
const turns = new Turns(Math.max(1, Math.floor(MAX_THREADS / 2)), new Admission({ atOnce: MAX_THREADS }));

let pool: Piscina | undefined;

/**
 * Pool of threads. One always stays, since piscina would otherwise start none for calls queued behind an aborted one.
 */
function threads(): Piscina {
  pool ??= new Piscina({
    filename: WORKER,
    minThreads: 1,
    maxThreads: MAX_THREADS,
    idleTimeout: IDLE_MS,
  });
  return pool;
}

/** Request that a computation is for, such as a `RequestContext`. */
export interface Requester {
  /** Ends the thread during its work when it aborts. */
  readonly signal?: AbortSignal;
  /** Key or address of the request, whose computations take turns. */
  readonly caller?: string;
}

/**
 * Runs a statistic in a thread, so that the event loop stays free for other requests. Arguments and answer are copied;
 * errors of the function are thrown here, a RangeError as a RangeError.
 *
 * @param light whether to run in this thread, for inputs known to take a few milliseconds; handing over takes one.
 * @throws Problem TIMEOUT where the request was given up, BUSY where too many wait for the threads.
 */
export async function compute<Name extends keyof Functions>(
  name: Name,
  args: Parameters<Functions[Name]>,
  { signal, caller }: Requester = {},
  light = false,
): Promise<ReturnType<Functions[Name]>> {
  if (signal?.aborted) throw abortedProblem();
  if (light) return (FUNCTIONS[name] as (...args: unknown[]) => ReturnType<Functions[Name]>)(...args);
  try {
    return await turns.take(
      caller,
      () => threads().run({ name, args } satisfies Call<Name>, { signal }),
      signal,
    );
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
