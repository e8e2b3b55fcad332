/** Batches of a reader, each read while the one before is being loaded; the first is read at once. */
export class ReadAhead<T> implements AsyncIterableIterator<T> {
  private ahead: Promise<IteratorResult<T>>;

  constructor(private readonly batches: AsyncGenerator<T>) {
    this.ahead = this.read();
  }

  private read(): Promise<IteratorResult<T>> {
    const next = this.batches.next();
    next.catch(() => {}); // a failure is met when its batch is asked for
    return next;
  }

  async next(): Promise<IteratorResult<T>> {
    const result = await this.ahead;
    if (!result.done) this.ahead = this.read();
    return result;
  }

  /** Ends the reading, however far it is. */
  return(): Promise<IteratorResult<T>> {
    return this.batches.return(undefined);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
