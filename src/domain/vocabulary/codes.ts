/** Rows with a code and an id, found by either. */
export class Codes<T extends { id: number; code: string }> {
  private readonly byId: Map<number, T>;
  private readonly byCode: Map<string, T>;

  constructor(readonly all: T[]) {
    this.byId = new Map(all.map((row) => [row.id, row]));
    this.byCode = new Map(all.map((row) => [row.code, row]));
  }

  /** The row of an id that the database itself gave. */
  get(id: number): T {
    return this.byId.get(id)!;
  }

  find(code: string): T | undefined {
    return this.byCode.get(code);
  }
}
