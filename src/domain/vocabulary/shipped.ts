import flags from '../../../seeds/vocabulary/flags.json';
import offences from '../../../seeds/vocabulary/offences.json';
import recordedOffences from '../../../seeds/vocabulary/recorded-offences.json';
import sourceThemes from '../../../seeds/vocabulary/source-themes.json';
import sources from '../../../seeds/vocabulary/sources.json';
import themes from '../../../seeds/vocabulary/themes.json';
import weightSets from '../../../seeds/vocabulary/weight-sets.json';

/** A theme of the shipped vocabulary. */
export interface ThemeSeed {
  code: string;
  name: string;
  group?: 'acquisitive' | 'violent' | 'other';
  parent?: string;
  aliases?: string[];
  /** Bitmask of flags that put an incident of any offence into the theme. */
  flags?: number;
  /** Published at partnership level only. */
  sensitive?: boolean;
}

/** An offence of the shipped vocabulary. */
export interface OffenceSeed {
  code: string;
  name: string;
  themes: string[];
  denominator?: 'RESIDENTS' | 'HOUSEHOLDS' | 'VEHICLES' | 'PREMISES';
  sensitive?: boolean;
  /** ICD-10 block of a diagnosis, as the statutory data sets name it. */
  icdBlock?: string;
}

/** A source of records in the shipped vocabulary. */
export interface SourceSeed {
  code: string;
  name: string;
  agency: string;
  /** Number among the twelve statutory data sets. */
  statutoryNumber?: number;
  access: 'OPEN' | 'CLOSED';
  resolution: 'MINUTE' | 'DAY' | 'MONTH';
  snapped?: boolean;
  /** Whether a filter by theme counts this source without naming it: crimes and police incidents, and collisions. */
  addsToThemes?: boolean;
  /** Whether a question without a source, theme or offence counts this source: crimes and police incidents. */
  byDefault?: boolean;
  /** Offences that it records. */
  offences: string[];
  /** Offences of an open source, by the code of the closed source whose records it publishes under them. */
  publishes?: Record<string, string[]>;
}

/** Coverage of a theme by a source; a pair that is not listed is not covered at all. */
export interface SourceThemeSeed {
  source: string;
  theme: string;
  coverage: 'EXACT' | 'PARENT_ONLY';
}

/** Codes and subgroups of the Home Office's recorded-crime tables that are one offence of the vocabulary. */
export interface RecordedOffenceSeed {
  offence: string;
  /** Offence codes of the counting rules. They decide before the subgroup. */
  codes?: string[];
  /** Subgroups all of whose offences are this one, under any code. */
  subgroups?: string[];
}

/** An index of harm or cost. */
export interface WeightSetSeed {
  code: string;
  /** A new edition gets the next number; an earlier one stays as it is. */
  version: number;
  name: string;
  /** Unit of the weights. */
  unit: string;
  /** Publication that the values come from. */
  source: string;
  /** Weight of one incident by offence code. An offence that is not listed has no known weight, which is not zero. */
  weights: Record<string, number>;
}

export const FLAGS: readonly { bit: number; code: string; name: string }[] = flags;
/** Themes, parents before their children. */
export const THEMES = themes as readonly ThemeSeed[];
export const OFFENCES = offences as readonly OffenceSeed[];
export const SOURCES = sources as readonly SourceSeed[];
export const SOURCE_THEMES = sourceThemes as readonly SourceThemeSeed[];
export const RECORDED_OFFENCES: readonly RecordedOffenceSeed[] = recordedOffences;
export const WEIGHT_SETS = weightSets as unknown as readonly WeightSetSeed[];
