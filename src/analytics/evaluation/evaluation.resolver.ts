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
  @Field(() => ID, { description: 'Id of the action.' })
  action!: string;

  @IsInt()
  @Min(1)
  @Max(60)
  @Field(() => Int, {
    defaultValue: 12,
    description: 'Whole months on either side of the beginning, 1 to 60, such as 12.',
  })
  months!: number;
}

@ArgsType()
class EventEvaluationArgs extends ThemeSourceArgs {
  @Field(() => ID, { description: 'Id of the event.' })
  event!: string;
}

@Resolver()
export class EvaluationResolver {
  @Query(() => ActionEvaluation, {
    description:
      'Evaluation of an action: incidents of its theme in its zones before and after it began, with the ' +
      'weighted displacement difference and its interval.',
  })
  actionEvaluation(
    @Ctx() context: RequestContext,
    @Args() { action, months, sources }: EvaluationArgs,
  ): Promise<ActionEvaluation> {
    return evaluateAction(context, action, months, sources ?? null);
  }

  @Query(() => EventEvaluation, {
    description:
      'Evaluation of a calendar event: incidents of its themes in its days, against the number expected ' +
      'from the same days of the week around it. Needs sources that record the day, and for closed ' +
      'sources a key of the role ANALYST.',
  })
  eventEvaluation(
    @Ctx() context: RequestContext,
    @Args() { event, sources }: EventEvaluationArgs,
  ): Promise<EventEvaluation> {
    return evaluateEvent(context, event, sources ?? null);
  }
}
