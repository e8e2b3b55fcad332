/** How sources see themes, beside what the shipped sources record. */

import { Codes } from '../../../src/domain/vocabulary/codes';
import type { ThemeDefinition } from '../../../src/domain/vocabulary/document';
import type { Installation } from '../../../src/domain/vocabulary/installation';
import { FLAGS, OFFENCES, PROFILES, SOURCES } from '../../../src/domain/vocabulary/shipped';
import { sightsOf } from '../../../src/domain/vocabulary/sights';

const numbered = <T>(rows: readonly T[]) => rows.map((row, i) => ({ ...row, id: i + 1 }));
const idOf = (rows: readonly { code: string }[], code: string | undefined) =>
  code === undefined ? null : rows.findIndex((row) => row.code === code) + 1;
const offences = numbered(OFFENCES).map((offence) => ({
  ...offence,
  publishedAs: idOf(OFFENCES, offence.publishedAs),
  partOf: idOf(OFFENCES, offence.partOf),
}));
const sources = numbered(SOURCES).map((source) => ({ ...source, byDefault: source.byDefault ?? false }));
const INSTALLATION = {
  sources: new Codes(sources),
  offences: new Codes(offences),
  flags: FLAGS,
  sourceOffences: sources.flatMap(({ id, offences: codes }) =>
    OFFENCES.flatMap(({ code, partOf = code }, i) =>
      codes.includes(code) || codes.includes(partOf)
        ? [{ sourceId: id, offenceId: i + 1, publishedFrom: null }]
        : [],
    ),
  ),
} as unknown as Installation;

/** Sights of a theme by the code of the source, and the open categories that belong to it. */
function seen(definition: Partial<ThemeDefinition>) {
  const flags = (definition.flags ?? []).reduce(
    (mask, code) => mask | FLAGS.find((flag) => flag.code === code)!.bit,
    0,
  );
  const found = sightsOf({ code: 'own', name: 'Own', ...definition }, flags, INSTALLATION);
  return {
    sights: Object.fromEntries(
      found.sights.map(({ sourceId, coverage }) => [sources[sourceId - 1].code, coverage]),
    ),
    open: found.offenceIds.map((id) => offences[id - 1].code).filter((code) => code.startsWith('open-')),
  };
}

test('open data tell a theme apart whose offences are whole categories, which belong to it unnamed', () => {
  expect(seen({ offences: ['shoplifting'] })).toEqual({
    sights: { 'police-crimes': 'EXACT', 'police-uk-street': 'EXACT' },
    open: ['open-shoplifting'],
  });
});

test('a theme that open data hold within others is seen there as part of them', () => {
  expect(seen({ offences: ['wounding'] })).toEqual({
    sights: { 'police-crimes': 'EXACT', 'police-uk-street': 'PARENT_ONLY' },
    open: [],
  });
  expect(seen({ offences: ['shoplifting', 'wounding'] }).sights).toMatchObject({
    'police-uk-street': 'PARENT_ONLY',
  });
});

test('records without flags do not tell a theme that needs them', () => {
  const theme = { offences: ['shoplifting', 'other-theft'], flags: ['repeat'], match: 'ALL' as const };
  expect(seen(theme)).toEqual({ sights: { 'police-crimes': 'EXACT' }, open: [] });
  expect(
    seen({ ...theme, sources: { 'police-crimes': 'EXACT', 'police-uk-street': 'PARENT_ONLY' } }),
  ).toEqual({ sights: { 'police-crimes': 'EXACT' }, open: [] });
});

test('flags alone are seen by police records, and a category that is named beside them is part of open data', () => {
  const police = { 'police-incidents': 'EXACT', 'police-crimes': 'EXACT' };
  expect(seen({ offences: ['wounding'], flags: ['weapon'] }).sights).toEqual(police);
  expect(seen({ offences: ['open-drugs'], flags: ['alcohol'] }).sights).toEqual({
    ...police,
    'police-uk-street': 'PARENT_ONLY',
  });
});

test('a sight that is stated of a source which records nothing of the theme is none', () => {
  expect(
    seen({ offences: ['wounding'], sources: { 'fire-incidents': 'EXACT', 'police-crimes': 'EXACT' } }).sights,
  ).toEqual({ 'police-crimes': 'EXACT' });
});

test.each(
  PROFILES.flatMap(({ profile, themes }) => themes.map((theme) => [profile, theme.code, theme] as const)),
)('in %s, %s is seen as it is stated', (_, __, theme) => {
  if (theme.sources) expect(seen(theme).sights).toEqual(theme.sources);
});
