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
 * categories hold nothing but the theme's offences; such categories belong to the theme without being named. Where
 * a theme has flags, it counts by the categories that it names, or not at all.
 *
 * @param flags bits of the theme's flags.
 */
export function sightsOf(definition: ThemeDefinition, flags: number, installation: Installation): Sights {
  const { sources, offences } = installation;
  const named = withParts(
    (definition.offences ?? []).map((code) => offences.find(code)!.id),
    installation,
  );
  const match = definition.match ?? 'ANY';
  if (definition.sources)
    return statedSights(definition.sources, { offenceIds: named, flags, match }, installation);
  const whole = flags === 0 ? wholeCategories(named, installation) : [];
  const offenceIds = [...new Set([...named, ...whole])];
  const theme = { offenceIds, flags, match };
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

/**
 * Sights as a definition states them, without those of sources that hold nothing by which its records could be known: they
 * would count as none, not as unknown.
 */
function statedSights(stated: Record<string, Sight>, theme: Theme, installation: Installation): Sights {
  const sights = Object.entries(stated).flatMap(([code, coverage]) => {
    const source = installation.sources.find(code)!;
    const isHeld =
      source.access === 'OPEN'
        ? openSight(source, theme, installation) !== null
        : closedSight(source, theme, installation) !== null;
    return isHeld ? [{ sourceId: source.id, coverage }] : [];
  });
  return { offenceIds: [...theme.offenceIds], sights };
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
  const { offences } = installation;
  const records = (id: number) => recordedBy(source, [id], installation);
  const named = theme.offenceIds.filter(records);
  // Open records have no flags: without a category of its own, none of them would count.
  if (theme.match === 'ALL' || (theme.flags !== 0 && named.length === 0)) return null;
  const parts = theme.offenceIds.flatMap((id) => offences.get(id).publishedAs ?? []).filter(records);
  const categories = [...named, ...parts];
  if (categories.length === 0) return null;
  const isWhole = (category: number) => {
    const all = publishedUnder(category, installation);
    const held = all.filter((id) => theme.offenceIds.includes(id));
    return theme.offenceIds.includes(category) && (held.length === 0 || held.length === all.length);
  };
  return theme.flags === 0 && categories.every(isWhole) ? 'EXACT' : 'PARENT_ONLY';
}
