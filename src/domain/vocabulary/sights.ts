import type { Sight, ThemeDefinition } from './document';
import type { Installation } from './installation';
import { withParts } from './parts';
import type { SourceEntity } from './vocabulary.entity';

/** Offences of a theme, and how well each source sees it. */
export interface Sights {
  offenceIds: number[];
  sights: { sourceId: number; coverage: Sight }[];
}

/**
 * The offences of a theme, and how well each source sees it: as its definition says, else derived. A closed source that
 * records one of the offences, or police records where there are flags, tell the theme apart. An open source does where its
 * categories hold nothing but the theme's offences; such categories belong to the theme without being named.
 *
 * @param flags bits of the theme's flags.
 */
export function sightsOf(definition: ThemeDefinition, flags: number, installation: Installation): Sights {
  const { sources, offences } = installation;
  const named = withParts(
    (definition.offences ?? []).map((code) => offences.find(code)!.id),
    installation,
  );
  if (definition.sources)
    return {
      offenceIds: named,
      sights: Object.entries(definition.sources).map(([code, coverage]) => ({
        sourceId: sources.find(code)!.id,
        coverage,
      })),
    };
  const whole = flags === 0 ? wholeCategories(named, installation) : [];
  const offenceIds = [...new Set([...named, ...whole])];
  const theme = { offenceIds, flags, match: definition.match ?? 'ANY' };
  return {
    offenceIds,
    sights: sources.all.flatMap((source) => {
      const coverage =
        source.access === 'OPEN'
          ? openSight(source, theme, installation)
          : closedSight(source, theme, installation);
      return coverage ? [{ sourceId: source.id, coverage }] : [];
    }),
  };
}

interface Theme {
  offenceIds: readonly number[];
  flags: number;
  match: string;
}

/** Offences, but for parts of others, that are published under a category. */
const publishedUnder = (categoryId: number, { offences }: Installation) =>
  offences.all
    .filter(({ publishedAs, partOf }) => publishedAs === categoryId && partOf === null)
    .map(({ id }) => id);

/** Categories all of whose offences are among some. */
function wholeCategories(offenceIds: readonly number[], installation: Installation): number[] {
  const categories = new Set(offenceIds.map((id) => installation.offences.get(id).publishedAs));
  categories.delete(null);
  return ([...categories] as number[]).filter((category) =>
    publishedUnder(category, installation).every((id) => offenceIds.includes(id)),
  );
}

function recordedBy({ id }: SourceEntity, offenceIds: readonly number[], { sourceOffences }: Installation) {
  return offenceIds.some((offenceId) =>
    sourceOffences.some((pair) => pair.sourceId === id && pair.offenceId === offenceId),
  );
}

function closedSight(source: SourceEntity, theme: Theme, installation: Installation): Sight | null {
  const records = recordedBy(source, theme.offenceIds, installation);
  const hasFlags = theme.flags !== 0 && source.byDefault;
  if (theme.match === 'ALL') return records && hasFlags ? 'EXACT' : null;
  return records || hasFlags ? 'EXACT' : null;
}

function openSight(source: SourceEntity, theme: Theme, installation: Installation): Sight | null {
  const { offences, sourceOffences } = installation;
  const records = (id: number) =>
    sourceOffences.some((pair) => pair.sourceId === source.id && pair.offenceId === id);
  const parts = theme.offenceIds.flatMap((id) => offences.get(id).publishedAs ?? []);
  const categories = [...new Set([...theme.offenceIds, ...parts])].filter(records);
  if (categories.length === 0) return null;
  const isWhole = (category: number) => {
    const held = publishedUnder(category, installation).filter((id) => theme.offenceIds.includes(id));
    const all = publishedUnder(category, installation);
    return theme.offenceIds.includes(category) && (held.length === 0 || held.length === all.length);
  };
  return theme.flags === 0 && categories.every(isWhole) ? 'EXACT' : 'PARENT_ONLY';
}
