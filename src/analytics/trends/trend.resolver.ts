import { ValidateNested } from 'class-validator';
import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  Mutation,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import type { RequestContext } from '../../access';
import { IncidentFilter } from '../../domain/incidents';
import { AssertedTrend, AssertTrendInput } from './asserted-trend.type';
import { assertedTrends, assertTrend } from './asserted-trends';
import { ComparisonArgs, comparisonOf } from './comparison.input';
import { trend } from './trend';
import { Trend } from './trend.type';

@ArgsType()
class TrendArgs extends ComparisonArgs {
  @ValidateNested()
  @Field(() => IncidentFilter, { description: 'Which incidents.' })
  where!: IncidentFilter;
}

@Resolver(() => Trend)
export class TrendResolver {
  @Query(() => Trend, {
    nullable: true,
    description:
      'The trend of a filter: two windows compared by the E-test and classified in the words of a strategic ' +
      'assessment, up to 36 months with the band that earlier years let expect, the Seasonal Kendall test over them, ' +
      'and what people say of it.',
  })
  trend(@Ctx() context: RequestContext, @Args() args: TrendArgs): Promise<Trend> {
    return trend(context, args.where, comparisonOf(args));
  }

  @FieldResolver(() => AssertedTrend, {
    nullable: true,
    description:
      'What people say of it: where the filter is one theme of the partnership, for exactly this period; else null.',
  })
  async asserted(@Ctx() context: RequestContext, @Root() { judged }: Trend): Promise<AssertedTrend | null> {
    return judged && ((await context.loader(assertedTrends).load(judged))[0] ?? null);
  }

  @FieldResolver(() => [AssertedTrend], {
    description: 'All that people have said of it, the newest first: the first is `asserted`.',
  })
  assertedHistory(@Ctx() context: RequestContext, @Root() { judged }: Trend): Promise<AssertedTrend[]> {
    return judged ? context.loader(assertedTrends).load(judged) : Promise.resolve([]);
  }

  @Mutation(() => AssertedTrend, {
    description:
      "Says what people make of the trend of a theme in a period. For the partnership's administrators, and keys of " +
      'it with the scope edit. CONFLICT where the version is not the one that it has now.',
  })
  assertTrend(
    @Ctx() context: RequestContext,
    @Arg('input', () => AssertTrendInput, { description: 'The judgement.' }) input: AssertTrendInput,
  ): Promise<AssertedTrend> {
    return assertTrend(context, input);
  }
}
