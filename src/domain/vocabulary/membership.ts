import type { ThemeEntity } from './vocabulary.entity';
import type { Vocabulary } from './vocabulary.queries';

/** Offence and flags, which decide the themes of incidents; offence_id null: a protected cell by flag. */
export interface Membered {
  offence_id: number | null;
  flags: number;
}

/** Whether incidents belong to a theme: by their offence, or by the flags that make it. */
export function belongsTo(
  { id, flags }: ThemeEntity,
  { offenceThemes }: Vocabulary,
): (of: Membered) => boolean {
  const offences = new Set(
    offenceThemes.filter(({ themeId }) => themeId === id).map(({ offenceId }) => offenceId),
  );
  return (of) => offences.has(of.offence_id ?? 0) || (of.flags & flags) !== 0;
}
