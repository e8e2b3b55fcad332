import { InvalidArgumentError } from 'commander';
import { IsoDate } from '../platform/calendar';

/** Parses a day on the command line. */
export function parseDay(text: string): string {
  try {
    return IsoDate.parseValue(text);
  } catch {
    throw new InvalidArgumentError('It is written YYYY-MM-DD.');
  }
}

/** Parses a year on the command line. */
export function parseYear(text: string): number {
  if (!/^(19|2\d)\d\d$/.test(text)) throw new InvalidArgumentError('It is written YYYY.');
  return Number(text);
}

/** Parses the days for which two keys are valid. */
export function parseOverlap(text: string): number {
  if (!/^\d{1,2}$/.test(text) || Number(text) > 90)
    throw new InvalidArgumentError('It is a number from 0 to 90.');
  return Number(text);
}

/**
 * Makes a parser for numbers that another command lists.
 *
 * @param command command that lists them, named in the refusal.
 */
export const parseListedNumber =
  (command: string) =>
  (text: string): number => {
    if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError(`It is a number, as \`${command}\` shows.`);
    return Number(text);
  };
