import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { CountTotal } from '../../domain/incidents';
import { Answer } from '../analytic';

export enum HealthDimension {
  POSTCODE_DISTRICT = 'POSTCODE_DISTRICT',
  MONTH = 'MONTH',
  QUARTER = 'QUARTER',
  YEAR = 'YEAR',
  ICD_BLOCK = 'ICD_BLOCK',
  OFFENCE = 'OFFENCE',
  SOURCE = 'SOURCE',
}
registerEnumType(HealthDimension, {
  name: 'HealthDimension',
  description:
    'Dimension to count health records by: at most one of month, quarter and year, and any others.',
  valuesConfig: {
    POSTCODE_DISTRICT: {
      description:
        "Outward part of a postcode: of the patient's address for hospitals, of the place for ambulances.",
    },
    MONTH: { description: 'Calendar month in Europe/London, YYYY-MM.' },
    QUARTER: { description: 'Calendar quarter, YYYYQn, such as 2023Q2.' },
    YEAR: { description: 'Calendar year, YYYY.' },
    ICD_BLOCK: { description: 'Block of ICD-10 of an admission, such as X85-Y09.' },
    OFFENCE: { description: 'Kind of record, such as admission-assault or ambulance-callout-overdose.' },
    SOURCE: { description: 'Source that delivered the records.' },
  },
});

@ObjectType({
  description:
    'Number of health records for one combination of dimensions. Fields of dimensions that were not ' +
    'asked for are null.',
})
export class HealthCount {
  @Field(() => String, {
    nullable: true,
    description: 'Calendar month, YYYY-MM; null where not counted by month.',
  })
  month!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Calendar quarter, YYYYQn, such as 2023Q2; null where not counted by quarter.',
  })
  quarter!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Calendar year, YYYY; null where not counted by year.',
  })
  year!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Block of ICD-10: X85-Y09 assault, F10-F19 psychoactive substances, T51 toxic effect of alcohol, ' +
      'Y90-Y91 alcohol involved. Null also for records that are not admissions by diagnosis.',
  })
  icdBlock!: string | null;

  @Field(() => ID, { nullable: true, description: 'Code of the kind of record, such as admission-assault.' })
  offence!: string | null;

  @Field(() => ID, { nullable: true, description: 'Code of the source, such as hospital-admissions.' })
  source!: string | null;

  @Field(() => Int, { description: 'Records; persons in treatment where the source counts persons.' })
  count!: number;

  @Field({ description: 'Whether protected counts take part, so that the count is off by a few.' })
  perturbed!: boolean;
}

@ObjectType({
  description: 'Number of health records for one combination of dimensions, with the postcode district.',
})
export class HealthCountRow extends HealthCount {
  @Field(() => ID, {
    nullable: true,
    description:
      'Outward part of the postcode, such as LU6, even where its outline has not been imported. Null for ' +
      'records without one, for records that are delivered for the whole partnership, and where not ' +
      'counted by district.',
  })
  postcodeDistrict!: string | null;
}

@ObjectType({ description: 'Counts of health records as flat rows, sorted by their dimensions.' })
export class HealthCounts extends Answer {
  @Field(() => [HealthCountRow], { description: 'One row per combination that has records.' })
  rows!: HealthCountRow[];

  @Field(() => CountTotal, { description: 'All records, each once, independent of the dimensions.' })
  total!: CountTotal;
}
