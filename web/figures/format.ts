/** Formats of numbers, days and codes for readers, in British English; all formatting is done here. */

const WHOLE = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });
const SHARE = new Intl.NumberFormat('en-GB', { style: 'percent', maximumFractionDigits: 0 });
const ONE = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 });

/** Sign for an unknown value. */
export const UNKNOWN = '–';

/** Days of the week, Monday first. */
export const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** Months of the year in three letters: `Jan` to `Dec`. */
export const SHORT_MONTHS = MONTHS.map((name) => name.slice(0, 3));

/** Formatted number with a minus sign rather than a hyphen; no sign before a zero. */
function signed(value: number, format: (magnitude: number) => string, plus: '+' | '' = ''): string {
  const magnitude = format(Math.abs(value));
  if (magnitude === format(0)) return magnitude;
  return `${value < 0 ? '−' : plus}${magnitude}`;
}

/** Whole number: `1,234`. */
export const whole = (value: number): string => signed(value, WHOLE.format);

/** Number with at most one decimal: `12.3`. */
export const decimal = (value: number): string => signed(value, ONE.format);

/** Share from 0 to 1 as a percentage: 0.123 is `12%`. */
export const percent = (share: number): string => signed(share, SHARE.format);

/** Percentage change with its sign: 12.3 is `+12%`, -3.6 is `−4%`. */
export const change = (percentage: number): string =>
  signed(percentage, (magnitude) => `${WHOLE.format(magnitude)}%`, '+');

/** Range between two formatted values: `1 to 6`; the one value where both are equal. */
export const range = (from: string, to: string): string => (from === to ? from : `${from} to ${to}`);

/** Month of a date: `January 2009`. */
export const monthName = (date: string): string =>
  `${MONTHS[Number(date.slice(5, 7)) - 1]} ${date.slice(0, 4)}`;

/** Day of a date: `1 January 2009`. */
export const dayName = (date: string): string => `${Number(date.slice(8, 10))} ${monthName(date)}`;

/** Period in words: `1 January 2009 to 30 June 2009`; a single day where both are equal. */
export const daysName = ({ from, to }: { from: string; to: string }): string =>
  range(dayName(from), dayName(to));

/** Hour of the day, 0 to 23: `09:00`. */
export const hourName = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;

/** Code or field of the API in words: NOT_STARTED is `not started`, publicPerception `public perception`. */
export const words = (code: string): string =>
  code
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replaceAll('_', ' ');

/** Text with a capital first letter. */
export const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Number with its noun: `1 hotspot`, `1,234 hotspots`. */
export const counted = (n: number, noun: string): string => `${whole(n)} ${noun}${n === 1 ? '' : 's'}`;
