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
  description: 'How the ratio of a district compares with that of the partnership.',
  valuesConfig: {
    HEALTH_SEES_MORE: {
      description:
        'Significantly more health records for each police record: health sees what the police do not.',
    },
    POLICE_SEE_MORE: { description: 'Significantly fewer health records for each police record.' },
    NO_DIFFERENCE: { description: 'Chance explains the difference, or there is none.' },
    NOT_COMPARED: {
      description:
        'One side is unknown or both are empty, or too little of the district lies in the partnership: health counts all ' +
        'of a district, the police only the part that is theirs.',
    },
  },
});

@ObjectType({
  description: 'What police, hospitals and ambulances record of a theme in one postcode district.',
})
export class TriangulatedDistrict {
  @Field(() => ID, { description: 'Outward part of the postcode.' })
  code!: string;

  @Field({ description: 'Name of the district.' })
  name!: string;

  @Field(() => Float, {
    nullable: true,
    description:
      'Police records of the theme in the district; null where the police have not located a single record of any kind ' +
      'there, so that nothing is known. With fractions where estimated.',
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
      'Ambulance call-outs to the district; null where none have been delivered. With fractions where estimated.',
  })
  ambulance!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Hospital and ambulance records for each police record; null where the police have none.',
  })
  ratio!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Lower 95 % limit of the ratio; null where nothing can be said.',
  })
  ratioLower!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Upper 95 % limit of the ratio; null where there is no bound.',
  })
  ratioUpper!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'The ratio over that of the partnership: 2 means twice as many health records for each police record.',
  })
  relativeRatio!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      "Probability of a ratio this far from the partnership's by chance (exact binomial, two-sided), adjusted for the " +
      'number of districts (Benjamini and Hochberg 1995).',
  })
  adjustedPValue!: number | null;

  @Field(() => HealthView, {
    description: "Whether the ratio differs from the partnership's, at an adjusted p of 0.05.",
  })
  view!: HealthView;

  @Field(() => Float, {
    nullable: true,
    description: "Share of the district's ground that lies in the partnership's wards, 0 to 1.",
  })
  inside!: number | null;

  @Field({ description: 'Whether counts of wards were carried to the district by where people live.' })
  estimated!: boolean;

  @Field({ description: 'Whether protected counts take part, so that the counts are off by a few.' })
  perturbed!: boolean;
}

@ObjectType({ description: 'Police, hospital and ambulance records of a theme side by side.' })
export class Triangulation extends Answer {
  @Field(() => Coded, { description: 'The theme.' })
  theme!: Coded;

  @Field(() => PeriodType, { description: 'The days that all sides have delivered, which were counted.' })
  window!: PeriodType;

  @Field(() => [TriangulatedDistrict], { description: 'The postcode districts of the partnership, by code.' })
  districts!: TriangulatedDistrict[];

  @Field(() => [Coded], {
    description:
      'The districts where health sees significantly more, for each police record, than in the partnership.',
  })
  healthSeesMore!: Coded[];

  @Field(() => Float, {
    nullable: true,
    description: 'Health records for each police record in all the districts compared together.',
  })
  ratio!: number | null;

  @Field({ description: 'How it was computed, in a sentence or two.' })
  method!: string;
}
