import { Field, Float, Int, ObjectType } from 'type-graphql';
import { PeriodType } from '../../platform/calendar';
import { Answer } from '../analytic';

const incidents = (zone: string, when: string) => ({
  nullable: true,
  description: `Incidents in the ${zone} zone ${when}; null where the action has none.`,
});

@ObjectType({
  description:
    'What became of an action: the incidents of its theme in its zones before and after the day from which on it was ' +
    'done, and the weighted displacement difference (Wheeler and Ratcliffe 2018).',
})
export class ActionEvaluation extends Answer {
  @Field(() => Int, { description: 'Incidents in the target zone before.' })
  targetBefore!: number;

  @Field(() => Int, { description: 'Incidents in the target zone after.' })
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
      '(ΔT − ΔC) + (ΔTd − ΔCd) in incidents: below 0 where there were fewer than the controls let expect. Without the ' +
      'second part where the displacement zone or its control is missing; null without a control zone.',
  })
  wdd!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Its standard error: the root of the sum of all its counts.',
  })
  standardError!: number | null;

  @Field(() => Float, { nullable: true, description: 'wdd ÷ standardError; null where nothing was counted.' })
  z!: number | null;

  @Field(() => Float, { nullable: true, description: 'Lower end of its 95 % interval.' })
  lower!: number | null;

  @Field(() => Float, { nullable: true, description: 'Upper end of its 95 % interval.' })
  upper!: number | null;

  @Field({ description: 'The same in words.' })
  statement!: string;

  @Field(() => PeriodType, { description: 'The months before.' })
  before!: PeriodType;

  @Field(() => PeriodType, { description: 'The months after, as many.' })
  after!: PeriodType;

  @Field({
    description: 'Whether disclosure control has changed the counts by up to ±3 per cell of ward and month.',
  })
  perturbed!: boolean;
}
