import { Field, Float, Int, ObjectType } from 'type-graphql';
import { PeriodType } from '../../platform/calendar';
import { Answer } from '../analytic';

const LIMIT_WORDS =
  'limit of the 95% interval of `wdd`, in incidents, under the dispersion of the counts and the uncertainty of that.';

const incidents = (zone: string, when: string) => ({
  nullable: true,
  description: `Incidents in the ${zone} zone in the months ${when} the action; null where it has no such zone.`,
});

@ObjectType({
  description:
    'Evaluation of an action: incidents of its theme in its zones before and after the action began, ' +
    'and the weighted displacement difference (Wheeler and Ratcliffe 2018).',
})
export class ActionEvaluation extends Answer {
  @Field(() => Int, { description: 'Incidents in the target zone in the months before the action.' })
  targetBefore!: number;

  @Field(() => Int, { description: 'Incidents in the target zone in the months after the action began.' })
  targetAfter!: number;

  @Field(() => Int, incidents('control', 'before'))
  controlBefore!: number | null;

  @Field(() => Int, incidents('control', 'after'))
  controlAfter!: number | null;

  @Field(() => Int, incidents('displacement', 'before'))
  displacementBefore!: number | null;

  @Field(() => Int, incidents('displacement', 'after'))
  displacementAfter!: number | null;

  @Field(() => Int, incidents('displacement control', 'before'))
  displacementControlBefore!: number | null;

  @Field(() => Int, incidents('displacement control', 'after'))
  displacementControlAfter!: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Weighted displacement difference (ΔT − ΔC) + (ΔTd − ΔCd), in incidents; below 0 where there were ' +
      'fewer than the controls predict. The second bracket is left out where the displacement zone or its ' +
      'control is missing; null without a control zone.',
  })
  wdd!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Standard error of `wdd`, in incidents: the square root of the dispersion times the sum of the counts that ' +
      'enter it.',
  })
  standardError!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'wdd ÷ standardError; null where there is no control zone, or no incident in any zone.',
  })
  z!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: `Lower ${LIMIT_WORDS}`,
  })
  lower!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: `Upper ${LIMIT_WORDS}`,
  })
  upper!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Dispersion φ: variance of the monthly counts of the zones over their mean, beside season and trend, 1 or more, ' +
      'from up to 36 months before the action. Null where fewer than 24 are known: the counts are then taken as ' +
      'Poisson counts, so the interval is as wide as told or wider.',
  })
  dispersion!: number | null;

  @Field({ description: 'Result of the evaluation in words.' })
  statement!: string;

  @Field(() => PeriodType, { description: 'Whole months before the action began.' })
  before!: PeriodType;

  @Field(() => PeriodType, { description: 'Whole months after the action began, as many as `before`.' })
  after!: PeriodType;

  @Field({
    description: 'Whether disclosure control has changed the counts by up to ±3 per cell of ward and month.',
  })
  perturbed!: boolean;
}
