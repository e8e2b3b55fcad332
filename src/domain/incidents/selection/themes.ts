import { addMonths, monthOf, type Period } from '../../../platform/calendar';
import { Problem } from '../../../platform/errors';
import { holdersOf } from '../../areas';
import { type Caveat, CaveatCode, caveat } from '../../caveats';
import { categoryMismatch, type SourceEntity, type Vocabulary, type VocabularyTheme } from '../../vocabulary';
import { namesOf } from './coverage';
import { type DeliveredTo, isDelivered } from './delivery';
import { monthsInWords } from './holes';
import type { Publication } from './publications';

/**
 * Checks that sources record any of some themes.
 *
 * @throws Problem NOT_SUPPORTED_FOR_SOURCE where they record none.
 */
export function checkThemes(
  themes: readonly VocabularyTheme[],
  sources: readonly SourceEntity[],
  vocabulary: Vocabulary,
): void {
  if (themes.length === 0 || themes.some((theme) => seesTheme(theme, sources, vocabulary))) return;
  if (themes.every(({ indicator }) => indicator !== null))
    throw new Problem(
      'NOT_SUPPORTED_FOR_SOURCE',
      `These themes have figures of an indicator, and no incidents: ${themes.map(({ code }) => code).join(', ')}. The ` +
        'query indicators and /export/indicators.csv have the figures.',
    );
  throw new Problem(
    'NOT_SUPPORTED_FOR_SOURCE',
    `These themes cannot be told apart in the records there are (${namesOf(sources)}): ` +
      `${themes.map(({ code }) => code).join(', ')}. The query themes { code coverage { coverage } } shows what each ` +
      'source can tell.',
  );
}

/** Counted sources, the publications in which closed ones take precedence over open ones, and what was delivered. */
export interface CountedSources {
  sources: readonly SourceEntity[];
  publications: readonly Publication[];
  delivery: DeliveredTo;
  vocabulary: Vocabulary;
}

/** Caveats on themes that no counted source records, in all months of a period or in some that others have delivered. */
export function unseenCaveats(
  themes: readonly VocabularyTheme[],
  period: Period,
  counted: CountedSources,
): Caveat[] {
  const { sources, delivery, vocabulary } = counted;
  const delivered = monthsDelivered(sources, period, delivery);
  const months = [...new Set(delivered.map(({ month }) => month))];
  return themes.flatMap((theme) => {
    const seeing = sources.filter((source) => seesTheme(theme, [source], vocabulary));
    const seen = delivered.filter(({ holderId, month }) => counts(theme, seeing, holderId, month, counted));
    const unseen = months.filter((month) => !seen.some((each) => each.month === month));
    if (unseen.length === 0) return [];
    const when = unseen.length === months.length ? '' : ` for ${monthsInWords(unseen)}`;
    return [
      caveat(
        CaveatCode.THEME_NOT_RECORDED,
        `${theme.name} is unknown, not zero${when}: no source that counts records it (${namesOf(sources)}).`,
      ),
    ];
  });
}

/**
 * Caveats on themes that count in some month of a period from a source that records them only within other categories,
 * each with what these hold more or less.
 */
export function categoryCaveats(
  themes: readonly VocabularyTheme[],
  period: Period,
  counted: CountedSources,
): Caveat[] {
  const { sources, delivery, vocabulary } = counted;
  const partly = (theme: VocabularyTheme) =>
    sources.filter(
      (source) =>
        seesTheme(theme, [source], vocabulary) &&
        pairsOf(theme, [source], vocabulary).every(({ coverage }) => coverage === 'PARENT_ONLY') &&
        monthsDelivered([source], period, delivery).some(({ holderId, month }) =>
          counts(theme, [source], holderId, month, counted),
        ),
    );
  return themes.flatMap((theme) =>
    partly(theme).map((source) =>
      caveat(CaveatCode.WIDER_CATEGORY, categoryMismatch(theme, source, vocabulary)),
    ),
  );
}

/** Months of a period, as first days, that any of some sources has delivered, by partnership. */
function monthsDelivered(
  sources: readonly SourceEntity[],
  { from, to }: Period,
  { partnership, coverage }: DeliveredTo,
): { holderId: number; month: string }[] {
  const months: string[] = [];
  for (let month = monthOf(from); month <= to; month = addMonths(month, 1)) months.push(month);
  return holdersOf(partnership).ids.flatMap((holderId) =>
    months
      .filter((month) => sources.some((source) => isDelivered(coverage, source, holderId, month)))
      .map((month) => ({ holderId, month })),
  );
}

/** Whether a theme counts from any of some sources in a month: delivered, and not left to a closed source. */
function counts(
  theme: VocabularyTheme,
  sources: readonly SourceEntity[],
  holderId: number,
  month: string,
  { publications, delivery: { coverage }, vocabulary }: CountedSources,
): boolean {
  const offenceIds = vocabulary.offenceThemes
    .filter(({ themeId }) => themeId === theme.id)
    .map(({ offenceId }) => offenceId);
  const givesWay = (source: SourceEntity) =>
    publications.some(
      ({ open, closed, offenceIds: published }) =>
        open === source &&
        published.some((id) => offenceIds.includes(id)) &&
        isDelivered(coverage, closed, holderId, month),
    );
  return sources.some((source) => isDelivered(coverage, source, holderId, month) && !givesWay(source));
}

function pairsOf(theme: VocabularyTheme, sources: readonly SourceEntity[], { sourceThemes }: Vocabulary) {
  return sourceThemes.filter(
    ({ themeId, sourceId }) => themeId === theme.id && sources.some(({ id }) => id === sourceId),
  );
}

/** Whether any of these sources records a theme: where none does, its count is unknown, not zero. */
export function seesTheme(
  theme: VocabularyTheme,
  sources: readonly SourceEntity[],
  vocabulary: Vocabulary,
): boolean {
  return pairsOf(theme, sources, vocabulary).length > 0 && hasOffences(theme, sources, vocabulary);
}

/** Open categories are wider than most themes: a theme counts there only where a category maps onto it. */
function hasOffences(
  theme: VocabularyTheme,
  sources: readonly SourceEntity[],
  vocabulary: Vocabulary,
): boolean {
  if (theme.flags > 0) return true;
  const offences = vocabulary.offenceThemes.filter(({ themeId }) => themeId === theme.id);
  const open = (id: number) => vocabulary.offences.get(id).code.startsWith('open-');
  return sources.some((source) =>
    offences.some(({ offenceId }) => open(offenceId) === (source.access === 'OPEN')),
  );
}

/**
 * Whether counted sources record a theme in every month of a window, in each partnership to which any of them has
 * delivered. If not, a count is too low, or zero although unknown.
 */
export function tellThroughout(
  theme: VocabularyTheme,
  { from, to }: Period,
  counted: CountedSources,
): boolean {
  const { sources, delivery, vocabulary } = counted;
  const { partnership, coverage } = delivery;
  const seeing = sources.filter((source) => seesTheme(theme, [source], vocabulary));
  const holderIds = holdersOf(partnership).ids.filter((id) =>
    coverage.some((row) => row.partnershipId === id && seeing.some((source) => source.id === row.sourceId)),
  );
  for (let month = monthOf(from); month <= to; month = addMonths(month, 1))
    if (!holderIds.every((id) => counts(theme, seeing, id, month, counted))) return false;
  return holderIds.length > 0;
}
