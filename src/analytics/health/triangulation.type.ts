import { Field, Float, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Coded } from '../../domain/vocabulary';
import { PeriodType } from '../../platform/calendar';
import { Answer } from '../analytic';

export enum HealthView {
  HEALTH_SEES_MORE = 'HEALTH_SEES_MORE',
  POLICE_SEE_MORE = 'POLICE_SEE_MORE',
  NO_DIFFERENCE = 'NO_DIFFERENCE',
  NOT_COMPARED = 'NOT_COMPARED',
}
registerEnumType(HealthView, {
  name: 'HealthView',
  description:
    'Comparison of the ratio of health records to police records in a district with that of the ' +
    'partnership.',
  valuesConfig: {
    HEALTH_SEES_MORE: {
      description:
        'Significantly more health records per police record: incidents that reach health services and not ' +
        'the police.',
    },
    POLICE_SEE_MORE: { description: 'Significantly fewer health records per police record.' },
    NO_DIFFERENCE: { description: 'No difference, or one that chance explains.' },
    NOT_COMPARED: {
      description:
        'Not compared: one side is unknown, both are empty, or too little of the district lies in the ' +
        'partnership (health counts the whole district, the police the part inside).',
    },
  },
});

@ObjectType({
  description: 'Police, hospital and ambulance records of a theme in one postcode district.',
})
export class TriangulatedDistrict {
  @Field(() => ID, { description: 'Outward part of the postcode, such as LU6.' })
  code!: string;

  @Field({ description: 'Name of the district.' })
  name!: string;

  @Field(() => Float, {
    nullable: true,
    description:
      'Police records of the theme in the district, with fractions where estimated; null where the police ' +
      'have located no record of any kind there.',
  })
  police!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Hospital records of patients who live in the district; null where none have been delivered.',
  })
  hospital!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Ambulance call-outs to the district, with fractions where estimated; null where none have been ' +
      'delivered.',
  })
  ambulance!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Hospital and ambulance records per police record; null where the police have none.',
  })
  ratio!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Lower limit of the 95% interval of `ratio`; null where there is too little data.',
  })
  ratioLower!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Upper limit of the 95% interval of `ratio`; null where there is no upper bound.',
  })
  ratioUpper!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      '`ratio` of the district ÷ `ratio` of the partnership: 2 means twice as many health records per ' +
      'police record.',
  })
  relativeRatio!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      "p-value of the difference from the partnership's ratio (exact binomial, two-sided), adjusted for " +
      'the number of districts (Benjamini and Hochberg 1995).',
  })
  adjustedPValue!: number | null;

  @Field(() => HealthView, {
    description:
      "Comparison of the district's ratio with the partnership's, tested at an adjusted p-value of .05.",
  })
  view!: HealthView;

  @Field(() => Float, {
    nullable: true,
    description: "Share of the district's land that lies in the partnership's wards, 0 to 1.",
  })
  inside!: number | null;

  @Field({ description: 'Whether counts of wards were carried to the district by where residents live.' })
  estimated!: boolean;

  @Field({ description: 'Whether protected counts take part, so that the counts are off by a few.' })
  perturbed!: boolean;
}

@ObjectType({
  description: 'Police, hospital and ambulance records of a theme side by side, by postcode district.',
})
export class Triangulation extends Answer {
  @Field(() => Coded, { description: 'Theme that is compared.' })
  theme!: Coded;

  @Field(() => PeriodType, { description: 'Days counted: those that every side has delivered.' })
  window!: PeriodType;

  @Field(() => [TriangulatedDistrict], { description: 'Postcode districts of the partnership, by code.' })
  districts!: TriangulatedDistrict[];

  @Field(() => [Coded], {
    description:
      'Districts with HEALTH_SEES_MORE: significantly more health records per police record than in the ' +
      'partnership.',
  })
  healthSeesMore!: Coded[];

  @Field(() => Float, {
    nullable: true,
    description: 'Health records per police record in all compared districts together.',
  })
  ratio!: number | null;

  @Field({ description: 'Method of the comparison, in one or two sentences.' })
  method!: string;
}
