const WHOLE = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });
const ONE = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 });
const SHARE = new Intl.NumberFormat('en-GB', { style: 'percent', maximumFractionDigits: 0 });
const SIGNED = new Intl.NumberFormat('en-GB', {
  style: 'percent',
  maximumFractionDigits: 0,
  signDisplay: 'exceptZero',
});

/** 1,234 */
export const number = (value: number): string => WHOLE.format(value);

/** 12.3 */
export const rate = (value: number): string => ONE.format(value);

/** 0.12 as 12%, with its sign where that is wanted. */
export const percent = (share: number, signed = false): string => (signed ? SIGNED : SHARE).format(share);

/** A code of the API in words: POSSIBLY_DETERIORATING is "possibly deteriorating". */
export const words = (code: string): string => code.toLowerCase().replaceAll('_', ' ');

/** The same with a capital. */
export const sentence = (code: string): string => {
  const text = words(code);
  return text.charAt(0).toUpperCase() + text.slice(1);
};

const DAY = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});

/** 1 Jan 2009 */
export const day = (date: string): string => DAY.format(new Date(`${date}T00:00:00Z`));

export const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
export const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
