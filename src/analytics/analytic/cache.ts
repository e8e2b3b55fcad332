import { abortedProblem } from '../../platform/errors';
import { estimatedBytes } from './size';

interface Kept {
  answer: unknown;
  bytes: number;
}

interface Running {
  answer: Promise<unknown>;
  /** Of the request that it runs for. */
  signal?: AbortSignal;
}

/**
 * Answers by key, in memory, bounded by their estimated size: the one asked for longest ago goes first. An answer is
 * shared by all who ask for it, so nobody may change it.
 */
export class AnswerCache {
  /** In the order in which they were last asked for. */
  private readonly kept = new Map<string, Kept>();
  private readonly running = new Map<string, Running>();
  private total = 0;
  private answered = { kept: 0, shared: 0, computed: 0 };

  /** @param maxBytes 0 keeps nothing, but equal requests at the same time still share one computation. */
  constructor(private readonly maxBytes: number) {}

  /** Bytes of all answers that are kept. */
  get bytes(): number {
    return this.total;
  }

  /** How often an answer was kept from before, shared with a request at the same time, or computed. */
  get counts(): Readonly<AnswerCache['answered']> {
    return this.answered;
  }

  /**
   * The answer of this key: kept, or on its way for another request, or computed now. Errors are not kept. Where the
   * request that an answer was on its way for is given up, one of those who waited computes it.
   *
   * @throws what `compute` throws; Problem TIMEOUT where the signal ends the wait.
   */
  async recall<T>(key: string, compute: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    for (;;) {
      const kept = this.kept.get(key);
      if (kept) {
        this.kept.delete(key);
        this.kept.set(key, kept);
        this.answered.kept += 1;
        return kept.answer as T;
      }
      const running = this.running.get(key);
      if (!running) return this.start(key, compute, signal);
      try {
        const answer = await unlessAborted(running.answer, signal);
        this.answered.shared += 1;
        return answer as T;
      } catch (error) {
        if (signal?.aborted || !running.signal?.aborted) throw error;
      }
    }
  }

  private start<T>(key: string, compute: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    this.answered.computed += 1;
    const answer = compute()
      .then((computed) => {
        this.keep(key, computed);
        return computed;
      })
      .finally(() => this.running.delete(key));
    this.running.set(key, { answer, signal });
    return answer;
  }

  private keep(key: string, answer: unknown): void {
    const bytes = estimatedBytes(answer) + estimatedBytes(key);
    if (bytes > this.maxBytes) return;
    this.kept.set(key, { answer, bytes });
    this.total += bytes;
    for (const [oldest, { bytes: freed }] of this.kept) {
      if (this.total <= this.maxBytes) break;
      this.kept.delete(oldest);
      this.total -= freed;
    }
  }
}

/** Waits for an answer, but no longer than the signal lets it. */
function unlessAborted<T>(answer: Promise<T>, signal?: AbortSignal): Promise<T> {
  if (!signal) return answer;
  if (signal.aborted) return Promise.reject(abortedProblem());
  return new Promise((resolve, reject) => {
    const abort = () => reject(abortedProblem());
    signal.addEventListener('abort', abort, { once: true });
    answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
