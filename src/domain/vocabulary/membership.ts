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
