/** A reader that takes nothing for so long gives its connection back and is read for again later. */
const PATIENCE_MS = 2_000;

/**
 * What a reader is handed inside a transaction, batch by batch: the next one is read while it works on the last.
 *
 * @param read is given `hand`, which says whether to go on: not where the reader is slow or gone. What was handed over
 *   is not lost then, so reading can be taken up after it.
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
