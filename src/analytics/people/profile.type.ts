import { Field, Float, Int, InterfaceType, ObjectType, registerEnumType } from 'type-graphql';
import { Parameter } from '../analytic';
import { DIMENSIONS, type Dimension, type ProfiledPerson } from './people';
import type { Population } from './population';

export enum ProfileDimension {
  AGE_BAND = 'AGE_BAND',
  SEX = 'SEX',
  ETHNICITY = 'ETHNICITY',
}
registerEnumType(ProfileDimension, {
  name: 'ProfileDimension',
  description: 'What people are told apart by.',
  valuesConfig: {
    AGE_BAND: { description: 'Band of age, in the system in which it was recorded.' },
    SEX: { description: 'Sex, as it was recorded.' },
    ETHNICITY: { description: 'Ethnicity, in the system in which it was recorded.' },
  },
});

export enum EthnicityWords {
  SELF_DEFINED = 'SELF_DEFINED',
  OFFICER_DEFINED = 'OFFICER_DEFINED',
}
registerEnumType(EthnicityWords, {
  name: 'EthnicityWords',
  description: 'Whose words an ethnicity is in. The two are never put together.',
  valuesConfig: {
    SELF_DEFINED: { description: 'What people say of themselves (16+1 and 18+1 categories).' },
    OFFICER_DEFINED: {
      description: 'How they appeared to an officer (IC codes, and the groups of police.uk).',
    },
  },
});

export enum Sex {
  FEMALE = 'FEMALE',
  MALE = 'MALE',
  OTHER = 'OTHER',
  UNKNOWN = 'UNKNOWN',
}
registerEnumType(Sex, {
  name: 'Sex',
  description: 'Sex, as it was recorded.',
  valuesConfig: {
    FEMALE: { description: 'Female.' },
    MALE: { description: 'Male.' },
    OTHER: { description: 'Recorded as neither.' },
    UNKNOWN: { description: 'Not known.' },
  },
});

@ObjectType({
  description:
    'People who share what they were told apart by. Fields of dimensions not asked for are null; a code is UNKNOWN ' +
    'where it is not known. Segments are in the order of their systems, not of their size.',
})
export class ProfileSegment {
  @Field({ description: 'The segment in words, such as "White European males aged 20 to 29".' })
  label!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Code of the band: in TEN_YEAR AGE_0_9, AGE_10_19 … AGE_80_PLUS; in POLICE_UK UNDER_10, AGE_10_17, AGE_18_24, ' +
      'AGE_25_34, OVER_34; in STATS19 AGE_0_5, AGE_6_10 … OVER_75.',
  })
  ageBand!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'TEN_YEAR, POLICE_UK or STATS19; bands of different systems are never mapped onto each other.',
  })
  ageBandSystem!: string | null;

  @Field(() => Sex, { nullable: true, description: 'Sex.' })
  sex!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Code of the ethnicity in its system, such as IC1 or W1.',
  })
  ethnicity!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'SELF_DEFINED_16_1, SELF_DEFINED_18_1, OFFICER_DEFINED_IC or OFFICER_DEFINED_POLICE_UK; never mapped onto each other.',
  })
  ethnicitySystem!: string | null;

  @Field(() => Int, { description: 'People, counted once for each incident that they are in.' })
  count!: number;

  @Field(() => Float, {
    description: 'Share of all people of the profile, 0 to 1. The shares of all segments add up to 1.',
  })
  share!: number;

  @Field(() => Float, {
    nullable: true,
    description:
      'Share of the residents of the ground who are of this segment, 0 to 1; null with the reason.',
  })
  populationShare!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'How many times as many as expected, were all residents alike: count ÷ (people of whom the dimensions are ' +
      'known, in the same systems × populationShare). 1 is the base rate.',
  })
  rateRatio!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      "Lower limit of the 95 % interval of the ratio: Byar's for counts of 10 and more, exact Poisson below.",
  })
  rateRatioLower!: number | null;

  @Field(() => Float, { nullable: true, description: 'Upper limit, likewise.' })
  rateRatioUpper!: number | null;

  @Field(() => String, { nullable: true, description: 'Why there is no ratio; null where there is one.' })
  withoutRatioBecause!: string | null;
}

@ObjectType({ description: 'A line on who is concerned most, as an assessment would have it.' })
export class LeadingSegment {
  @Field({
    description: 'In words, such as "White European males aged 20 to 29"; "Companies" for organisations.',
  })
  label!: string;

  @Field(() => Int, {
    description: 'People (or organisations), counted once for each incident that they are in.',
  })
  count!: number;

  @Field(() => Float, {
    description:
      'Share of the people of whom all is known that the lines tell, and of the organisations; 0 to 1.',
  })
  share!: number;
}

@ObjectType({ description: 'Of how many people something is not known.' })
export class UnknownShare {
  @Field(() => ProfileDimension, { description: 'What is not known.' })
  field!: Dimension;

  @Field(() => Float, { description: 'Share of all people of the profile, 0 to 1.' })
  share!: number;
}

@InterfaceType({
  description:
    'Who the people of the selected incidents are: counts and shares, beside those of the residents. Somebody who is ' +
    'in several incidents counts in each.',
  resolveType: ({ role }: PersonProfile) => PROFILE_TYPES[role],
})
export abstract class PersonProfile {
  role!: 'VICTIM' | 'OFFENDER' | 'SEARCHED';
  /** People by all that is known of them, and who they are compared with: what segments are made of. */
  profiled!: ProfiledPerson[];
  population!: Population;

  @Field(() => Int, { description: 'Incidents of the filter.' })
  incidents!: number;

  @Field(() => Int, {
    description: 'Those of which at least one person or organisation of the profile is recorded.',
  })
  incidentsWithPeople!: number;

  @Field(() => Int, { description: 'People, counted once for each incident that they are in.' })
  people!: number;

  @Field(() => Int, { description: 'Organisations, likewise; they are not among the people.' })
  organisations!: number;

  @Field(() => [LeadingSegment], {
    description:
      'Who is concerned most: the fewest bands of age × sex × ethnicity that together hold at least half, of each ' +
      'sex and ethnicity only adjacent bands; organisations count as one more. Dimensions that are known of fewer ' +
      'than half of the people are left out.',
  })
  leadingSegments!: LeadingSegment[];

  @Field(() => [UnknownShare], { description: 'Of how many people age, sex and ethnicity are not known.' })
  unknown!: UnknownShare[];

  @Field(() => [Parameter], { description: 'All parameters, with the defaults that were filled in.' })
  parameters!: Parameter[];

  @Field({ description: 'Names the data that this was computed from; it changes with every load.' })
  dataVersion!: string;

  @Field(() => [String], { description: 'What to know before using the answer.' })
  caveats!: string[];
}

@ObjectType({ implements: PersonProfile, description: 'Who the victims are.' })
export class VictimProfile extends PersonProfile {}

@ObjectType({ implements: PersonProfile, description: 'Who was stopped and searched: not offenders.' })
export class SearchedProfile extends PersonProfile {}

export enum ResidenceCategory {
  SAME_WARD = 'SAME_WARD',
  NEIGHBOURING_WARD = 'NEIGHBOURING_WARD',
  ELSEWHERE_IN_PARTNERSHIP = 'ELSEWHERE_IN_PARTNERSHIP',
  OUTSIDE = 'OUTSIDE',
}
registerEnumType(ResidenceCategory, {
  name: 'ResidenceCategory',
  description: 'Where an offender lives, seen from the incident.',
  valuesConfig: {
    SAME_WARD: { description: 'In the ward of the incident.' },
    NEIGHBOURING_WARD: { description: 'In a ward whose outline meets that of the incident’s ward.' },
    ELSEWHERE_IN_PARTNERSHIP: { description: 'In another ward of the partnership.' },
    OUTSIDE: { description: 'Outside the partnership.' },
  },
});

@ObjectType({ description: 'Offenders who live so near to the incident.' })
export class Residence {
  @Field(() => ResidenceCategory, { description: 'How near.' })
  category!: ResidenceCategory;

  @Field(() => Int, { description: 'Offenders, counted once for each incident.' })
  count!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Share of the offenders of whom it is known, 0 to 1; null where it is known of none.',
  })
  share!: number | null;
}

@ObjectType({
  description:
    'Straight-line distances from the centroid of the home LSOA or ward to the incident. All but the counts is null for ' +
    'fewer than 10 pairs.',
})
export class JourneyToCrime {
  @Field(() => Float, { nullable: true, description: 'Half of the journeys are shorter, metres.' })
  medianMetres!: number | null;

  @Field(() => Float, { nullable: true, description: 'A quarter is shorter, metres.' })
  lowerQuartileMetres!: number | null;

  @Field(() => Float, { nullable: true, description: 'Three quarters are shorter, metres.' })
  upperQuartileMetres!: number | null;

  @Field(() => Int, { description: 'Pairs of offender and incident that are measured.' })
  pairs!: number;

  @Field(() => Int, { description: 'Pairs left out because the incident is in the home area itself.' })
  excluded!: number;
}

@ObjectType({ description: 'How many incidents have so many offenders.' })
export class OffendersPerIncident {
  @Field(() => Int, { description: 'Offenders that are recorded of one incident.' })
  offenders!: number;

  @Field(() => Int, { description: 'Incidents with so many.' })
  incidents!: number;
}

@ObjectType({
  implements: PersonProfile,
  description: 'Who the offenders are, as far as they are known, and where they come from.',
})
export class OffenderProfile extends PersonProfile {
  @Field(() => [Residence], { description: 'Where offenders live, the nearest first; all four categories.' })
  residence!: Residence[];

  @Field(() => JourneyToCrime, { description: 'How far offenders came.' })
  journeyToCrime!: JourneyToCrime;

  @Field(() => [OffendersPerIncident], {
    description:
      'Incidents by the number of their offenders, the fewest first; of those that have any on record.',
  })
  offendersPerIncident!: OffendersPerIncident[];
}

const PROFILE_TYPES = { VICTIM: VictimProfile, OFFENDER: OffenderProfile, SEARCHED: SearchedProfile };

/** All dimensions, as the schema has them. */
export const ALL_DIMENSIONS = DIMENSIONS.map((dimension) => ProfileDimension[dimension]);
