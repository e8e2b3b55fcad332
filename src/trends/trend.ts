import type { Session } from '../database';
import type { Selection } from '../incidents';
import { type Change, changeBetween } from './change';
import { type Classification, classify } from './classification';
import { countPeriods } from './counts.queries';
import type { Windows } from './windows';

/** A selection and the two windows in which its counts are to be compared. */
export interface Comparable {
  selection: Selection;
  windows: Windows;
}

/** A change and what it comes to. */
export type ClassifiedChange = Change & { classification: Classification };

/** Compares two counts by the days of their windows and classifies the change. */
export function classifiedChange(current: number, previous: number, windows: Windows): ClassifiedChange {
  const change = changeBetween(current, previous, windows);
  return { ...change, classification: classify(change) };
}

/**
 * The counts of the two windows of each selection and what their change comes to, in one statement whatever the
 * number of selections. Selections must be resolved for a time that holds both windows.
 */
export async function compareWindows(session: Session, asked: Comparable[]): Promise<ClassifiedChange[]> {
  const counts = await countPeriods(
    session,
    asked.map(({ selection, windows }) => ({ selection, periods: [windows.current, windows.previous] })),
  );
  return asked.map(({ windows }, i) => classifiedChange(counts[i][0], counts[i][1], windows));
}
