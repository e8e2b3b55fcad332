import { addMonths } from '../../../platform/calendar';

/** What is on record of a publisher for a month of a source. */
export interface CoverageLine {
  /** First day of the month. */
  month: string;
  publisher: string;
  status: 'DELIVERED' | 'MISSING' | 'UNKNOWN';
  /** Rows located inside the partnership; null where nobody counted them. */
  located: number | null;
  /** Whether somebody has said so, rather than a file having come. */
  declared: boolean;
}

/** A month that was not delivered. */
export interface Hole {
  month: string;
  /** The publisher whose rows are missing; null where none is known. */
  publisher: string | null;
  /** Whether nobody can say, because it was loaded before deliveries were kept. */
  unknown: boolean;
}

export interface DeliveredMonths {
  /** First days of the months that count as delivered, in order. */
  delivered: string[];
  /** Months between the first and the last on record that do not. */
  holes: Hole[];
}

/** Months that tell who usually delivers. */
const REFERENCE_MONTHS = 12;
/** Share of the located rows from which on a publisher is the one that delivers for the ground. */
const MAIN_SHARE = 0.5;

/** The publisher with at least half of the located rows of some months, and its rows a month; null where none has. */
function mainPublisher(months: CoverageLine[][]): { publisher: string; perMonth: number } | null {
  const rows = new Map<string, number>();
  let total = 0;
  for (const { publisher, located } of months.flat()) {
    rows.set(publisher, (rows.get(publisher) ?? 0) + (located ?? 0));
    total += located ?? 0;
  }
  const [most] = [...rows].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  if (!most || total === 0 || most[1] < MAIN_SHARE * total) return null;
  return { publisher: most[0], perMonth: most[1] / months.length };
}

/** Whether the lines of a month make it delivered, given who usually delivers. */
function isDelivered(lines: CoverageLine[], main: ReturnType<typeof mainPublisher>): boolean {
  const declared = lines.filter((line) => line.declared);
  if (declared.length > 0) return declared.some(({ status }) => status === 'DELIVERED');
  const came = lines.filter(({ status }) => status === 'DELIVERED');
  if (came.length === 0) return false;
  if (!main || came.some(({ publisher, located }) => publisher === main.publisher || located === null))
    return true;
  // A force that has taken another's place delivers as much as that one did; a neighbour's stray rows do not.
  const located = came.reduce((sum, line) => sum + line.located!, 0);
  return located >= MAIN_SHARE * main.perMonth;
}

/**
 * The months of a source that count as delivered. A month whose usual publisher, the one with at least half of the
 * located rows of the 12 delivered months before it, is absent is a hole, whatever others have delivered: British
 * Transport Police or a neighbour's file does not make a month of the territorial force. Declarations stand above files.
 *
 * @param lines in any order; several of one month and publisher add up.
 */
export function deliveredMonths(lines: readonly CoverageLine[]): DeliveredMonths {
  const byMonth = new Map<string, CoverageLine[]>();
  for (const line of lines) byMonth.set(line.month, [...(byMonth.get(line.month) ?? []), line]);
  const recorded = [...byMonth.keys()].sort();
  const delivered: string[] = [];
  const holes: Hole[] = [];
  if (recorded.length === 0) return { delivered, holes };
  for (let month = recorded[0]; month <= recorded.at(-1)!; month = addMonths(month, 1)) {
    const own = byMonth.get(month) ?? [];
    const before = delivered.slice(-REFERENCE_MONTHS);
    // The first months have nothing before them: those that follow tell who delivers.
    const reference =
      before.length > 0 ? before : recorded.filter((each) => each >= month).slice(0, REFERENCE_MONTHS);
    const main = mainPublisher(reference.map((each) => byMonth.get(each)!));
    if (isDelivered(own, main)) delivered.push(month);
    else
      holes.push({
        month,
        publisher: main?.publisher ?? own[0]?.publisher ?? null,
        unknown: own.length > 0 && own.every(({ status }) => status === 'UNKNOWN'),
      });
  }
  return { delivered, holes };
}
