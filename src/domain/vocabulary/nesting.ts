import type { Vocabulary } from './vocabulary';

/**
 * Pairs of a theme and one that it is part of: its parent, and each theme that has all its offences of closed sources. Ids,
 * the part before the whole.
 */
export function nestedThemes({
  themes,
  offenceThemes,
  sources,
  sourceOffences,
}: Vocabulary): [part: number, whole: number][] {
  const closed = new Set(
    sourceOffences
      .filter(({ sourceId }) => sources.get(sourceId).access === 'CLOSED')
      .map(({ offenceId }) => offenceId),
  );
  const offencesOf = new Map(themes.all.map(({ id }) => [id, new Set<number>()]));
  for (const { offenceId, themeId } of offenceThemes)
    if (closed.has(offenceId)) offencesOf.get(themeId)!.add(offenceId);
  const holds = (whole: number, part: number) => {
    const own = [...offencesOf.get(part)!];
    return own.length > 0 && own.every((offence) => offencesOf.get(whole)!.has(offence));
  };
  return themes.all.flatMap(({ id: part, parentId }) =>
    themes.all
      .filter(({ id: whole }) => whole !== part && (whole === parentId || holds(whole, part)))
      .map(({ id: whole }): [number, number] => [part, whole]),
  );
}
