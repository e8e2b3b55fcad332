import type { Session } from '../../../platform/database';
import { requireCodes } from '../../../platform/errors';
import {
  type OffenceEntity,
  OutcomeEntity,
  requireAllNamed,
  type SourceEntity,
  tellsFlags,
  type Vocabulary,
  type VocabularyTheme,
  withParts,
} from '../../vocabulary';
import type { IncidentFilter } from './filter.input';
import { seesTheme } from './themes';

/** Rows of the vocabulary that a filter names by code; empty where it does not narrow by them. */
export interface FilterCodes {
  /** Sources named, or those that count where none is. */
  sources: SourceEntity[];
  /** Those of `sources` that can hold the themes, offences and flags of the filter. */
  able: SourceEntity[];
  themes: VocabularyTheme[];
  offences: OffenceEntity[];
  /** Offences named, each with its parts, and the sources of the installation that record any of them. */
  recorded: { offence: OffenceEntity; sources: SourceEntity[] }[];
  /** Bits of the flags; 0 where none is named. */
  flags: number;
  outcomes: OutcomeEntity[];
}

/**
 * Resolves the codes of a filter.
 *
 * @param everyTheme whether the question is about every theme; see `Question`.
 * @param nameable the vocabulary without offences that the viewer cannot name.
 * @throws Problem BAD_USER_INPUT with the nearest codes and those that are allowed.
 */
export async function resolveCodes(
  session: Session,
  where: IncidentFilter,
  everyTheme: boolean,
  vocabulary: Vocabulary,
  nameable: Vocabulary,
): Promise<FilterCodes> {
  const themes = requireAllNamed('themes', 'themes', where.themes ?? [], vocabulary);
  const sources = sourcesOf(where, themes, everyTheme, vocabulary);
  const named = requireAllNamed('offences', 'offences', where.offences ?? [], nameable);
  const offences = withParts(
    named.map(({ id }) => id),
    vocabulary,
  ).map((id) => vocabulary.offences.get(id));
  const flags = flagMask(where.flags ?? [], vocabulary);
  const isAble = (source: SourceEntity) =>
    tellsFlags(source, flags, vocabulary) &&
    (themes.length === 0 || themes.some((theme) => mayHoldTheme(source, theme, vocabulary))) &&
    (offences.length === 0 || offences.some(({ id }) => recordsOffence(source, id, vocabulary)));
  return {
    sources,
    able: sources.filter(isAble),
    themes,
    offences,
    recorded: named.map((offence) => ({
      offence,
      sources: vocabulary.sources.all.filter((source) =>
        withParts([offence.id], vocabulary).some((id) => recordsOffence(source, id, vocabulary)),
      ),
    })),
    flags,
    outcomes: where.outcomes?.length
      ? requireCodes(
          'outcomes',
          where.outcomes,
          await session.manager.find(OutcomeEntity, { order: { id: 'ASC' } }),
        )
      : [],
  };
}

/**
 * Sources named; else by themes those that add to themes, and those that alone record one of them; by offences those that
 * record any; else the default ones.
 */
function sourcesOf(
  { sources, offences }: IncidentFilter,
  themes: readonly VocabularyTheme[],
  everyTheme: boolean,
  vocabulary: Vocabulary,
): SourceEntity[] {
  const all = vocabulary.sources.all;
  if (sources?.length) return requireAllNamed('sources', 'sources', sources, vocabulary);
  if (themes.length > 0 || everyTheme) {
    const adding = all.filter(({ addsToThemes }) => addsToThemes);
    const others = themes.filter((theme) => !adding.some((each) => mayHoldTheme(each, theme, vocabulary)));
    return all.filter(
      (source) => source.addsToThemes || others.some((theme) => seesTheme(theme, [source], vocabulary)),
    );
  }
  return offences?.length ? all : all.filter(({ byDefault }) => byDefault);
}

function recordsOffence({ id }: SourceEntity, offenceId: number, { sourceOffences }: Vocabulary): boolean {
  return sourceOffences.some((pair) => pair.sourceId === id && pair.offenceId === offenceId);
}

/** Whether records of a source may belong to a theme. Records of the police may have any flag, and so its theme. */
function mayHoldTheme(source: SourceEntity, theme: VocabularyTheme, vocabulary: Vocabulary): boolean {
  const mayHaveFlags = source.access === 'CLOSED' && source.byDefault;
  return (theme.flags !== 0 && mayHaveFlags) || seesTheme(theme, [source], vocabulary);
}

function flagMask(codes: string[], vocabulary: Vocabulary): number {
  return requireAllNamed('flags', 'flags', codes, vocabulary).reduce((mask, { bit }) => mask | bit, 0);
}
