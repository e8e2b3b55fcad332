import { ONE_LINE, personalText } from '../../access';

/** Reason why a field of a vocabulary is refused, in words that repeat no value. */
export interface VocabularyFault {
  field: string;
  reason: string;
}

/** Codes of themes, profiles, offences, flags and sources. */
export const CODE = /^(?=.{1,60}$)[a-z0-9]+(-[a-z0-9]+)*$/;

const MAX_LISTED = 500;

/** Maximum length of a name. */
export const NAME_LENGTH = 100;

/** Ends a check at the first field that is refused. */
export class Fault extends Error {
  constructor(
    readonly field: string,
    readonly reason: string,
  ) {
    super(reason);
  }
}

/** Reads a text on one line. @throws Fault */
export function readText(field: string, value: unknown, most: number): string {
  if (typeof value !== 'string' || value.trim().length > most || !ONE_LINE.test(value))
    throw new Fault(field, `not a text of 1 to ${most} characters on one line`);
  if (personalText(value) !== null)
    throw new Fault(field, 'looks like personal data, which no vocabulary may hold');
  return value.trim();
}

/** Reads a code. @throws Fault */
export function readCode(field: string, value: unknown): string {
  if (typeof value !== 'string' || !CODE.test(value))
    throw new Fault(field, 'not a code: lower-case letters and digits, words joined by hyphens, up to 60');
  return value;
}

/** Reads one of some words. @throws Fault */
export function readOneOf<T extends string>(field: string, value: unknown, allowed: readonly T[]): T {
  if (allowed.some((each) => each === value)) return value as T;
  throw new Fault(field, `not one of ${allowed.join(', ')}`);
}

/** Reads a list without repetitions. @throws Fault */
export function readList<T>(field: string, value: unknown, read: (field: string, item: unknown) => T): T[] {
  if (!Array.isArray(value) || value.length > MAX_LISTED)
    throw new Fault(field, `not a list of up to ${MAX_LISTED}`);
  const items = value.map((item, i) => read(`${field}[${i}]`, item));
  if (new Set(items).size < items.length) throw new Fault(field, 'lists something twice');
  return items;
}

/** Reads an object with some fields and no others. @throws Fault */
export function readObject(
  field: string,
  value: unknown,
  fields: readonly string[],
): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Fault(field, `not an object with ${fields.join(', ')}`);
  if (Object.keys(value).some((each) => !fields.includes(each)))
    throw new Fault(field, `has fields of its own. Allowed: ${fields.join(', ')}`);
  return value as Record<string, unknown>;
}

/** Result of a check, or the fault that ended it. */
export function faultOr<T>(check: () => T): T | VocabularyFault {
  try {
    return check();
  } catch (fault) {
    if (fault instanceof Fault) return { field: fault.field, reason: fault.reason };
    throw fault;
  }
}

/** Whether a check ended in a refusal. */
export const isFault = <T extends object>(checked: T | null | VocabularyFault): checked is VocabularyFault =>
  checked !== null && 'reason' in checked;
