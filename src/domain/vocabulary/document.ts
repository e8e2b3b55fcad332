/** How well a source sees a theme. */
export type Sight = 'EXACT' | 'PARENT_ONLY';

/** Whether an incident needs one of the offences or flags of a theme (ANY), or one of each (ALL). */
export type Match = 'ANY' | 'ALL';

/** Groups of themes in a strategic assessment. */
export const THEME_GROUPS = ['acquisitive', 'violent', 'other'] as const;

/** Matrices that themes are ranked by. */
export const MATRICES = ['PRIORITY_SCANNING', 'THREAT_RISK'] as const;

/** Theme as a vocabulary file defines it. */
export interface ThemeDefinition {
  code: string;
  name: string;
  /** A theme without a group has no block in a strategic assessment. */
  group?: (typeof THEME_GROUPS)[number];
  /** Code of the theme that contains it. */
  parent?: string;
  /** Other names that people use. */
  aliases?: string[];
  /** Published at partnership level only. */
  sensitive?: boolean;
  /** Law that makes the theme a priority of every partnership. */
  statutory?: string;
  /** Codes of the offences that belong to it. */
  offences?: string[];
  /** Codes of flags; with `match` ANY they put an incident of any offence into the theme. */
  flags?: string[];
  /** Default: ANY. */
  match?: Match;
  /** Code of the indicator whose figures describe the theme, in place of offences and flags. */
  indicator?: string;
  /** How well each source sees the theme, by its code. Default: derived from the offences and flags. */
  sources?: Record<string, Sight>;
}

/** A row of a matrix: the code of a theme, or the theme under a name of the matrix's own. */
export type MatrixRowDefinition = string | { theme: string; name: string };

/** Columns and rows of a matrix. */
export interface MatrixDefinition {
  /** Codes of criteria, in the order of the columns. */
  criteria: string[];
  /** In their order. Default: every theme with a group, in the order of the themes. */
  rows?: MatrixRowDefinition[];
}

/** A vocabulary that partnerships choose: their themes, and the matrices that rank them. */
export interface ProfileDocument {
  /** Code of the profile. */
  profile: string;
  name: string;
  /** Where the themes come from. */
  source: string;
  /** In the order in which they are listed. */
  themes: ThemeDefinition[];
  matrices: Record<(typeof MATRICES)[number], MatrixDefinition>;
}

/** Code of a matrix. */
export type MatrixCode = (typeof MATRICES)[number];

/** Weight sets that answers use where none is named, each by code (the newest edition) or id (one edition). */
export interface WeightSetChoice {
  /** Of harm in the ranking. */
  harm: string;
  /** Of costs. */
  cost: string;
}

/** Choice of partnerships that have made none: the only harm index that covers every recorded crime, and unit costs. */
export const DEFAULT_WEIGHT_SETS: WeightSetChoice = { harm: 'crime-severity-score', cost: 'unit-cost' };

/** Offences and flags that a partnership's deliveries of a source do not tell, by code, though sources of its kind do. */
export interface SourceGaps {
  offences?: string[];
  flags?: string[];
}

/** Own document of a partnership: the profile chosen, and the changes to it. */
export interface OwnDocument {
  /** Code of the profile. */
  profile: string;
  /** Themes added, or defined differently from the profile's theme of that code. */
  themes: ThemeDefinition[];
  /** Codes of themes of the profile that the partnership leaves out. */
  without: string[];
  /** Columns and rows of its matrices, in place of the profile's. */
  matrices?: Partial<Record<MatrixCode, Partial<MatrixDefinition>>>;
  /** Weight sets chosen, in place of the defaults. */
  weightSets?: Partial<WeightSetChoice>;
  /** Gaps in its deliveries, by the code of the source. */
  gaps?: Record<string, SourceGaps>;
}

/** Profile with the changes of a partnership applied. */
export interface VocabularyDocument
  extends Pick<ProfileDocument, 'profile' | 'name' | 'source' | 'themes' | 'matrices'> {
  weightSets: WeightSetChoice;
  gaps: Record<string, SourceGaps>;
}

/** Code of the theme of a row. */
export const themeOf = (row: MatrixRowDefinition) => (typeof row === 'string' ? row : row.theme);

/** The vocabulary of a partnership: its profile, with its own themes in place of those of the same code, or at the end. */
export function mergeDocuments(profile: ProfileDocument, own: OwnDocument): VocabularyDocument {
  const changed = new Map(own.themes.map((theme) => [theme.code, theme]));
  const without = new Set(own.without);
  const known = new Set(profile.themes.map(({ code }) => code));
  const added = own.themes.filter(({ code }) => !known.has(code));
  const kept = profile.themes.flatMap((theme) =>
    without.has(theme.code) ? [] : [changed.get(theme.code) ?? theme],
  );
  const all = new Set([...kept, ...added].map(({ code }) => code));
  const themes = [...kept, ...added].map((theme) => {
    const { parent, ...rest } = theme;
    return parent === undefined || all.has(parent) ? theme : rest;
  });
  const ranked = (kind: MatrixCode): MatrixDefinition => {
    const { criteria, rows } = { ...profile.matrices[kind], ...own.matrices?.[kind] };
    if (!rows) return { criteria };
    const listed = new Set(rows.map(themeOf));
    const more = added.filter(({ code, group }) => group !== undefined && !listed.has(code));
    return {
      criteria,
      rows: [...rows.filter((row) => all.has(themeOf(row))), ...more.map(({ code }) => code)],
    };
  };
  return {
    ...profile,
    themes,
    matrices: { PRIORITY_SCANNING: ranked('PRIORITY_SCANNING'), THREAT_RISK: ranked('THREAT_RISK') },
    weightSets: { ...DEFAULT_WEIGHT_SETS, ...own.weightSets },
    gaps: own.gaps ?? {},
  };
}
