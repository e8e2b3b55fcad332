import { ValidateNested } from 'class-validator';
import { Args, ArgsType, Ctx, Field, ID, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../../access';
import { ThemeSourceArgs } from '../../domain/incidents';
import { PeriodInput } from '../../platform/calendar';
import { crimeCosts } from './costs';
import { CrimeCosts } from './costs.type';

@ArgsType()
class CostArgs extends ThemeSourceArgs {
  @Field(() => ID, { description: 'Code of the partnership.' })
  partnership!: string;

  @ValidateNested()
  @Field(() => PeriodInput, { description: 'Days to count incidents of.' })
  period!: PeriodInput;

  @Field(() => ID, {
    nullable: true,
    description:
      'Weight set, by its code (the current edition) or its id (code@version). Default: the unit costs of ' +
      'crime.',
  })
  weightSet?: string | null;
}

@Resolver()
export class CrimeCostResolver {
  @Query(() => CrimeCosts, {
    description: 'Costs of crime and incidents, or their weights in any weight set, by theme and offence.',
  })
  crimeCosts(
    @Ctx() context: RequestContext,
    @Args() { weightSet, ...counting }: CostArgs,
  ): Promise<CrimeCosts> {
    return crimeCosts(context, counting, weightSet ?? undefined);
  }
}
