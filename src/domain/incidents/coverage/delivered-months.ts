import { addMonths } from '../../../platform/calendar';

/** Coverage on record of a publisher for a month of a source. */
export interface CoverageLine {
  /** First day of the month. */
  month: string;
  publisher: string;
  status: 'DELIVERED' | 'MISSING' | 'UNKNOWN';
  /** Rows located inside the partnership; null where they were not counted. */
  located: number | null;
  /** Whether somebody declared the status; otherwise it comes from a file. */
  declared: boolean;
}

/** A month that was not delivered. */
export interface Hole {
  month: string;
  /** The publisher whose rows are missing; null where none is known. */
  publisher: string | null;
  /** Whether the status is unknown, because the month was loaded before deliveries were recorded. */
  unknown: boolean;
}

export interface DeliveredMonths {
  /** First days of the months that count as delivered, in order. */
  delivered: string[];
  /** Months that were not delivered, between the first and the last on record. */
  holes: Hole[];
}

/** Number of months before a month that determine its usual publisher. */
const REFERENCE_MONTHS = 12;
/** Least share of the located rows that makes a publisher the usual one. */
const MAIN_SHARE = 0.5;

/** Publisher with at least half of the located rows of some months, and its mean rows per month; null without one. */
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

/** Whether the lines of a month make it delivered, given the usual publisher. */
function isDelivered(lines: CoverageLine[], main: ReturnType<typeof mainPublisher>): boolean {
  const declared = lines.filter((line) => line.declared);
  if (declared.length > 0) return declared.some(({ status }) => status === 'DELIVERED');
  const came = lines.filter(({ status }) => status === 'DELIVERED');
  if (came.length === 0) return false;
  if (!main || came.some(({ publisher, located }) => publisher === main.publisher || located === null))
    return true;
  // A force that has replaced the usual one delivers about as many rows; stray rows of a neighbour stay below the
  // share.
  const located = came.reduce((sum, line) => sum + line.located!, 0);
  return located >= MAIN_SHARE * main.perMonth;
}

/**
 * The months of a source that count as delivered. The usual publisher has at least half of the located rows of the 12
 * delivered months before. A month without it is a hole even if others delivered: a file of British Transport Police or
 * of a neighbour does not replace the territorial force's. Declarations override files.
 *
 * @param lines in any order; lines of one month and publisher are added up.
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
    // The first months have none before them, so the months that follow determine the usual publisher.
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
