import { Field, Float, Int, ObjectType } from 'type-graphql';
import { AreaKind } from '../../domain/areas';
import { Coded } from '../../domain/vocabulary';
import { PeriodType } from '../../platform/calendar';
import { Answer } from '../analytic';
import { Signal } from '../trends';

@ObjectType({
  description: 'Incidents of a theme in an area in the last weeks, beside what was expected of it.',
})
export class TacticalRow {
  @Field(() => Coded, { description: 'The theme.' })
  theme!: Coded;

  @Field(() => Coded, { description: 'The area, by the code and name of its boundary on the last day.' })
  area!: Coded;

  @Field(() => Int, { description: 'Incidents in the window.' })
  actual!: number;

  @Field(() => Float, {
    description:
      "Incidents expected: the area's count in the year before the window, times the share of the year that the theme has " +
      'in the same weeks of up to three earlier years in the whole partnership.',
  })
  expected!: number;

  @Field(() => Int, {
    description:
      'Lower end of the band in which 95 of 100 such counts lie: prediction limits for a Poisson count (Krishnamoorthy ' +
      'and Peng 2011). Not adjusted for the number of rows.',
  })
  lower!: number;

  @Field(() => Int, { description: 'Upper end of the band.' })
  upper!: number;

  @Field(() => Float, {
    description: 'Two-sided p-value of the E-test (Krishnamoorthy and Thomson 2004), not adjusted.',
  })
  pValue!: number;

  @Field(() => Float, {
    description:
      'The same adjusted for the false discovery rate over all rows (Benjamini and Hochberg 1995).',
  })
  adjustedP!: number;

  @Field(() => Signal, {
    description: 'How the count stands to what was expected: by the adjusted p-value, at 5 %.',
  })
  signal!: Signal;
}

@ObjectType({
  description:
    'What changed in the last weeks against expectation: every main theme in every area. Of 100 rows with a signal about 5 ' +
    'have it by chance.',
})
export class TacticalAssessment extends Answer {
  @Field(() => [TacticalRow], { description: 'All themes and areas, the least likely by chance first.' })
  rows!: TacticalRow[];

  @Field(() => PeriodType, { description: 'The days that were counted.' })
  window!: PeriodType;

  @Field(() => [PeriodType], { description: 'The same weeks of earlier years, the last first.' })
  earlier!: PeriodType[];

  @Field(() => AreaKind, { description: 'What kind of area the rows are of.' })
  kind!: AreaKind;

  @Field({
    description: 'Whether disclosure control has changed the counts by up to ±3 per cell of ward and month.',
  })
  perturbed!: boolean;
}
