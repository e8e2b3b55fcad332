import { ValidateNested } from 'class-validator';
import { Args, ArgsType, Ctx, Field, ID, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../../access';
import { PeriodInput } from '../../platform/calendar';
import { publicPerception } from './perception';
import { PublicPerceptions } from './perception.type';

@ArgsType()
class PerceptionArgs {
  @Field(() => ID, { description: 'Code of the partnership.' })
  partnership!: string;

  @ValidateNested()
  @Field(() => PeriodInput, {
    description: 'Days in which priorities count: those that hold on at least one of them.',
  })
  period!: PeriodInput;
}

@Resolver()
export class PerceptionResolver {
  @Query(() => PublicPerceptions, {
    description: 'Public perception of every theme: results of surveys, and priorities of SNT areas.',
  })
  publicPerception(
    @Ctx() context: RequestContext,
    @Args() { partnership, period }: PerceptionArgs,
  ): Promise<PublicPerceptions> {
    return publicPerception(context, partnership, period);
  }
}
