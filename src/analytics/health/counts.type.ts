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
  description: 'What to count health records by: at most one of month, quarter and year, and any others.',
  valuesConfig: {
    POSTCODE_DISTRICT: {
      description:
        "Outward part of the postcode: of the patient's address for hospitals, of the place for ambulances.",
    },
    MONTH: { description: 'Calendar month in Europe/London, YYYY-MM.' },
    QUARTER: { description: 'Calendar quarter, YYYYQn.' },
    YEAR: { description: 'Calendar year, YYYY.' },
    ICD_BLOCK: { description: 'Block of ICD-10 of an admission.' },
    OFFENCE: { description: 'What was recorded, such as admission-assault or ambulance-callout-overdose.' },
    SOURCE: { description: 'The data set.' },
  },
});

@ObjectType({
  description: 'Health records of one combination of what was counted by; null where not counted by it.',
})
export class HealthCount {
  @Field(() => String, { nullable: true, description: 'Calendar month, YYYY-MM.' })
  month!: string | null;

  @Field(() => String, { nullable: true, description: 'Calendar quarter, YYYYQn.' })
  quarter!: string | null;

  @Field(() => String, { nullable: true, description: 'Calendar year, YYYY.' })
  year!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Block of ICD-10: X85-Y09 assault, F10-F19 psychoactive substances, T51 toxic effect of alcohol, Y90-Y91 alcohol ' +
      'involved. Null also for records that are no admissions by diagnosis.',
  })
  icdBlock!: string | null;

  @Field(() => ID, { nullable: true, description: 'Code of the offence, that is of what was recorded.' })
  offence!: string | null;

  @Field(() => ID, { nullable: true, description: 'Code of the source.' })
  source!: string | null;

  @Field(() => Int, { description: 'Records; persons in treatment where the source counts those.' })
  count!: number;

  @Field({ description: 'Whether protected cells take part, so that the count is off by a few.' })
  perturbed!: boolean;
}

@ObjectType({ description: 'Health records of one combination of what was counted by, with their district.' })
export class HealthCountRow extends HealthCount {
  @Field(() => ID, {
    nullable: true,
    description:
      'Outward part of the postcode, also where its outline has not been imported. Null for records without one, for ' +
      'those told for the partnership as a whole only, and where not counted by it.',
  })
  postcodeDistrict!: string | null;
}

@ObjectType({ description: 'Counts of health records as flat rows, sorted by their dimensions.' })
export class HealthCounts extends Answer {
  @Field(() => [HealthCountRow], { description: 'One row per combination that has records.' })
  rows!: HealthCountRow[];

  @Field(() => CountTotal, { description: 'All of them, each once, whatever the dimensions.' })
  total!: CountTotal;
}
