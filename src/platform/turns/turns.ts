import { abortedProblem } from '../errors';
import type { Admission } from './admission';

interface Queue {
  running: number;
  /** In the order in which they came. */
  readonly waiting: Set<() => void>;
}

/** Lets each caller have a number of works done at once; his further ones wait, and delay no other caller. */
export class Turns {
  private readonly queues = new Map<string, Queue>();

  /**
   * @param atOnce works of one caller that run at once.
   * @param everyone admits the works of all callers, each when it is its caller's turn.
   */
  constructor(
    private readonly atOnce: number,
    private readonly everyone?: Admission,
  ) {}

  /**
   * Runs `work` when it is the caller's turn; at once where there is no caller.
   *
   * @throws what `work` throws; Problem TIMEOUT where the signal ends the wait, BUSY where all callers together ask too
   *   much.
   */
  async take<T>(caller: string | undefined, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    if (caller === undefined) return work();
    const queue = this.queues.get(caller) ?? { running: 0, waiting: new Set() };
    this.queues.set(caller, queue);
    if (queue.running < this.atOnce) queue.running += 1;
    else await turnIn(queue, signal);
    try {
      return await (this.everyone ? this.everyone.run(work, signal) : work());
    } finally {
      this.next(caller, queue);
    }
  }

  /** Hands a turn that ended to the one that waited longest. */
  private next(caller: string, queue: Queue): void {
    const [start] = queue.waiting;
    if (start) {
      queue.waiting.delete(start);
      start();
      return;
    }
    queue.running -= 1;
    if (queue.running === 0) this.queues.delete(caller);
  }
}

/** Waits until a turn is handed over. */
function turnIn({ waiting }: Queue, signal?: AbortSignal): Promise<void> {
  if (signal?.aborted) return Promise.reject(abortedProblem());
  return new Promise((resolve, reject) => {
    const abort = () => {
      waiting.delete(start);
      reject(abortedProblem());
    };
    const start = () => {
      signal?.removeEventListener('abort', abort);
      resolve();
    };
    waiting.add(start);
    signal?.addEventListener('abort', abort, { once: true });
  });
}
