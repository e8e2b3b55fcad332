import { ONE_LINE, personalText } from '../../access';
import { type Match, type Sight, THEME_GROUPS, type ThemeDefinition } from './document';
import type { Installation } from './installation';

/** Reason why a field of a theme is refused, in words that repeat no value. */
export interface ThemeFault {
  field: string;
  reason: string;
}

/** Codes of themes, profiles, offences, flags and sources. */
export const CODE = /^(?=.{1,60}$)[a-z0-9]+(-[a-z0-9]+)*$/;

const MAX_LISTED = 500;
const NAME_LENGTH = 100;
/** Fields of a theme in a file, in the order in which they are documented. */
export const THEME_FIELDS = [
  'code',
  'name',
  'group',
  'parent',
  'aliases',
  'sensitive',
  'statutory',
  'offences',
  'flags',
  'match',
  'indicator',
  'sources',
] as const satisfies readonly (keyof ThemeDefinition)[];

/** Ends the check of a theme at the first field that is refused. */
class Fault extends Error {
  constructor(
    readonly field: string,
    readonly reason: string,
  ) {
    super(reason);
  }
}

function text(field: string, value: unknown, most: number): string {
  if (typeof value !== 'string' || value.trim().length > most || !ONE_LINE.test(value))
    throw new Fault(field, `not a text of 1 to ${most} characters on one line`);
  if (personalText(value) !== null)
    throw new Fault(field, 'looks like personal data, which no vocabulary may hold');
  return value.trim();
}

function code(field: string, value: unknown): string {
  if (typeof value !== 'string' || !CODE.test(value))
    throw new Fault(field, 'not a code: lower-case letters and digits, words joined by hyphens, up to 60');
  return value;
}

function oneOf<T extends string>(field: string, value: unknown, allowed: readonly T[]): T {
  if (allowed.some((each) => each === value)) return value as T;
  throw new Fault(field, `not one of ${allowed.join(', ')}`);
}

function list<T>(field: string, value: unknown, read: (field: string, item: unknown) => T): T[] {
  if (!Array.isArray(value) || value.length > MAX_LISTED)
    throw new Fault(field, `not a list of up to ${MAX_LISTED}`);
  const items = value.map((item, i) => read(`${field}[${i}]`, item));
  if (new Set(items).size < items.length) throw new Fault(field, 'lists something twice');
  return items;
}

/** Reads a code that must exist in the installation. */
const knownCode =
  (what: string, has: (code: string) => boolean) =>
  (field: string, value: unknown): string => {
    const found = code(field, value);
    if (!has(found)) throw new Fault(field, `not the code of ${what}`);
    return found;
  };

function sightsIn(value: unknown, { sources }: Installation): Record<string, Sight> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Fault('sources', 'not an object from codes of sources to EXACT or PARENT_ONLY');
  return Object.fromEntries(
    Object.entries(value).map(([source, sight]) => {
      if (!sources.find(source)) throw new Fault('sources', 'names what is not the code of a source');
      return [source, oneOf<Sight>('sources', sight, ['EXACT', 'PARENT_ONLY'])];
    }),
  );
}

function readTheme(raw: Record<string, unknown>, installation: Installation): ThemeDefinition {
  const known: readonly string[] = THEME_FIELDS;
  const unknown = Object.keys(raw).findIndex((field) => !known.includes(field));
  if (unknown >= 0)
    throw new Fault(`field ${unknown + 1}`, `not a field of a theme, which are ${THEME_FIELDS.join(', ')}`);
  const optional = <T>(field: keyof ThemeDefinition, read: (field: string, value: unknown) => T) =>
    raw[field] === undefined || raw[field] === null ? {} : { [field]: read(field, raw[field]) };
  const { offences, flags } = installation;
  const theme = {
    code: code('code', raw.code),
    name: text('name', raw.name, NAME_LENGTH),
    ...optional('group', (field, value) => oneOf(field, value, THEME_GROUPS)),
    ...optional('parent', code),
    ...optional('aliases', (field, value) => list(field, value, (at, item) => text(at, item, NAME_LENGTH))),
    ...optional('sensitive', (field, value) => {
      if (typeof value !== 'boolean') throw new Fault(field, 'not true or false');
      return value;
    }),
    ...optional('statutory', (field, value) => text(field, value, 200)),
    ...optional('offences', (field, value) =>
      list(
        field,
        value,
        knownCode('an offence', (each) => offences.find(each) !== undefined),
      ),
    ),
    ...optional('flags', (field, value) =>
      list(
        field,
        value,
        knownCode('a flag', (each) => flags.some((flag) => flag.code === each)),
      ),
    ),
    ...optional('match', (field, value) => oneOf<Match>(field, value, ['ANY', 'ALL'])),
    ...optional('indicator', code),
    ...optional('sources', (_, value) => sightsIn(value, installation)),
  } as ThemeDefinition;
  const bothNamed = Boolean(theme.offences?.length && theme.flags?.length);
  if (theme.match === 'ALL' && !bothNamed) throw new Fault('match', 'ALL needs offences and flags');
  if (theme.indicator !== undefined && (theme.offences?.length || theme.flags?.length))
    throw new Fault('indicator', 'a theme has an indicator, or offences and flags, not both');
  return theme;
}

/**
 * Checks a theme of a file or a caller against the installation; returns the theme, or the fault for which it is
 * refused.
 */
export function checkTheme(raw: unknown, installation: Installation): ThemeDefinition | ThemeFault {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw))
    return { field: 'theme', reason: 'not an object with code and name' };
  try {
    return readTheme(raw as Record<string, unknown>, installation);
  } catch (fault) {
    if (fault instanceof Fault) return { field: fault.field, reason: fault.reason };
    throw fault;
  }
}

/** Whether a check ended in a refusal. */
export const isFault = (checked: ThemeDefinition | ThemeFault): checked is ThemeFault => 'reason' in checked;

/** Reason why the parent of a theme is not allowed, among all themes of a vocabulary; null where it is. */
export function parentFault(
  { code: of, parent }: ThemeDefinition,
  themes: readonly ThemeDefinition[],
): ThemeFault | null {
  const byCode = new Map(themes.map((theme) => [theme.code, theme]));
  for (let above = parent, steps = 0; above !== undefined; above = byCode.get(above)!.parent, steps++) {
    if (!byCode.has(above)) return { field: 'parent', reason: 'not the code of a theme' };
    if (above === of || steps > themes.length) return { field: 'parent', reason: 'part of itself' };
  }
  return null;
}
