import { Field, Float, Int, ObjectType } from 'type-graphql';
import { AreaKind } from '../../domain/areas';
import { Coded } from '../../domain/vocabulary';
import { PeriodType } from '../../platform/calendar';
import { Answer } from '../analytic';
import { Signal } from '../trends';

@ObjectType({
  description: 'Incidents of one theme in one area in the window, compared with the number expected.',
})
export class TacticalRow {
  @Field(() => Coded, { description: 'Theme that is counted.' })
  theme!: Coded;

  @Field(() => Coded, {
    description: 'Area that is counted, by the code and name of its boundary on the last day.',
  })
  area!: Coded;

  @Field(() => Int, { description: 'Incidents in the window.' })
  actual!: number;

  @Field(() => Float, {
    description:
      "Incidents expected: the area's count in the year before the window × the share of the year that " +
      'the theme has in the same weeks of up to three earlier years in the whole partnership.',
  })
  expected!: number;

  @Field(() => Int, {
    description:
      'Lower 95% prediction limit of the count, Poisson (Krishnamoorthy and Peng 2011). Not adjusted for ' +
      'the number of rows.',
  })
  lower!: number;

  @Field(() => Int, {
    description:
      'Upper 95% prediction limit of the count, Poisson (Krishnamoorthy and Peng 2011). Not adjusted for ' +
      'the number of rows.',
  })
  upper!: number;

  @Field(() => Float, {
    description:
      'Two-sided p-value of the E-test (Krishnamoorthy and Thomson 2004), not adjusted for the number of ' +
      'rows.',
  })
  pValue!: number;

  @Field(() => Float, {
    description:
      'p-value of the E-test adjusted for the false discovery rate over all rows (Benjamini and Hochberg ' +
      '1995).',
  })
  adjustedP!: number;

  @Field(() => Signal, {
    description:
      'Position of the count against the number expected: ABOVE or BELOW where `adjustedP` shows a ' +
      'difference at 5%.',
  })
  signal!: Signal;
}

@ObjectType({
  description:
    'Tactical assessment: every main theme in every area in the last weeks, against expectation. About ' +
    '5 of 100 rows with a signal have it by chance.',
})
export class TacticalAssessment extends Answer {
  @Field(() => [TacticalRow], { description: 'All themes and areas, the smallest p-value first.' })
  rows!: TacticalRow[];

  @Field(() => PeriodType, { description: 'Days that were counted.' })
  window!: PeriodType;

  @Field(() => [PeriodType], {
    description:
      'Equal weeks of up to three earlier years, from which the expectation is made, the latest first.',
  })
  earlier!: PeriodType[];

  @Field(() => AreaKind, { description: 'Kind of area of the rows.' })
  kind!: AreaKind;

  @Field({
    description: 'Whether disclosure control has changed the counts by up to ±3 per cell of ward and month.',
  })
  perturbed!: boolean;
}
