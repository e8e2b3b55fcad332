import type { Vocabulary, VocabularyTheme } from './vocabulary';

/** Offence and flags, which decide the themes of incidents; offence_id null: a protected cell by flag. */
export interface Membered {
  offence_id: number | null;
  flags: number;
}

/** Whether incidents belong to a theme: by their offence or the flags that make it, or where it needs both, by both. */
export function belongsTo(
  { id, flags, match, inCells }: VocabularyTheme,
  { offenceThemes }: Vocabulary,
): (of: Membered) => boolean {
  const offences = new Set(
    offenceThemes.filter(({ themeId }) => themeId === id).map(({ offenceId }) => offenceId),
  );
  return (of) => {
    if (of.offence_id === null) return inCells && (of.flags & flags) !== 0;
    const [byOffence, byFlags] = [offences.has(of.offence_id), (of.flags & flags) !== 0];
    return match === 'ALL' ? byOffence && byFlags : byOffence || byFlags;
  };
}

/**
 * Whether incidents belong to more than one of some themes, so that their counts do not add up. Protected cells by flag
 * repeat incidents of other cells.
 */
export function haveIncidentsInCommon(
  themes: readonly VocabularyTheme[],
  rows: Iterable<Membered & { n: number }>,
  vocabulary: Vocabulary,
): boolean {
  const belongings = themes.map((theme) => belongsTo(theme, vocabulary));
  for (const row of rows) {
    if (row.n === 0) continue;
    const owners = belongings.filter((belongs) => belongs(row)).length;
    if (owners > 1 || (owners === 1 && row.offence_id === null && themes.length > 1)) return true;
  }
  return false;
}
