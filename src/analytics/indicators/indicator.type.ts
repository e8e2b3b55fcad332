import { Field, Float, ObjectType, registerEnumType } from 'type-graphql';
import { Coded } from '../../domain/vocabulary';
import { PeriodType } from '../../platform/calendar';
import { Answer } from '../analytic';
import { Classification } from '../trends';

export enum IndicatorFrequency {
  MONTH = 'MONTH',
  QUARTER = 'QUARTER',
  YEAR = 'YEAR',
}
registerEnumType(IndicatorFrequency, {
  name: 'IndicatorFrequency',
  description: 'Length of the periods that an indicator has a figure for.',
  valuesConfig: {
    MONTH: { description: 'One month.' },
    QUARTER: { description: 'Three months.' },
    YEAR: { description: 'Twelve months, of a calendar year or any other.' },
  },
});

@ObjectType({ description: 'Figure of an indicator in one period.' })
export class IndicatorValue {
  @Field(() => PeriodType, { description: 'Days that the figure is of.' })
  period!: PeriodType;

  @Field(() => Float, { description: 'Figure, in the unit of the indicator.' })
  value!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Number of cases that the figure is made of; null where it was not imported.',
  })
  numerator!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Number of those who could have been cases; null where it was not imported.',
  })
  denominator!: number | null;
}

@ObjectType({
  description:
    'Published series of figures about a partnership, such as proven reoffending or public confidence. It describes a ' +
    'theme without incidents, and is never counted as incidents.',
})
export class Indicator extends Coded {
  @Field({ description: 'Unit of the figures, such as "% of offenders".' })
  unit!: string;

  @Field(() => IndicatorFrequency, { description: 'Length of the periods that have a figure.' })
  frequency!: IndicatorFrequency;

  @Field({ description: 'Whether a higher figure is better, as of confidence, or worse, as of reoffending.' })
  higherIsBetter!: boolean;

  @Field({ description: 'Publication that the figures come from.' })
  source!: string;

  @Field({ description: 'Licence that the figures were published under.' })
  licence!: string;

  @Field(() => [Coded], { description: 'Themes of the partnership that the indicator describes.' })
  themes!: Coded[];

  @Field(() => [IndicatorValue], { description: 'Figures, oldest first.' })
  values!: IndicatorValue[];
}

@ObjectType({ description: 'Figure of an indicator, as a row with the indicator that it belongs to.' })
export class IndicatorRow extends IndicatorValue {
  @Field(() => Indicator, { description: 'Indicator that the figure belongs to.' })
  indicator!: Indicator;
}

@ObjectType({ description: 'Indicators of a partnership.' })
export class Indicators extends Answer {
  @Field(() => [Indicator], { description: 'Indicators by code, each with its figures.' })
  indicators!: Indicator[];

  @Field(() => [IndicatorRow], { description: 'All figures as rows: by indicator, oldest first.' })
  rows!: IndicatorRow[];
}

@ObjectType({ description: 'Figures of an indicator in the period of an assessment, against a year before.' })
export class AssessedIndicator {
  @Field(() => Coded, { description: 'Indicator that describes the theme.' })
  indicator!: Coded;

  @Field({ description: 'Unit of the figures.' })
  unit!: string;

  @Field(() => PeriodType, {
    description:
      'Days that the figures are of: inside the period, or of the newest figure of the two years before its end.',
  })
  period!: PeriodType;

  @Field(() => Float, { description: 'Mean of the figures.' })
  value!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Mean of the figures of the same months a year before; null where they were not imported.',
  })
  previous!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Change in per cent: against a year before, or over the years that were tested; null where unknown.',
  })
  percent!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Two-sided p-value of the change: test of two proportions by numerators and denominators, else Mann-Kendall test ' +
      'of five to ten years; null where neither is possible.',
  })
  pValue!: number | null;

  @Field(() => Classification, {
    nullable: true,
    description:
      'Direction of the change, better or worse by `higherIsBetter`; null where chance cannot be told.',
  })
  classification!: Classification | null;

  @Field({ description: 'Figures and their change in words.' })
  statement!: string;
}
