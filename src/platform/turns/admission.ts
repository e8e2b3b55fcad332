import { abortedProblem, Problem } from '../errors';

/** Limits of an {@link Admission}. */
export interface AdmissionLimits {
  /** Works of all callers that run at once. */
  atOnce: number;
  /** Works that wait for their turn. */
  waiting?: number;
  /** Milliseconds for which one waits. */
  waitMs?: number;
}

/** Seconds after which a caller who was turned away may ask again. */
const RETRY_AFTER_SECONDS = 5;

function busy(): Problem {
  return new Problem(
    'BUSY',
    `The server has as much to do as it can hold. Send this again in ${RETRY_AFTER_SECONDS} seconds.`,
    { retryAfterSeconds: RETRY_AFTER_SECONDS },
  );
}

/** Admits a number of works of all callers at once. Some more wait, not for ever; the others are turned away. */
export class Admission {
  private running = 0;
  /** In the order in which they came. */
  private readonly queue = new Set<() => void>();
  private readonly limits: Required<AdmissionLimits>;

  constructor({ atOnce, waiting = 100, waitMs = 10_000 }: AdmissionLimits) {
    this.limits = { atOnce, waiting, waitMs };
  }

  /**
   * Runs `work` as soon as it is admitted.
   *
   * @throws what `work` throws; Problem BUSY where too many wait, or it waited too long; TIMEOUT where the signal ends
   *   the wait.
   */
  async run<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    if (this.running < this.limits.atOnce) this.running += 1;
    else await this.wait(signal);
    try {
      return await work();
    } finally {
      this.leave();
    }
  }

  /** Hands a place over to the work that waited longest. */
  private leave(): void {
    const [start] = this.queue;
    if (start) start();
    else this.running -= 1;
  }

  private wait(signal?: AbortSignal): Promise<void> {
    const { waiting, waitMs } = this.limits;
    if (signal?.aborted) return Promise.reject(abortedProblem());
    if (this.queue.size >= waiting) return Promise.reject(busy());
    return new Promise((resolve, reject) => {
      const end = (settle: () => void) => {
        this.queue.delete(start);
        clearTimeout(timer);
        signal?.removeEventListener('abort', abort);
        settle();
      };
      const start = () => end(resolve);
      const abort = () => end(() => reject(abortedProblem()));
      const timer = setTimeout(() => end(() => reject(busy())), waitMs);
      this.queue.add(start);
      signal?.addEventListener('abort', abort, { once: true });
    });
  }
}
