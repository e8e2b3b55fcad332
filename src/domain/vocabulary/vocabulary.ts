import { Codes } from './codes';
import type {
  MATRICES,
  Match,
  MatrixDefinition,
  Sight,
  ThemeDefinition,
  VocabularyDocument,
  WeightSetChoice,
} from './document';
import { sightWithGaps, type Told, withGaps } from './gaps';
import type { Installation } from './installation';
import { sightsOf } from './sights';

/** Theme of a partnership, as its vocabulary defines it. */
export interface VocabularyTheme {
  id: number;
  code: string;
  name: string;
  /** Group in a strategic assessment; null: no block there. */
  group: string | null;
  parentId: number | null;
  aliases: string[];
  sensitive: boolean;
  /** Law that makes it a priority of every partnership. */
  statutory: string | null;
  /** Code of the indicator that describes it in place of incidents; null: it is made of incidents. */
  indicator: string | null;
  /** Bits of its flags. */
  flags: number;
  match: Match;
  /**
   * Whether protected counts can answer for the theme: not where it needs flags without a count of exactly its records.
   */
  inCells: boolean;
}

/** A row of a matrix. */
export interface MatrixRow {
  theme: VocabularyTheme;
  /** Name that the matrix prints. */
  name: string;
}

/** Columns and rows of a matrix. */
export interface VocabularyMatrix {
  /** Codes of its criteria, in their order. */
  criteria: string[];
  rows: MatrixRow[];
}

/** Vocabulary of a partnership: codes that input is checked against, and names for the rows of answers. */
export interface Vocabulary extends Installation, Told {
  /** Code of the profile that the partnership has chosen. */
  profile: string;
  profileName: string;
  /**
   * Editions that it is made of: `community-safety@2+5` is the second of the profile with the fifth of the partnership.
   */
  edition: string;
  themes: Codes<VocabularyTheme>;
  offenceThemes: { offenceId: number; themeId: number }[];
  /** How well a source sees a theme; a pair that is missing is not seen at all. */
  sourceThemes: { sourceId: number; themeId: number; coverage: Sight }[];
  matrices: Record<(typeof MATRICES)[number], VocabularyMatrix>;
  /** Weight sets that answers use where none is named. */
  weightSets: WeightSetChoice;
}

/** Code and name of a theme, also of one that the vocabulary no longer contains. */
export function themeNamed({ themes, themeCodes }: Vocabulary, id: number): { code: string; name: string } {
  const { code, name } = themes.get(id) ?? themeCodes.get(id);
  return { code, name };
}

/**
 * Whether protected counts can answer for a theme: cells of its offences, and the cell of its one flag, which holds all
 * the others.
 */
function isInCells(
  flags: number,
  match: Match,
  offenceIds: readonly number[],
  { flags: known, flagOffences, offences }: Installation,
): boolean {
  if (flags === 0) return true;
  if (match === 'ALL' || !known.some(({ bit, hasCells }) => bit === flags && hasCells)) return false;
  const apart = flagOffences.filter(({ bit }) => bit === flags).map(({ offenceId }) => offenceId);
  const closed = offenceIds.filter((id) => !offences.get(id).code.startsWith('open-'));
  return closed.length === apart.length && closed.every((id) => apart.includes(id));
}

/** A theme with its offences and sources. */
interface ResolvedTheme {
  theme: VocabularyTheme;
  offenceIds: number[];
  sights: { sourceId: number; coverage: Sight }[];
}

function resolveTheme(
  definition: ThemeDefinition,
  gaps: VocabularyDocument['gaps'],
  installation: Installation,
): ResolvedTheme {
  const { themeCodes, offences, flags: known } = installation;
  const { code, name, group, parent, aliases, statutory, match = 'ANY' } = definition;
  const flags = (definition.flags ?? []).reduce(
    (mask, flag) => mask | known.find((each) => each.code === flag)!.bit,
    0,
  );
  const { offenceIds, sights } = sightsOf(definition, flags, installation);
  const made = { offenceIds, flags, match };
  return {
    offenceIds,
    sights: sights.flatMap(({ sourceId, coverage }) => {
      const own = gaps[installation.sources.get(sourceId).code];
      const sight = sightWithGaps(coverage, sourceId, made, own, installation);
      return sight ? [{ sourceId, coverage: sight }] : [];
    }),
    theme: {
      id: themeCodes.find(code)!.id,
      code,
      name,
      group: group ?? null,
      parentId: parent === undefined ? null : themeCodes.find(parent)!.id,
      aliases: aliases ?? [],
      sensitive: Boolean(definition.sensitive) || offenceIds.some((id) => offences.get(id).sensitive),
      statutory: statutory ?? null,
      indicator: definition.indicator ?? null,
      flags,
      match,
      inCells: isInCells(flags, match, offenceIds, installation),
    },
  };
}

function resolveMatrix(
  { criteria, rows }: MatrixDefinition,
  themes: Codes<VocabularyTheme>,
): VocabularyMatrix {
  const all = rows ?? themes.all.filter(({ group }) => group !== null).map(({ code }) => code);
  return {
    criteria,
    rows: all.map((row) => {
      if (typeof row !== 'string') return { theme: themes.find(row.theme)!, name: row.name };
      const theme = themes.find(row)!;
      return { theme, name: theme.name };
    }),
  };
}

/** Vocabulary defined by a document, all of whose codes exist in the installation. */
export function resolveVocabulary(
  document: VocabularyDocument,
  edition: string,
  installation: Installation,
): Vocabulary {
  const resolved = document.themes.map((theme) => resolveTheme(theme, document.gaps, installation));
  const themes = new Codes(resolved.map(({ theme }) => theme));
  const { PRIORITY_SCANNING, THREAT_RISK } = document.matrices;
  return {
    ...installation,
    ...withGaps(document.gaps, installation),
    profile: document.profile,
    profileName: document.name,
    edition,
    themes,
    offenceThemes: resolved.flatMap(({ theme, offenceIds }) =>
      offenceIds.map((offenceId) => ({ offenceId, themeId: theme.id })),
    ),
    sourceThemes: resolved.flatMap(({ theme, sights }) =>
      sights.map((sight) => ({ ...sight, themeId: theme.id })),
    ),
    matrices: {
      PRIORITY_SCANNING: resolveMatrix(PRIORITY_SCANNING, themes),
      THREAT_RISK: resolveMatrix(THREAT_RISK, themes),
    },
    weightSets: document.weightSets,
  };
}
