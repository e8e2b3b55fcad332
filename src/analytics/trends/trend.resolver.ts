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
  @Field(() => IncidentFilter, { description: 'Incidents to analyse.' })
  where!: IncidentFilter;
}

@Resolver(() => Trend)
export class TrendResolver {
  @Query(() => Trend, {
    nullable: true,
    description:
      'Trend of a filter: two windows compared by the E-test and classified in the words of a strategic ' +
      'assessment, up to 36 months with prediction limits from earlier years, the Seasonal Kendall test ' +
      'over them, and the judgements of people.',
  })
  trend(@Ctx() context: RequestContext, @Args() args: TrendArgs): Promise<Trend> {
    return trend(context, args.where, comparisonOf(args));
  }

  @FieldResolver(() => AssertedTrend, {
    nullable: true,
    description:
      'Current judgement of the trend, where the filter is exactly one theme of the partnership in this ' +
      'period; else null.',
  })
  async asserted(@Ctx() context: RequestContext, @Root() { judged }: Trend): Promise<AssertedTrend | null> {
    return judged && ((await context.loader(assertedTrends).load(judged))[0] ?? null);
  }

  @FieldResolver(() => [AssertedTrend], {
    description: 'All judgements of the trend, the newest first; the first is `asserted`.',
  })
  assertedHistory(@Ctx() context: RequestContext, @Root() { judged }: Trend): Promise<AssertedTrend[]> {
    return judged ? context.loader(assertedTrends).load(judged) : Promise.resolve([]);
  }

  @Mutation(() => AssertedTrend, {
    description:
      'Records a judgement of the trend of a theme in a period. Needs a key of the partnership with the ' +
      'role ADMIN or the scope edit. CONFLICT where the version is not the current one.',
  })
  assertTrend(
    @Ctx() context: RequestContext,
    @Arg('input', () => AssertTrendInput, { description: 'Judgement to record.' }) input: AssertTrendInput,
  ): Promise<AssertedTrend> {
    return assertTrend(context, input);
  }
}
