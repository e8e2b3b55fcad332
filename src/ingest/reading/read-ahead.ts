/** Batches of a reader, each read while the one before is loaded; the first is read at once. */
export class ReadAhead<T> implements AsyncIterableIterator<T> {
  private ahead: Promise<IteratorResult<T>>;

  constructor(private readonly batches: AsyncGenerator<T>) {
    this.ahead = this.read();
  }

  private read(): Promise<IteratorResult<T>> {
    const next = this.batches.next();
    next.catch(() => {}); // thrown when the batch is requested
    return next;
  }

  async next(): Promise<IteratorResult<T>> {
    const result = await this.ahead;
    if (!result.done) this.ahead = this.read();
    return result;
  }

  /** Ends the reading early. */
  return(): Promise<IteratorResult<T>> {
    return this.batches.return(undefined);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
