import type { Selection } from '../../domain/incidents';
import { belongsTo, type VocabularyTheme } from '../../domain/vocabulary';
import { sourcesOf } from '../analytic';
import type { MonthTally } from '../trends';
import { byOffence, type CountOf, exactSources } from './counted';

/** Open categories that hold all incidents of a theme, with others. */
export interface WiderCategory {
  /** Names of the categories. */
  names: string[];
  /** Ids of the offences of the theme that the categories are made of. */
  offenceIds: number[];
  /** Incidents that surely belong to the theme, the least number that it can have: those of categories that are all its own. */
  least: CountOf;
  /** Incidents that may belong to the theme: the greatest number that it can have. */
  greatest: CountOf;
}

/**
 * Ids of the offences of a theme that police records can have: those with a category in open data, and those that a source
 * counted by default records. Diagnoses and call-outs are told by sources of their own.
 */
export function policeOffencesOf(
  { id: themeId }: VocabularyTheme,
  { vocabulary }: Pick<Selection, 'vocabulary'>,
): number[] {
  const { offenceThemes, offences, sources, sourceOffences } = vocabulary;
  return offenceThemes
    .filter((pair) => pair.themeId === themeId)
    .map(({ offenceId }) => offenceId)
    .filter(
      (id) =>
        offences.get(id).publishedAs !== null ||
        sourceOffences.some(({ offenceId, sourceId }) => {
          const { byDefault, access } = sources.get(sourceId);
          return offenceId === id && byDefault && access === 'CLOSED';
        }),
    );
}

/**
 * The wider category of a theme in the open sources of a selection. Null where a part of the theme is in none of their
 * categories: by a flag, an offence that is not published, or where a closed source records it in part.
 */
export function widerCategoryOf(theme: VocabularyTheme, selection: Selection): WiderCategory | null {
  const { offences, sourceOffences, sourceThemes } = selection.vocabulary;
  const sources = sourcesOf(selection);
  const open = new Set(sources.filter(({ access }) => access === 'OPEN').map(({ id }) => id));
  const isPublished = (category: number | null) =>
    category !== null &&
    sourceOffences.some(({ sourceId, offenceId }) => open.has(sourceId) && offenceId === category);
  const inPart = sourceThemes.some(
    ({ themeId, sourceId, coverage }) =>
      themeId === theme.id &&
      coverage === 'PARENT_ONLY' &&
      !open.has(sourceId) &&
      sources.some(({ id }) => id === sourceId),
  );
  const offenceIds = policeOffencesOf(theme, selection);
  const categories = new Set(offenceIds.map((id) => offences.get(id).publishedAs));
  if (theme.flags !== 0 || inPart || offenceIds.length === 0 || ![...categories].every(isPublished))
    return null;
  const isWhole = (category: number) =>
    offences.all
      .filter(({ publishedAs, partOf }) => publishedAs === category && partOf === null)
      .every(({ id }) => offenceIds.includes(id));
  const wholes = new Set([...categories].filter((id) => id !== null && isWhole(id)));
  const belongs = belongsTo(theme, selection.vocabulary);
  const exact = exactSources(theme, selection);
  const counting =
    (holds: (tally: MonthTally) => boolean): CountOf =>
    (_, tallies) =>
      byOffence(tallies.filter(holds));
  return {
    names: [...categories].map((id) => offences.get(id!).name),
    offenceIds,
    least: counting((tally) =>
      open.has(tally.source_id) ? wholes.has(tally.offence_id) : exact.has(tally.source_id) && belongs(tally),
    ),
    greatest: counting((tally) =>
      open.has(tally.source_id) ? categories.has(tally.offence_id) || belongs(tally) : belongs(tally),
    ),
  };
}
