import { addMonths, monthOf, type Period } from '../../../platform/calendar';
import { Problem } from '../../../platform/errors';
import { holdersOf } from '../../areas';
import { type Caveat, CaveatCode, caveat } from '../../caveats';
import type { SourceEntity, Vocabulary, VocabularyTheme } from '../../vocabulary';
import { namesOf } from './coverage';
import { type DeliveredTo, isDelivered } from './delivery';
import type { Publication } from './publications';

/**
 * Caveats on themes that no source records (the count is unknown, not zero), or that sources record only within another
 * category.
 *
 * @throws Problem NOT_SUPPORTED_FOR_SOURCE where the sources record none of the themes.
 */
export function themeCaveats(
  themes: VocabularyTheme[],
  sources: SourceEntity[],
  vocabulary: Vocabulary,
): Caveat[] {
  const names = namesOf(sources);
  const unseen = themes.filter((theme) => !seesTheme(theme, sources, vocabulary));
  if (unseen.length > 0 && unseen.length === themes.length)
    throw new Problem(
      'NOT_SUPPORTED_FOR_SOURCE',
      `These themes cannot be told apart in the records there are (${names}): ` +
        `${unseen.map(({ code }) => code).join(', ')}. The query themes { code coverage { coverage } } shows what each ` +
        'source can tell.',
    );
  const mapped = (theme: VocabularyTheme) =>
    theme.flags > 0 || vocabulary.offenceThemes.some(({ themeId }) => themeId === theme.id);
  const partly = themes.filter(
    (theme) =>
      mapped(theme) &&
      !unseen.includes(theme) &&
      pairsOf(theme, sources, vocabulary).every((pair) => pair.coverage === 'PARENT_ONLY'),
  );
  return [
    ...unseen.map(({ name }) =>
      caveat(
        CaveatCode.THEME_NOT_RECORDED,
        `${name} is unknown, not zero: no selected source records it (${names}).`,
      ),
    ),
    ...partly.map(({ name }) =>
      caveat(
        CaveatCode.WIDER_CATEGORY,
        `${name} is recorded only within a wider or narrower category (${names}).`,
      ),
    ),
  ];
}

function pairsOf(theme: VocabularyTheme, sources: SourceEntity[], { sourceThemes }: Vocabulary) {
  return sourceThemes.filter(
    ({ themeId, sourceId }) => themeId === theme.id && sources.some(({ id }) => id === sourceId),
  );
}

/** Whether any of these sources records a theme: where none does, its count is unknown, not zero. */
export function seesTheme(theme: VocabularyTheme, sources: SourceEntity[], vocabulary: Vocabulary): boolean {
  return pairsOf(theme, sources, vocabulary).length > 0 && hasOffences(theme, sources, vocabulary);
}

/** Open categories are wider than most themes: a theme counts there only where a category maps onto it. */
function hasOffences(theme: VocabularyTheme, sources: SourceEntity[], vocabulary: Vocabulary): boolean {
  if (theme.flags > 0) return true;
  const offences = vocabulary.offenceThemes.filter(({ themeId }) => themeId === theme.id);
  const open = (id: number) => vocabulary.offences.get(id).code.startsWith('open-');
  return sources.some((source) =>
    offences.some(({ offenceId }) => open(offenceId) === (source.access === 'OPEN')),
  );
}

/**
 * Whether sources record a theme in every month of a window, in each partnership to which any of them has delivered. If
 * not, a count is too low, or zero although unknown.
 *
 * @param publications publications in which closed sources take precedence over open ones.
 */
export function tellThroughout(
  sources: readonly SourceEntity[],
  theme: VocabularyTheme,
  { from, to }: Period,
  publications: readonly Publication[],
  { partnership, coverage }: DeliveredTo,
  vocabulary: Vocabulary,
): boolean {
  const seeing = sources.filter((source) => seesTheme(theme, [source], vocabulary));
  const offenceIds = vocabulary.offenceThemes
    .filter(({ themeId }) => themeId === theme.id)
    .map(({ offenceId }) => offenceId);
  const givesWay = (source: SourceEntity, holderId: number, month: string) =>
    publications.some(
      ({ open, closed, offenceIds: published }) =>
        open === source &&
        published.some((id) => offenceIds.includes(id)) &&
        isDelivered(coverage, closed, holderId, month),
    );
  const tells = (holderId: number, month: string) =>
    seeing.some(
      (source) => isDelivered(coverage, source, holderId, month) && !givesWay(source, holderId, month),
    );
  const holderIds = holdersOf(partnership).ids.filter((id) =>
    coverage.some((row) => row.partnershipId === id && seeing.some((source) => source.id === row.sourceId)),
  );
  for (let month = monthOf(from); month <= to; month = addMonths(month, 1))
    if (!holderIds.every((id) => tells(id, month))) return false;
  return holderIds.length > 0;
}
