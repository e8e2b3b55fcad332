import { monthName } from '../../src/platform/calendar';

const NUMBER = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });
const PERCENT = new Intl.NumberFormat('en-GB', { style: 'percent', maximumFractionDigits: 0 });

/** A number without decimals: 1,234. */
export const whole = (value: number): string => NUMBER.format(value);

/** A share as percentage: 0.123 is 12%. */
export const share = (value: number): string => PERCENT.format(value);

/** A change in percent with its sign: 12.3 is +12%. */
export function change(percent: number): string {
  const rounded = Math.round(percent);
  return `${rounded > 0 ? '+' : rounded < 0 ? '−' : ''}${whole(Math.abs(rounded))}%`;
}

/** A month of an ISO date: January 2009. */
export const monthOfYear = (date: string): string => `${monthName(date)} ${date.slice(0, 4)}`;

/** A day of an ISO date: 1 January 2009. */
export function dayName(date: string): string {
  return `${Number(date.slice(8, 10))} ${monthOfYear(date)}`;
}

/** Days from–to as people write them; one day alone where they are the same. */
export function days({ from, to }: { from: string; to: string }): string {
  return from === to ? dayName(from) : `${dayName(from)} to ${dayName(to)}`;
}

/** A code of the API as a word: NOT_STARTED is "not started". */
export const word = (code: string): string => code.toLowerCase().replaceAll('_', ' ');
