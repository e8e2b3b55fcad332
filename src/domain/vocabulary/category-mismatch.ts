import type { Vocabulary, VocabularyTheme } from './vocabulary';
import type { OffenceEntity, SourceEntity } from './vocabulary.entity';

const namesOf = (offences: readonly OffenceEntity[]) => offences.map(({ name }) => name).join(', ');

/** How the categories that a source counts a theme by differ from it. */
interface Mismatch {
  categories: OffenceEntity[];
  /** Offences that the categories hold beside those of the theme. */
  more: OffenceEntity[];
  /** Offences of the theme, as police record them, that no category holds. */
  less: OffenceEntity[];
}

function mismatchOf(theme: VocabularyTheme, { id }: SourceEntity, vocabulary: Vocabulary): Mismatch {
  const { offences, offenceThemes, sources, sourceOffences } = vocabulary;
  const records = (sourceId: number, offenceId: number) =>
    sourceOffences.some((pair) => pair.sourceId === sourceId && pair.offenceId === offenceId);
  const own = new Set(
    offenceThemes.filter(({ themeId }) => themeId === theme.id).map(({ offenceId }) => offenceId),
  );
  const categories = [...own].filter((offenceId) => records(id, offenceId));
  const police = sources.all.filter(({ access, byDefault }) => access === 'CLOSED' && byDefault);
  const recorded = offences.all.filter(
    (offence) => offence.partOf === null && police.some((source) => records(source.id, offence.id)),
  );
  const isHeld = ({ publishedAs }: OffenceEntity) => publishedAs !== null && categories.includes(publishedAs);
  return {
    categories: categories.map((each) => offences.get(each)),
    more: recorded.filter((offence) => isHeld(offence) && !own.has(offence.id)),
    less: recorded.filter((offence) => own.has(offence.id) && !isHeld(offence)),
  };
}

/**
 * Sentence on a theme that a source records only within other categories: which these are, and whether they hold more
 * or less than the theme.
 */
export function categoryMismatch(
  theme: VocabularyTheme,
  source: SourceEntity,
  vocabulary: Vocabulary,
): string {
  const { categories, more, less } = mismatchOf(theme, source, vocabulary);
  const counted = `${theme.name} is counted as ${namesOf(categories)} in ${source.name}`;
  if (theme.flags > 0 || source.access === 'CLOSED' || more.length + less.length === 0)
    return `${counted}: the count may include more or less than the theme.`;
  const differences = [
    ...(more.length > 0 ? [`more (${namesOf(more)})`] : []),
    ...(less.length > 0 ? [`less (without ${namesOf(less)})`] : []),
  ];
  return `${counted}: the count includes ${differences.join(' and ')} than the theme.`;
}
