import {
  endOfMonth,
  intersection,
  type Period,
  type Stretches,
  sharedStretches,
} from '../../../platform/calendar';
import { listCodes, Problem } from '../../../platform/errors';
import { holdersOf, isCounty, type Partnership } from '../../areas';
import type { SourceEntity, ThemeEntity, Vocabulary } from '../../vocabulary';
import type { SourceCoverageEntity } from '../coverage';
import type { DeliveredTo } from './delivery';
import type { KnownDays, Selection } from './selection';

/** Days that a source has delivered, to the partnership or to a member of the county. */
export interface DeliveredSpan {
  source: SourceEntity;
  /** Id of the partnership that it was delivered to. */
  holderId: number;
  span: Period;
  /** Days of it that were delivered. */
  stretches: Stretches;
  /** Code of the member; null where the partnership is no county. */
  member: string | null;
}

/** The sources of a filter that have delivered anything, and when. */
export interface Delivered {
  sources: SourceEntity[];
  spans: DeliveredSpan[];
  /** From the earliest first month to the latest last one. */
  whole: Period;
  /** From the latest first month to the earliest last one. */
  common: Period;
  /** Days that all of them have delivered. */
  known: Stretches;
}

/** Names of sources, separated by commas. */
export function namesOf(sources: readonly SourceEntity[]): string {
  return sources.map(({ name }) => name).join(', ');
}

/**
 * The sources of a filter that have delivered anything.
 *
 * @throws Problem NOT_ENOUGH_DATA where none has.
 */
export function deliveredBy(
  asked: readonly SourceEntity[],
  { partnership, coverage: all }: DeliveredTo,
  vocabulary: Vocabulary,
): Delivered {
  const coverage = all.filter(({ sourceId }) => asked.some(({ id }) => id === sourceId));
  if (coverage.length === 0) {
    const codes = all.map(({ sourceId }) => vocabulary.sources.get(sourceId).code);
    throw new Problem(
      'NOT_ENOUGH_DATA',
      `No records of the sources asked for have been imported for this partnership${
        codes.length > 0
          ? `; there are: ${listCodes(codes)}`
          : '. Import some first, for example with: csg import police-uk'
      }.`,
    );
  }
  const sources = asked.filter(({ id }) => coverage.some(({ sourceId }) => sourceId === id));
  const firsts = coverage.map(({ firstMonth }) => firstMonth).sort();
  const lasts = coverage.map(({ lastMonth }) => lastMonth).sort();
  return {
    sources,
    spans: spansOf(sources, coverage, partnership),
    whole: spanOf(coverage),
    common: { from: firsts.at(-1)!, to: endOfMonth(lasts[0]) },
    known: knownDays(coverage),
  };
}

/** Days that every source has delivered to every partnership that it delivers to. */
function knownDays(coverage: readonly SourceCoverageEntity[]): Stretches {
  return coverage.map(({ delivered }) => delivered).reduce(sharedStretches);
}

/** Days that an answer can be counted on, of those that were delivered and those in which the areas of the filter exist. */
export function countableDays(
  delivered: Stretches,
  withAreas: Period,
  { recordSources, cellSources }: Pick<Selection, 'recordSources' | 'cellSources'>,
): KnownDays {
  return {
    stretches: sharedStretches(delivered, [withAreas]),
    monthsOnly: cellSources.length > 0 || recordSources.some(({ resolution }) => resolution === 'MONTH'),
  };
}

function spanOf(coverage: SourceCoverageEntity[]): Period {
  const firsts = coverage.map(({ firstMonth }) => firstMonth).sort();
  const lasts = coverage.map(({ lastMonth }) => lastMonth).sort();
  return { from: firsts[0], to: endOfMonth(lasts.at(-1)!) };
}

function spansOf(
  sources: SourceEntity[],
  coverage: SourceCoverageEntity[],
  partnership: Partnership,
): DeliveredSpan[] {
  const { ids, codes } = holdersOf(partnership);
  return sources.flatMap((source) =>
    ids.flatMap((id, i) => {
      const own = coverage.filter(
        ({ sourceId, partnershipId }) => sourceId === source.id && partnershipId === id,
      );
      const member = isCounty(partnership) ? codes[i] : null;
      return own.length === 0
        ? []
        : [{ source, holderId: id, span: spanOf(own), stretches: own[0].delivered, member }];
    }),
  );
}

function spanText({ source, span, member }: DeliveredSpan): string {
  return `${source.name}${member === null ? '' : ` of ${member}`} ${span.from} to ${span.to}`;
}

/** @throws Problem NOT_ENOUGH_DATA where no source has delivered a day of the period. */
export function checkDelivered({ spans }: Delivered, period: Period): void {
  if (spans.every(({ span }) => intersection(span, period) === null))
    throw new Problem(
      'NOT_ENOUGH_DATA',
      `The period lies outside what has been delivered: ${spans.map(spanText).join('; ')}.`,
    );
}

/** Caveats on days, members and events that the delivered records miss or count twice. */
export function coverageCaveats(
  { sources, spans }: Delivered,
  period: Period,
  partnership: Partnership,
): string[] {
  return [
    ...gapCaveats(spans, period),
    ...countyCaveats(sources, spans, partnership),
    ...duplicateCaveats(sources),
  ];
}

/** Days that a source has not delivered are unknown, not free of incidents. */
function gapCaveats(spans: DeliveredSpan[], period: Period): string[] {
  const short = spans.filter(({ span }) => span.from > period.from || span.to < period.to);
  if (short.length === 0) return [];
  return [`The period reaches beyond what has been delivered (${short.map(spanText).join('; ')}).`];
}

/** Square metres that members of a county may share before an answer says so: outlines never quite agree. */
const NOTABLE_OVERLAP = 10_000;

function countyCaveats(
  sources: SourceEntity[],
  spans: DeliveredSpan[],
  { memberCodes, overlap }: Partnership,
): string[] {
  const missing = sources.map((source) => ({
    source,
    from: memberCodes.filter((code) => !spans.some((each) => each.source === source && each.member === code)),
  }));
  return [
    ...missing
      .filter(({ from }) => from.length > 0)
      .map(
        ({ source, from }) =>
          `${source.name}: nothing was delivered to ${from.join(', ')}, where it is unknown, not zero.`,
      ),
    ...(overlap >= NOTABLE_OVERLAP
      ? [
          `Boundaries of members overlap by up to ${(overlap / 10_000).toFixed(1)} ha: an incident there that was delivered ` +
            'to both counts twice.',
        ]
      : []),
  ];
}

/** Open police data and the police's own records hold the same crimes. */
function duplicateCaveats(sources: SourceEntity[]): string[] {
  const open = sources.find(({ code }) => code === 'police-uk-street');
  const own = sources.filter(({ agency }) => agency === 'police');
  if (!open || own.length === 0) return [];
  return [
    `${namesOf([open, ...own])} tell of the same events: name one of them in sources, or they count twice.`,
  ];
}

/**
 * Caveats on themes that no source records, whose count is unknown, not zero, or that sources record within another
 * category only.
 *
 * @throws Problem NOT_SUPPORTED_FOR_SOURCE where the sources record none of the themes.
 */
export function themeCaveats(
  themes: ThemeEntity[],
  sources: SourceEntity[],
  vocabulary: Vocabulary,
): string[] {
  const names = namesOf(sources);
  const unseen = themes.filter((theme) => !seesTheme(theme, sources, vocabulary));
  if (unseen.length > 0 && unseen.length === themes.length)
    throw new Problem(
      'NOT_SUPPORTED_FOR_SOURCE',
      `These themes cannot be told apart in the records there are (${names}): ` +
        `${unseen.map(({ code }) => code).join(', ')}. The query themes { code coverage { coverage } } shows what each ` +
        'source can tell.',
    );
  const mapped = (theme: ThemeEntity) =>
    theme.flags > 0 || vocabulary.offenceThemes.some(({ themeId }) => themeId === theme.id);
  const partly = themes.filter(
    (theme) =>
      mapped(theme) &&
      !unseen.includes(theme) &&
      pairsOf(theme, sources, vocabulary).every((pair) => pair.coverage === 'PARENT_ONLY'),
  );
  return [
    ...unseen.map((theme) => `${theme.name} is unknown, not zero: no selected source records it (${names}).`),
    ...partly.map(
      (theme) => `${theme.name} is recorded only within a wider or narrower category (${names}).`,
    ),
  ];
}

function pairsOf(theme: ThemeEntity, sources: SourceEntity[], { sourceThemes }: Vocabulary) {
  return sourceThemes.filter(
    ({ themeId, sourceId }) => themeId === theme.id && sources.some(({ id }) => id === sourceId),
  );
}

/** Whether any of these sources records a theme: where none does, its count is unknown, not zero. */
export function seesTheme(theme: ThemeEntity, sources: SourceEntity[], vocabulary: Vocabulary): boolean {
  return pairsOf(theme, sources, vocabulary).length > 0 && hasOffences(theme, sources, vocabulary);
}

/** Open categories are wider than most themes: a theme counts there only where a category maps onto it. */
function hasOffences(theme: ThemeEntity, sources: SourceEntity[], vocabulary: Vocabulary): boolean {
  if (theme.flags > 0) return true;
  const offences = vocabulary.offenceThemes.filter(({ themeId }) => themeId === theme.id);
  const open = (id: number) => vocabulary.offences.get(id).code.startsWith('open-');
  return sources.some((source) =>
    offences.some(({ offenceId }) => open(offenceId) === (source.access === 'OPEN')),
  );
}
