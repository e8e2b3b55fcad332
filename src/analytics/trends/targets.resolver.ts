import { ValidateNested } from 'class-validator';
import { Arg, Args, ArgsType, Ctx, Field, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../../access';
import { ThemeSourceArgs } from '../../domain/incidents';
import { quarterlyReview } from './quarterly-review';
import { QuarterlyReview, Target, TargetInput } from './target.type';
import { setTarget, targetsOf } from './targets';

@ArgsType()
class ReviewArgs extends ThemeSourceArgs {
  @Field(() => ID, { description: 'Code of the partnership.' })
  partnership!: string;

  @Field({
    description: 'Quarter: 2009-Q2 of the calendar year, or 2009/10-Q1 of the financial year from April.',
  })
  quarter!: string;
}

@ArgsType()
class TargetArgs {
  @ValidateNested()
  @Field(() => TargetInput, { description: 'Target to set.' })
  target!: TargetInput;
}

@Resolver()
export class TargetResolver {
  @Query(() => QuarterlyReview, {
    description: 'Review of a quarter: counts by theme, their targets, and the year before.',
  })
  quarterlyReview(
    @Ctx() context: RequestContext,
    @Args() { partnership, quarter, sources }: ReviewArgs,
  ): Promise<QuarterlyReview> {
    return quarterlyReview(context, partnership, quarter, sources ?? null);
  }

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
