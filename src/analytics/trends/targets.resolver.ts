import { ValidateNested } from 'class-validator';
import { Arg, Args, ArgsType, Ctx, Field, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../../access';
import { Target, TargetInput } from './target.type';
import { setTarget, targetsOf } from './targets';

@ArgsType()
class TargetArgs {
  @ValidateNested()
  @Field(() => TargetInput, { description: 'Target to set.' })
  target!: TargetInput;
}

@Resolver()
export class TargetResolver {
  @Query(() => [Target], { description: 'Targets of a partnership.' })
  targets(
    @Ctx() context: RequestContext,
    @Arg('partnership', () => ID, { description: 'Code of the partnership.' }) partnership: string,
  ): Promise<Target[]> {
    return targetsOf(context, partnership);
  }

  @Mutation(() => Target, {
    description:
      'Sets or changes a target. Needs a key of the partnership with the role ADMIN or the scope edit.',
  })
  setTarget(@Ctx() context: RequestContext, @Args() { target }: TargetArgs): Promise<Target> {
    return setTarget(context, target);
  }
}
