/** Milliseconds after which a consumer that takes no batch must give its connection back, to resume reading later. */
const PATIENCE_MS = 2_000;

/**
 * Batches read inside a transaction, each while the consumer works on the one before.
 *
 * @param read is given `hand`, which resolves to false where the consumer is slow or gone. Batches handed over so far
 *   are still delivered, so reading can resume after them.
 */
export async function* batchesOf<T>(
  read: (hand: (batch: T) => Promise<boolean>) => Promise<void>,
): AsyncGenerator<T> {
  const waiting: T[] = [];
  let gone = false;
  let finished = false;
  let failure: { error: unknown } | undefined;
  let wakeReader = () => {};
  let wakeTaken = () => {};
  const hand = async (batch: T): Promise<boolean> => {
    waiting.push(batch);
    wakeReader();
    if (gone) return false;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      wakeTaken = resolve;
      timer = setTimeout(resolve, PATIENCE_MS);
    });
    clearTimeout(timer);
    return waiting.length === 0 && !gone;
  };
  const reading = read(hand)
    .catch((error: unknown) => {
      failure = { error };
    })
    .finally(() => {
      finished = true;
      wakeReader();
    });
  try {
    for (;;) {
      if (waiting.length > 0) {
        const batch = waiting.shift()!;
        wakeTaken();
        yield batch;
      } else if (finished) break;
      else
        await new Promise<void>((resolve) => {
          wakeReader = resolve;
        });
    }
    if (failure) throw failure.error;
  } finally {
    gone = true;
    wakeTaken();
    await reading;
  }
}
