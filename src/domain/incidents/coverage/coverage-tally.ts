/** Rows of one publisher and month in a delivery; null where they were not counted. */
export interface DeliveredRows {
  /** First day of the month. */
  month: string;
  publisher: string;
  /** All rows, those outside the partnership included. */
  read: number | null;
  /** Rows with a place inside the partnership. */
  located: number | null;
  /** Rows without a place. */
  unlocated: number | null;
  rejected: number | null;
}

/** Where a row lies relative to the partnership; `unlocated` if it has no place. */
export type RowPlace = 'inside' | 'outside' | 'unlocated';

/** Rows of one publisher, month and offence. */
interface Tallied {
  publisher: string;
  month: string;
  offence: string;
  inside: number;
  outside: number;
  unlocated: number;
}

/**
 * Rows without a place that could belong to any partnership, with the located rows that give the partnership's share.
 */
export interface SharedUnlocated {
  publisher: string;
  /** First day of the month. */
  month: string;
  offence: string;
  unlocated: number;
  /** Located rows inside the partnership, and of the publisher in all. */
  inside: number;
  located: number;
}

/** Counts the rows of a delivery by publisher, month and offence, as they are loaded. */
export class CoverageTally {
  private readonly tallied = new Map<string, Tallied>();

  /** @param month as YYYY-MM. */
  note(publisher: string, month: string, offence: string, place: RowPlace): void {
    const key = `${publisher}\n${month}\n${offence}`;
    let rows = this.tallied.get(key);
    if (!rows) {
      rows = { publisher, month: `${month}-01`, offence, inside: 0, outside: 0, unlocated: 0 };
      this.tallied.set(key, rows);
    }
    rows[place] += 1;
  }

  /** Publishers with a row outside the partnership: their rows without a place could be of any partnership. */
  get shared(): ReadonlySet<string> {
    return new Set(
      [...this.tallied.values()].filter(({ outside }) => outside > 0).map(({ publisher }) => publisher),
    );
  }

  /**
   * Rows by publisher and month.
   *
   * @param rejected number of refused rows; reported only where all rows are of one publisher and month.
   */
  rows(rejected: number): DeliveredRows[] {
    const months = new Map<string, DeliveredRows>();
    for (const { publisher, month, inside, outside, unlocated } of this.tallied.values()) {
      const key = `${publisher}\n${month}`;
      const row = months.get(key) ?? { publisher, month, read: 0, located: 0, unlocated: 0, rejected: null };
      row.read! += inside + outside + unlocated;
      row.located! += inside;
      row.unlocated! += unlocated;
      months.set(key, row);
    }
    const [only, ...others] = months.values();
    if (only && others.length === 0) return [{ ...only, read: only.read! + rejected, rejected }];
    return [...months.values()];
  }

  /** Rows without a place of the given publishers, by month and offence. */
  unlocatedOf(publishers: ReadonlySet<string>): SharedUnlocated[] {
    return [...this.tallied.values()]
      .filter(({ publisher, unlocated }) => unlocated > 0 && publishers.has(publisher))
      .map(({ outside, ...rows }) => ({ ...rows, located: rows.inside + outside }));
  }
}
