import { addDays, type Period, type Stretches } from '../../../platform/calendar';

const RANGE = /\[(\d{4}-\d\d-\d\d),(\d{4}-\d\d-\d\d)\)/g;

/** Reads a multirange of dates as PostgreSQL writes it: `{[2022-01-01,2022-02-01),[2022-03-01,2022-05-01)}`. */
export function parseMultirange(text: string): Period[] {
  return [...text.matchAll(RANGE)].map(([, from, end]) => ({ from, to: addDays(end, -1) }));
}

/** Writes stretches as a multirange of dates. */
function formatMultirange(stretches: Stretches): string {
  return `{${stretches.map(({ from, to }) => `[${from},${addDays(to, 1)})`).join(',')}}`;
}

/** Column of the type datemultirange as stretches of days. */
export const MULTIRANGE = { from: parseMultirange, to: formatMultirange };
