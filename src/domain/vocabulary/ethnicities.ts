/** Kinds of classification of ethnicities: self-defined or officer-defined. */
export const ETHNICITY_BASES = ['SELF_DEFINED', 'OFFICER_DEFINED'] as const;
export type EthnicityBasis = (typeof ETHNICITY_BASES)[number];

/** One ethnicity of a system. */
export interface Ethnicity {
  code: string;
  /** Words before "males" in a sentence: `White European`. */
  words: string;
  /** Whether the code means that the ethnicity is not known. */
  unknown?: true;
}

/** A system in which ethnicities are recorded. Systems are never mixed, and never mapped onto each other. */
export interface EthnicitySystem {
  basis: EthnicityBasis;
  ethnicities: readonly Ethnicity[];
}

const codes = (words: Record<string, string>): Ethnicity[] =>
  Object.entries(words).map(([code, text]) => ({ code, words: text }));
const unknown = (code: string, words: string): Ethnicity => ({ code, words, unknown: true });

const MIXED = {
  M1: 'White and Black Caribbean',
  M2: 'White and Black African',
  M3: 'White and Asian',
  M9: 'other Mixed',
};
const BLACK = { B1: 'Black Caribbean', B2: 'Black African', B9: 'other Black' };

/** Systems by their codes. */
export const ETHNICITY_SYSTEMS: Readonly<Record<string, EthnicitySystem>> = {
  /** The 16 categories of the census of 2001 and "not stated", in the codes of the police. */
  SELF_DEFINED_16_1: {
    basis: 'SELF_DEFINED',
    ethnicities: [
      ...codes({ W1: 'White British', W2: 'White Irish', W9: 'other White', ...MIXED }),
      ...codes({ A1: 'Indian', A2: 'Pakistani', A3: 'Bangladeshi', A9: 'other Asian', ...BLACK }),
      ...codes({ O1: 'Chinese', O9: 'other' }),
      unknown('NS', 'not stated'),
    ],
  },
  /** The 18 categories of the census of 2011 and "not stated", in the codes of the police. */
  SELF_DEFINED_18_1: {
    basis: 'SELF_DEFINED',
    ethnicities: [
      ...codes({ W1: 'White British', W2: 'White Irish', W3: 'Gypsy or Irish Traveller', W9: 'other White' }),
      ...codes({
        ...MIXED,
        A1: 'Indian',
        A2: 'Pakistani',
        A3: 'Bangladeshi',
        A4: 'Chinese',
        A9: 'other Asian',
      }),
      ...codes({ ...BLACK, O2: 'Arab', O9: 'other' }),
      unknown('NS', 'not stated'),
    ],
  },
  /**
   * Identity codes of the Police National Computer. IC1 is called White European as it was in 2009, now White North
   * European.
   */
  OFFICER_DEFINED_IC: {
    basis: 'OFFICER_DEFINED',
    ethnicities: [
      ...codes({ IC1: 'White European', IC2: 'White South European', IC3: 'Black', IC4: 'Asian' }),
      ...codes({ IC5: 'East Asian', IC6: 'Middle Eastern' }),
      unknown('IC9', 'not known'),
    ],
  },
  /** The officer-defined groups of stop and search on data.police.uk. */
  OFFICER_DEFINED_POLICE_UK: {
    basis: 'OFFICER_DEFINED',
    ethnicities: codes({ WHITE: 'White', BLACK: 'Black', ASIAN: 'Asian', MIXED: 'Mixed', OTHER: 'other' }),
  },
};
