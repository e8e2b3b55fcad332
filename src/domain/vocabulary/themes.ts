import type { Coded, Coverage, Theme, ThemeMatch } from './theme.type';
import type { Vocabulary } from './vocabulary';

/** Code and name alone. */
export const coded = ({ code, name }: Coded): Coded => ({ code, name });

function toTheme(id: number, vocabulary: Vocabulary): Theme {
  const { sources, themes, sourceThemes, offences, offenceThemes, flags } = vocabulary;
  const theme = themes.get(id);
  const { code, name, group, parentId, aliases, sensitive, statutory, indicator } = theme;
  const own = offenceThemes.filter(({ themeId }) => themeId === id).map(({ offenceId }) => offenceId);
  const wholeOffences = own
    .map((offenceId) => offences.get(offenceId))
    .filter(({ partOf }) => partOf === null || !own.includes(partOf));
  return {
    ...{ code, name, group, aliases, sensitive, indicator },
    statutory: statutory !== null,
    statutoryBasis: statutory,
    match: theme.match as ThemeMatch,
    parent: parentId === null ? null : toTheme(parentId, vocabulary),
    offences: wholeOffences.map(coded),
    flags: flags.filter(({ bit }) => (bit & theme.flags) !== 0).map(coded),
    coverage: sources.all.map((source) => ({
      source,
      coverage: (sourceThemes.find((pair) => pair.themeId === id && pair.sourceId === source.id)?.coverage ??
        'NONE') as Coverage,
    })),
  };
}

/** The themes of a vocabulary, as GraphQL shows them. */
export const themesOf = (vocabulary: Vocabulary) =>
  vocabulary.themes.all.map(({ id }) => toTheme(id, vocabulary));
