import { Field, Float, Int, ObjectType } from 'type-graphql';
import { AreaKind } from '../../domain/areas';
import { Coded } from '../../domain/vocabulary';
import { PeriodType } from '../../platform/calendar';
import { Answer } from '../analytic';
import { Signal } from '../trends';

const LIMIT_WORDS =
  '95% limit of the count: negative binomial, under `dispersion` and with the uncertainty of `expected`. Not adjusted ' +
  'for the number of rows.';

@ObjectType({
  description:
    'Incidents of one theme in the window, in the partnership or in one area, compared with the number expected.',
})
export class TacticalRow {
  @Field(() => Coded, { description: 'Theme that is counted.' })
  theme!: Coded;

  @Field(() => Coded, {
    description:
      'Partnership or area that is counted, an area by the code and name of its boundary on the last day.',
  })
  area!: Coded;

  @Field(() => AreaKind, { description: 'PARTNERSHIP for the whole partnership, else the kind of area.' })
  kind!: AreaKind;

  @Field(() => Int, { description: 'Incidents in the window.' })
  actual!: number;

  @Field(() => Float, {
    description:
      'Incidents expected by the weeks or months of up to five years before (Noufaily et al. 2013): their level, trend ' +
      'and season, unusual ones weighing less and the latest left out; an area has the trend and season of the ' +
      'partnership.',
  })
  expected!: number;

  @Field(() => Int, { description: `Lower ${LIMIT_WORDS}` })
  lower!: number;

  @Field(() => Int, { description: `Upper ${LIMIT_WORDS}` })
  upper!: number;

  @Field(() => Float, {
    description:
      '(actual − expected) ÷ (upper − expected): how far above the number expected, 1 at the upper limit.',
  })
  score!: number;

  @Field(() => Float, {
    description:
      'Two-sided p-value: below .05 where `actual` lies outside `lower` to `upper`. Not adjusted for the number of ' +
      'rows.',
  })
  pValue!: number;

  @Field(() => Float, {
    description:
      '`pValue` adjusted for the false discovery rate (Benjamini and Hochberg 1995): over the areas of a theme, or ' +
      'over the partnership’s rows of themes with the same parent, or none.',
  })
  adjustedPValue!: number;

  @Field(() => Float, {
    description:
      'Dispersion φ: variance of the counts of weeks or months over their mean, beside season and trend, 1 or more.',
  })
  dispersion!: number;

  @Field(() => Signal, {
    description:
      'Position of the count against the number expected: ABOVE or BELOW where `adjustedPValue` is below .05, POSSIBLY ' +
      'where only `pValue` is.',
  })
  signal!: Signal;
}

@ObjectType({
  description:
    'Tactical assessment: every main theme in the last weeks against expectation, in the partnership and then in ' +
    'every area. About 5 of 100 rows with the signal ABOVE or BELOW have it by chance.',
})
export class TacticalAssessment extends Answer {
  @Field(() => [TacticalRow], {
    description:
      'Rows of the partnership, then those of the areas, the smallest p-value first. Areas with fewer than 5 incidents ' +
      'in the whole baseline have no row.',
  })
  rows!: TacticalRow[];

  @Field(() => PeriodType, { description: 'Days that were counted.' })
  window!: PeriodType;

  @Field(() => PeriodType, {
    nullable: true,
    description: 'Days that the number expected is made from; null where no theme could be judged.',
  })
  baseline!: PeriodType | null;

  @Field(() => AreaKind, { description: 'Kind of area of the rows by area.' })
  kind!: AreaKind;

  @Field({
    description: 'Whether disclosure control has changed the counts by up to ±3 per cell of ward and month.',
  })
  perturbed!: boolean;
}
