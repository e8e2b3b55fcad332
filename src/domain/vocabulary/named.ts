import { Problem, requireCode } from '../../platform/errors';
import type { Vocabulary, VocabularyTheme } from './vocabulary';
import type { FlagEntity, OffenceEntity, SourceEntity } from './vocabulary.entity';

/** Rows of the vocabulary by the kind of their codes. */
interface RowsByKind {
  themes: VocabularyTheme;
  offences: OffenceEntity;
  sources: SourceEntity;
  flags: FlagEntity;
}
type Kind = keyof RowsByKind;

const NOUNS: Record<Kind, string> = {
  themes: 'a theme',
  offences: 'an offence',
  sources: 'a source',
  flags: 'a flag',
};

function rowsOf<K extends Kind>(kind: K, { themes, offences, sources, flags }: Vocabulary): RowsByKind[K][] {
  const rows = { themes: themes.all, offences: offences.all, sources: sources.all, flags };
  return rows[kind] as RowsByKind[K][];
}

/**
 * Row of the vocabulary with a code of one kind.
 *
 * @param field input that holds the code.
 * @throws Problem BAD_USER_INPUT naming the kind that the code belongs to, or else the nearest codes and the allowed
 *   ones.
 */
export function requireNamed<K extends Kind>(
  kind: K,
  field: string,
  code: string,
  vocabulary: Vocabulary,
): RowsByKind[K] {
  const rows = rowsOf(kind, vocabulary);
  const kinds = Object.keys(NOUNS) as Kind[];
  const other = rows.some((row) => row.code === code)
    ? undefined
    : kinds.find((each) => rowsOf(each, vocabulary).some((row) => row.code === code));
  if (other)
    throw new Problem(
      'BAD_USER_INPUT',
      `${field} is the code of ${NOUNS[other]}, not of ${NOUNS[kind]}. Name it under ${other}.`,
      { field, kind: other },
    );
  return requireCode(field, code, rows);
}

/** Rows of the vocabulary with the codes of a list. @throws Problem BAD_USER_INPUT as in {@link requireNamed}. */
export function requireAllNamed<K extends Kind>(
  kind: K,
  field: string,
  codes: readonly string[],
  vocabulary: Vocabulary,
): RowsByKind[K][] {
  return codes.map((code, i) => requireNamed(kind, `${field}[${i}]`, code, vocabulary));
}
