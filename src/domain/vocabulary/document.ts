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

/** Own document of a partnership: the profile chosen, and the changes to it. */
export interface OwnDocument {
  /** Code of the profile. */
  profile: string;
  /** Themes added, or defined differently from the profile's theme of that code. */
  themes: ThemeDefinition[];
  /** Codes of themes of the profile that the partnership leaves out. */
  without: string[];
}

/** Profile with the changes of a partnership applied. */
export type VocabularyDocument = Pick<ProfileDocument, 'profile' | 'name' | 'source' | 'themes' | 'matrices'>;

const themeOf = (row: MatrixRowDefinition) => (typeof row === 'string' ? row : row.theme);

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
  const ranked = ({ criteria, rows }: MatrixDefinition): MatrixDefinition => ({
    criteria,
    ...(rows && {
      rows: [
        ...rows.filter((row) => all.has(themeOf(row))),
        ...added.filter(({ group }) => group !== undefined).map(({ code }) => code),
      ],
    }),
  });
  const { PRIORITY_SCANNING, THREAT_RISK } = profile.matrices;
  return {
    ...profile,
    themes,
    matrices: { PRIORITY_SCANNING: ranked(PRIORITY_SCANNING), THREAT_RISK: ranked(THREAT_RISK) },
  };
}
