import type { Period } from '../../../platform/calendar';
import { listCodes } from '../../../platform/errors';
import { AreaKind, type AskedAreas } from '../../areas';
import type { OffenceEntity, SourceEntity, Vocabulary } from '../../vocabulary';

/** First month of data.police.uk, from which on `published_count` has no places of the parts of its categories. */
const FIRST_OPEN_MONTH = '2010-12-01';

/** Closed source of which a question asks parts of the categories that an open source publishes exactly. */
export interface OpenParts {
  source: SourceEntity;
  open: SourceEntity;
  /** Categories of the open source that the parts belong to. */
  categories: OffenceEntity[];
}

/**
 * Closed sources of which a question by place asks parts of open categories. Below exact counts these have no place: with the
 * category, which is known exactly, a part of one ward would give the other parts away.
 *
 * @param offenceIds offences of the filter; null: all.
 */
export function openPartsAmong(
  {
    sources,
    period,
    areas,
  }: { sources: readonly SourceEntity[]; period: Period; areas: readonly AskedAreas[] },
  offenceIds: readonly number[] | null,
  { sourceOffences, offences, sources: known }: Vocabulary,
): OpenParts[] {
  const isPlaced = areas.some(({ kind }) => kind !== AreaKind.PARTNERSHIP);
  if (!isPlaced || period.to < FIRST_OPEN_MONTH) return [];
  return sources.flatMap((source) => {
    const published = sourceOffences.filter(({ publishedFrom }) => publishedFrom === source.id);
    const parts = sourceOffences
      .filter((pair) => pair.sourceId === source.id && (offenceIds?.includes(pair.offenceId) ?? true))
      .map(({ offenceId }) => offences.get(offenceId));
    // Sensitive offences have no place in any month.
    const isPart = (part: OffenceEntity, id: number) => part.publishedAs === id && !part.sensitive;
    const asked = published.filter(({ offenceId }) => parts.some((part) => isPart(part, offenceId)));
    if (asked.length === 0) return [];
    const categories = asked.map(({ offenceId }) => offences.get(offenceId));
    return [{ source, open: known.get(asked[0].sourceId), categories }];
  });
}

/** Reason why such parts are not told by place, and what can be asked. */
export function whyWithoutPlace({ source, open, categories }: OpenParts): { why: string; advice: string } {
  return {
    why: `${source.name}: parts of the categories of ${open.name} are told for the partnership as a whole only, to this key`,
    advice:
      `By area, ask sources ["${open.code}"] for ${listCodes(categories.map(({ code }) => code))}; for the parts, leave out ` +
      'areas and breakdowns by area.',
  };
}
