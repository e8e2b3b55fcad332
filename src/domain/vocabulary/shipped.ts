import flags from '../../../seeds/vocabulary/flags.json';
import homeOffice from '../../../seeds/vocabulary/home-office-offences.json';
import offences from '../../../seeds/vocabulary/offences.json';
import assessment2009 from '../../../seeds/vocabulary/profiles/assessment-2009.json';
import communitySafety from '../../../seeds/vocabulary/profiles/community-safety.json';
import policeUk from '../../../seeds/vocabulary/profiles/police-uk.json';
import recordedOffences from '../../../seeds/vocabulary/recorded-offences.json';
import sources from '../../../seeds/vocabulary/sources.json';
import weightSets from '../../../seeds/vocabulary/weight-sets.json';
import type { ProfileDocument } from './document';

/** An offence of the shipped vocabulary. */
export interface OffenceSeed {
  code: string;
  name: string;
  denominator?: 'RESIDENTS' | 'HOUSEHOLDS' | 'VEHICLES' | 'PREMISES';
  sensitive?: boolean;
  /** ICD-10 block of a diagnosis, as the statutory data sets name it. */
  icdBlock?: string;
  /** Code of the category under which an open source publishes it. */
  publishedAs?: string;
  /** Code of the wider offence that it is part of. */
  partOf?: string;
}

/** An offence code of the Home Office's counting rules. */
export interface HomeOfficeOffence {
  /** As the counting rules write it, such as 8N or 37.2. */
  code: string;
  name: string;
  /** Code of the offence of the vocabulary that it is part of. */
  partOf: string;
  /** Detailed codes that belong to this offence code alone, such as 003/01. */
  classifications?: string[];
}

/** A flag that records may carry. */
export interface FlagSeed {
  /** Power of two. */
  bit: number;
  code: string;
  name: string;
  /**
   * Makes the records with the flag a protected count of their own, but for records of these offences, because the theme
   * of the flag adds their own counts to it.
   */
  countedWithout?: string[];
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

/** The offence of the vocabulary that is an offence code of the Home Office: `ho-37-2`. */
export function homeOfficeOffence(code: string): string {
  return `ho-${code.toLowerCase().replace('.', '-')}`;
}

export const FLAGS: readonly FlagSeed[] = flags;
export const HOME_OFFICE_OFFENCES: readonly HomeOfficeOffence[] = homeOffice;
const WIDE_OFFENCES = offences as readonly OffenceSeed[];
/** The offences of the product, then those of the Home Office's list, which are parts of them. */
export const OFFENCES: readonly OffenceSeed[] = [
  ...WIDE_OFFENCES,
  ...HOME_OFFICE_OFFENCES.map(({ code, name, partOf }): OffenceSeed => {
    const whole = WIDE_OFFENCES.find((offence) => offence.code === partOf)!;
    return { ...whole, code: homeOfficeOffence(code), name, partOf };
  }),
];
export const SOURCES = sources as readonly SourceSeed[];
/** Codes of the Home Office's list come last, so that they decide. */
export const RECORDED_OFFENCES: readonly RecordedOffenceSeed[] = [
  ...recordedOffences,
  ...HOME_OFFICE_OFFENCES.map(({ code, partOf }) => ({ offence: partOf, codes: [code] })),
];
export const WEIGHT_SETS = weightSets as unknown as readonly WeightSetSeed[];
/** The first is the one that partnerships had before there were others: its themes keep the ids that they have there. */
export const PROFILES = [assessment2009, communitySafety, policeUk] as unknown as readonly ProfileDocument[];
