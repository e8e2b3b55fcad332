import { Problem } from '../../platform/errors';

/** Number of tables that the keys are spread over, so that only one at a time is copied when it grows. */
const TABLES = 256;

/** Initial slots of a table, doubled when three quarters are taken. */
const FIRST_SIZE = 16;

/** Limit of distinct contents in one file, which take 150 MB. */
const MAX_CONTENTS = 10_000_000;

/** Largest count stored in a table itself. */
const MAX_IN_TABLE = 255;

interface Table {
  /** Keys plus 1; 0 marks a free slot. */
  keys: Float64Array;
  times: Uint8Array;
  used: number;
}

/**
 * Counts the rows of each content in one file, in 9 to 24 bytes per distinct content. A content is identified by 53
 * bits, so among 40,000 contents two are mistaken for one with a probability of one in ten million; one of them then
 * only gets a higher ordinal.
 */
export class Occurrences {
  private readonly tables: Table[] = Array.from({ length: TABLES }, () => tableOf(FIRST_SIZE));
  /** Counts of contents above MAX_IN_TABLE. */
  private readonly many = new Map<number, number>();
  private contents = 0;

  /**
   * Ordinal of one more row of a content: 1 for the first.
   *
   * @param key key from {@link contentKey}.
   * @throws Problem TOO_LARGE beyond {@link MAX_CONTENTS}.
   */
  next(key: number): number {
    const which = key & (TABLES - 1);
    // Add 1, since 0 marks a free slot.
    const stored = key + 1;
    let table = this.tables[which];
    let at = placeOf(table, stored);
    if (table.keys[at] === 0) {
      if (++this.contents > MAX_CONTENTS)
        throw new Problem(
          'TOO_LARGE',
          `The file has more than ${MAX_CONTENTS} different rows. Cut it, for example into one file a month.`,
          { limit: MAX_CONTENTS },
        );
      if (++table.used > table.keys.length * 0.75) {
        table = this.tables[which] = grown(table);
        at = placeOf(table, stored);
      }
      table.keys[at] = stored;
    }
    if (table.times[at] < MAX_IN_TABLE) return ++table.times[at];
    const times = (this.many.get(key) ?? MAX_IN_TABLE) + 1;
    this.many.set(key, times);
    return times;
  }
}

function tableOf(size: number): Table {
  return { keys: new Float64Array(size), times: new Uint8Array(size), used: 0 };
}

/** Slot of a key, or the free slot where it belongs. */
function placeOf({ keys }: Table, key: number): number {
  const last = keys.length - 1;
  let at = (key / TABLES) & last;
  while (keys[at] !== 0 && keys[at] !== key) at = (at + 1) & last;
  return at;
}

function grown(old: Table): Table {
  const table = tableOf(old.keys.length * 2);
  table.used = old.used;
  old.keys.forEach((key, i) => {
    if (key === 0) return;
    const at = placeOf(table, key);
    table.keys[at] = key;
    table.times[at] = old.times[i];
  });
  return table;
}

/** Separator of the fields of a content. No field contains it, so different rows never share a content. */
export const SEPARATOR = '\u001f';

// A local copy, since looking up a global for every character is slow where tests run in a sandbox.
const { imul } = Math;

/**
 * Hash of a row's content, 53 bits (cyrb53, bryc 2018, public domain). Null where the content has control characters
 * other than its separators.
 */
export function contentKey(text: string, separators: number): number | null {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  let controls = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c < 0x20) {
      if (c !== 0x1f) return null;
      controls++;
    }
    a = imul(a ^ c, 0x9e3779b1);
    b = imul(b ^ c, 0x5f356495);
  }
  if (controls !== separators) return null;
  a = imul(a ^ (a >>> 16), 0x85ebca6b) ^ imul(b ^ (b >>> 13), 0xc2b2ae35);
  b = imul(b ^ (b >>> 16), 0x85ebca6b) ^ imul(a ^ (a >>> 13), 0xc2b2ae35);
  return (b >>> 0) * 0x200000 + (a >>> 11);
}
