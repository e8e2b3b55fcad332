import { Field, Float, Int, InterfaceType, ObjectType, registerEnumType } from 'type-graphql';
import { Caveat } from '../../domain/caveats';
import { Source } from '../../domain/vocabulary';
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
  description: 'Dimension that people are grouped by.',
  valuesConfig: {
    AGE_BAND: { description: 'Age band, in the system in which it was recorded.' },
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
  description: 'Kind of classification that ethnicities are recorded in. The two kinds are never combined.',
  valuesConfig: {
    SELF_DEFINED: { description: 'Self-defined: as people describe themselves (16+1 and 18+1 categories).' },
    OFFICER_DEFINED: {
      description:
        'Officer-defined: as people appeared to an officer (IC codes, and the groups of police.uk).',
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
    OTHER: { description: 'Recorded as neither female nor male.' },
    UNKNOWN: { description: 'Not known.' },
  },
});

@ObjectType({
  description:
    'People who share an age band, a sex and an ethnicity, as far as these dimensions were asked for; ' +
    'dimensions not asked for are null, and a code is UNKNOWN where it is not known. Segments are in ' +
    'the order of their classifications, not of their size.',
})
export class ProfileSegment {
  @Field({ description: 'The segment in words, such as "White European males aged 20 to 29".' })
  label!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Code of the age band: in TEN_YEAR AGE_0_9, AGE_10_19 … AGE_80_PLUS; in POLICE_UK UNDER_10, ' +
      'AGE_10_17, AGE_18_24, AGE_25_34, OVER_34; in STATS19 AGE_0_5, AGE_6_10 … OVER_75.',
  })
  ageBand!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'System of the age band: TEN_YEAR, POLICE_UK or STATS19. Bands of different systems are never ' +
      'mapped onto each other.',
  })
  ageBandSystem!: string | null;

  @Field(() => Sex, { nullable: true, description: 'Sex of the people of the segment.' })
  sex!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Code of the ethnicity in its system, such as IC1 or W1.',
  })
  ethnicity!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'System of the ethnicity: SELF_DEFINED_16_1, SELF_DEFINED_18_1, OFFICER_DEFINED_IC or ' +
      'OFFICER_DEFINED_POLICE_UK. Systems are never mapped onto each other.',
  })
  ethnicitySystem!: string | null;

  @Field(() => Int, { description: 'People, counted once for each incident that they are in.' })
  count!: number;

  @Field(() => Float, {
    nullable: true,
    description:
      'Share of the people whose age band, sex and ethnicity, as far as asked for, are known in the same systems; 0 to ' +
      '1. Null where one of them is not known of the segment: `unknown` has the share of those people.',
  })
  share!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Lower limit of the 95% interval of `share` (Wilson 1927).',
  })
  shareLower!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Upper limit of the 95% interval of `share` (Wilson 1927).',
  })
  shareUpper!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Share of the residents inside the extent of the filter who belong to the segment, 0 to 1; null ' +
      'where `withoutRatioBecause` gives the reason.',
  })
  populationShare!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      '`share` ÷ `populationShare`: 1 is the base rate of the residents, 2 twice as many as if all residents had equal ' +
      'risk.',
  })
  rateRatio!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Lower limit of the 95% interval of the rate ratio: that of `share` by the exact binomial (Clopper and Pearson ' +
      '1934), the residents taken as known.',
  })
  rateRatioLower!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Upper limit of the 95% interval of the rate ratio: that of `share` by the exact binomial (Clopper and Pearson ' +
      '1934), the residents taken as known.',
  })
  rateRatioUpper!: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Reason that there is no rate ratio; null where there is one.',
  })
  withoutRatioBecause!: string | null;
}

@ObjectType({ description: 'Segment of people most affected, in the words of an assessment.' })
export class LeadingSegment {
  @Field({
    description:
      'Segment in words, such as "White European males aged 20 to 29"; "Companies" for organisations.',
  })
  label!: string;

  @Field(() => Int, {
    description: 'People or organisations, counted once for each incident that they are in.',
  })
  count!: number;

  @Field(() => Float, {
    description:
      'Share of the people whose dimensions are known, the same as in `segments` by these dimensions; of "Companies", ' +
      'the share of all people and organisations. 0 to 1.',
  })
  share!: number;
}

@ObjectType({ description: 'Share of people for whom a dimension is not known.' })
export class UnknownShare {
  @Field(() => ProfileDimension, { description: 'Dimension that is not known.' })
  field!: Dimension;

  @Field(() => Float, { description: 'Share of all people of the profile, 0 to 1.' })
  share!: number;
}

@InterfaceType({
  description:
    'People of the incidents of a filter: counts and shares, compared with residents. A person in ' +
    'several incidents counts once in each.',
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
    description: 'Incidents with at least one person or organisation on record.',
  })
  incidentsWithPeople!: number;

  @Field(() => Int, { description: 'People, counted once for each incident that they are in.' })
  people!: number;

  @Field(() => Int, {
    description: 'Organisations, counted once for each incident that they are in; not included in `people`.',
  })
  organisations!: number;

  @Field(() => [LeadingSegment], {
    description:
      'Smallest set of age bands, contiguous within each sex and ethnicity group, that covers at least ' +
      'half of all people; organisations count as one more group. Dimensions known for fewer than half of ' +
      'the people are left out.',
  })
  leadingSegments!: LeadingSegment[];

  @Field(() => [UnknownShare], { description: 'Shares of people whose age, sex or ethnicity is not known.' })
  unknown!: UnknownShare[];

  @Field(() => [Parameter], {
    description: 'Every parameter of the computation, with the defaults that were filled in.',
  })
  parameters!: Parameter[];

  @Field(() => [Source], { description: 'Sources whose records were counted.' })
  sources!: Source[];

  @Field({
    description:
      'Version of the data that the answer was computed from; a load of what the viewer reads exactly changes it, and else a release.',
  })
  dataVersion!: string;

  @Field(() => [Caveat], {
    description:
      'Limits of the answer, each once, to be shown beside its figures; empty where none is known.',
  })
  caveats!: Caveat[];
}

@ObjectType({
  implements: PersonProfile,
  description: 'Profile of the victims of the incidents of a filter.',
})
export class VictimProfile extends PersonProfile {}

@ObjectType({
  implements: PersonProfile,
  description: 'Profile of people who were stopped and searched; they are not offenders.',
})
export class SearchedProfile extends PersonProfile {}

export enum ResidenceCategory {
  SAME_WARD = 'SAME_WARD',
  NEIGHBOURING_WARD = 'NEIGHBOURING_WARD',
  ELSEWHERE_IN_PARTNERSHIP = 'ELSEWHERE_IN_PARTNERSHIP',
  OUTSIDE = 'OUTSIDE',
}
registerEnumType(ResidenceCategory, {
  name: 'ResidenceCategory',
  description: "Distance class between an offender's home and the incident.",
  valuesConfig: {
    SAME_WARD: { description: 'Home in the ward of the incident.' },
    NEIGHBOURING_WARD: {
      description: 'Home in a ward that shares a boundary with the ward of the incident.',
    },
    ELSEWHERE_IN_PARTNERSHIP: { description: 'Home in another ward of the partnership.' },
    OUTSIDE: { description: 'Home outside the partnership.' },
  },
});

@ObjectType({ description: 'Number of offenders in one class of residence.' })
export class Residence {
  @Field(() => ResidenceCategory, { description: 'Class of residence.' })
  category!: ResidenceCategory;

  @Field(() => Int, { description: 'Offenders, counted once for each incident that they are in.' })
  count!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Share of the offenders with a known residence, 0 to 1; null where none is known.',
  })
  share!: number | null;
}

@ObjectType({ description: 'Limits between which a distance lies, in metres.' })
export class MetresRange {
  @Field(() => Float, { description: 'Least distance in metres.' })
  lower!: number;

  @Field(() => Float, { description: 'Greatest distance in metres.' })
  upper!: number;
}

const QUANTILE_WORDS =
  'of the distances in metres, of all pairs; null where it lies among pairs of one area, whose distance is known only to ' +
  'be within the area';

@ObjectType({
  description:
    "Straight-line distances in metres from the centroid of the offender's home LSOA or ward to the incident. Where " +
    'both lie in one area, the distance is anything up to the greatest of that area; quantiles are those of all pairs ' +
    '(Turnbull 1976). All fields but `pairs` are null for fewer than 10 pairs.',
})
export class JourneyToCrime {
  @Field(() => Float, {
    nullable: true,
    description: 'Share of the pairs whose incident lies in the home area itself, 0 to 1.',
  })
  sameAreaShare!: number | null;

  @Field(() => Float, { nullable: true, description: `Median ${QUANTILE_WORDS}.` })
  medianMetres!: number | null;

  @Field(() => MetresRange, {
    nullable: true,
    description: 'Limits between which the median distance lies; both the same where it is known.',
  })
  medianRange!: MetresRange | null;

  @Field(() => Float, { nullable: true, description: `Lower quartile ${QUANTILE_WORDS}.` })
  lowerQuartileMetres!: number | null;

  @Field(() => MetresRange, {
    nullable: true,
    description: 'Limits between which the lower quartile lies; both the same where it is known.',
  })
  lowerQuartileRange!: MetresRange | null;

  @Field(() => Float, { nullable: true, description: `Upper quartile ${QUANTILE_WORDS}.` })
  upperQuartileMetres!: number | null;

  @Field(() => MetresRange, {
    nullable: true,
    description: 'Limits between which the upper quartile lies; both the same where it is known.',
  })
  upperQuartileRange!: MetresRange | null;

  @Field(() => Int, {
    description:
      'Pairs of offender and incident of which both places are known, those in one area among them.',
  })
  pairs!: number;
}

@ObjectType({ description: 'Distribution of incidents by number of offenders.' })
export class OffendersPerIncident {
  @Field(() => Int, { description: 'Number of offenders recorded for an incident.' })
  offenders!: number;

  @Field(() => Int, { description: 'Incidents with this number of offenders.' })
  incidents!: number;
}

@ObjectType({
  implements: PersonProfile,
  description: 'Profile of the known offenders of the incidents of a filter, with where they live.',
})
export class OffenderProfile extends PersonProfile {
  @Field(() => [Residence], {
    description: 'Offenders by class of residence, the nearest first; all four classes.',
  })
  residence!: Residence[];

  @Field(() => JourneyToCrime, { description: "Distances from the offenders' home areas to the incidents." })
  journeyToCrime!: JourneyToCrime;

  @Field(() => [OffendersPerIncident], {
    description:
      'Incidents with at least one recorded offender, by number of offenders, the smallest number first.',
  })
  offendersPerIncident!: OffendersPerIncident[];
}

const PROFILE_TYPES = { VICTIM: VictimProfile, OFFENDER: OffenderProfile, SEARCHED: SearchedProfile };

/** All dimensions, as the schema has them. */
export const ALL_DIMENSIONS = DIMENSIONS.map((dimension) => ProfileDimension[dimension]);
