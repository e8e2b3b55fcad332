import { IsInt, Max, Min } from 'class-validator';
import { Args, ArgsType, Ctx, Field, ID, Int, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../../access';
import { ThemeSourceArgs } from '../../domain/incidents';
import { evaluateAction } from './evaluation';
import { ActionEvaluation } from './evaluation.type';
import { evaluateEvent } from './event-evaluation';
import { EventEvaluation } from './event-evaluation.type';

@ArgsType()
class EvaluationArgs extends ThemeSourceArgs {
  @Field(() => ID, { description: 'The action.' })
  action!: string;

  @IsInt()
  @Min(1)
  @Max(60)
  @Field(() => Int, { defaultValue: 12, description: 'Whole months on either side, 1 to 60.' })
  months!: number;
}

@ArgsType()
class EventEvaluationArgs extends ThemeSourceArgs {
  @Field(() => ID, { description: 'The event.' })
  event!: string;
}

@Resolver()
export class EvaluationResolver {
  @Query(() => ActionEvaluation, {
    description:
      'What became of an action: incidents of its theme before and after it in its zones, with the weighted displacement ' +
      'difference and its interval.',
  })
  actionEvaluation(
    @Ctx() context: RequestContext,
    @Args() { action, months, sources }: EvaluationArgs,
  ): Promise<ActionEvaluation> {
    return evaluateAction(context, action, months, sources ?? null);
  }

  @Query(() => EventEvaluation, {
    description:
      'What an event made of the themes that it matters to: incidents in its days beside what the same days of the week ' +
      'around it let expect. Needs sources that tell the day, and for closed ones record-level access.',
  })
  eventEvaluation(
    @Ctx() context: RequestContext,
    @Args() { event, sources }: EventEvaluationArgs,
  ): Promise<EventEvaluation> {
    return evaluateEvent(context, event, sources ?? null);
  }
}
