import { type Match, type Sight, THEME_GROUPS, type ThemeDefinition } from './document';
import {
  Fault,
  faultOr,
  NAME_LENGTH,
  readCode,
  readList,
  readOneOf,
  readText,
  type VocabularyFault,
} from './field-checks';
import type { Installation } from './installation';

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

/** Reads a code that must exist in the installation. */
const knownCode =
  (what: string, has: (code: string) => boolean) =>
  (field: string, value: unknown): string => {
    const found = readCode(field, value);
    if (!has(found)) throw new Fault(field, `not the code of ${what}`);
    return found;
  };

function sightsIn(value: unknown, { sources }: Installation): Record<string, Sight> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Fault('sources', 'not an object from codes of sources to EXACT or PARENT_ONLY');
  return Object.fromEntries(
    Object.entries(value).map(([source, sight]) => {
      if (!sources.find(source)) throw new Fault('sources', 'names what is not the code of a source');
      return [source, readOneOf<Sight>('sources', sight, ['EXACT', 'PARENT_ONLY'])];
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
    code: readCode('code', raw.code),
    name: readText('name', raw.name, NAME_LENGTH),
    ...optional('group', (field, value) => readOneOf(field, value, THEME_GROUPS)),
    ...optional('parent', readCode),
    ...optional('aliases', (field, value) =>
      readList(field, value, (at, item) => readText(at, item, NAME_LENGTH)),
    ),
    ...optional('sensitive', (field, value) => {
      if (typeof value !== 'boolean') throw new Fault(field, 'not true or false');
      return value;
    }),
    ...optional('statutory', (field, value) => readText(field, value, 200)),
    ...optional('offences', (field, value) =>
      readList(
        field,
        value,
        knownCode('an offence', (each) => offences.find(each) !== undefined),
      ),
    ),
    ...optional('flags', (field, value) =>
      readList(
        field,
        value,
        knownCode('a flag', (each) => flags.some((flag) => flag.code === each)),
      ),
    ),
    ...optional('match', (field, value) => readOneOf<Match>(field, value, ['ANY', 'ALL'])),
    ...optional('indicator', readCode),
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
export function checkTheme(raw: unknown, installation: Installation): ThemeDefinition | VocabularyFault {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw))
    return { field: 'theme', reason: 'not an object with code and name' };
  return faultOr(() => readTheme(raw as Record<string, unknown>, installation));
}

/** Reason why the parent of a theme is not allowed, among all themes of a vocabulary; null where it is. */
export function parentFault(
  { code: of, parent }: ThemeDefinition,
  themes: readonly ThemeDefinition[],
): VocabularyFault | null {
  const byCode = new Map(themes.map((theme) => [theme.code, theme]));
  for (let above = parent, steps = 0; above !== undefined; above = byCode.get(above)!.parent, steps++) {
    if (!byCode.has(above)) return { field: 'parent', reason: 'not the code of a theme' };
    if (above === of || steps > themes.length) return { field: 'parent', reason: 'part of itself' };
  }
  return null;
}
