import { ArrayMaxSize, IsInt, Max, Min, ValidateNested } from 'class-validator';
import { Arg, Args, ArgsType, Ctx, Field, Float, Int, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../../access';
import { IncidentFilter } from '../../domain/incidents';
import { nearRepeats, repeatVictimisation } from './repeats';
import { DistanceMetric, NearRepeats, RepeatUnit, RepeatVictimisation } from './repeats.type';

@ArgsType()
class NearRepeatArgs {
  @ValidateNested()
  @Field(() => IncidentFilter, { description: 'Incidents to analyse, 20,000 at most.' })
  where!: IncidentFilter;

  @ArrayMaxSize(20)
  @Field(() => [Float], {
    defaultValue: [0, 100, 200, 400],
    description:
      'Lower bounds of the distance bands in metres, ascending from 0. Each band ends where the next ' +
      'begins; the last is open.',
  })
  distanceBands!: number[];

  @ArrayMaxSize(20)
  @Field(() => [Float], {
    defaultValue: [0, 7, 14, 28],
    description:
      'Lower bounds of the time bands in days, ascending from 0. Each band ends where the next begins; ' +
      'the last is open.',
  })
  dayBands!: number[];

  @Field(() => DistanceMetric, {
    defaultValue: DistanceMetric.EUCLIDEAN,
    description: 'Measure of distance.',
  })
  metric!: DistanceMetric;

  @IsInt()
  @Min(19)
  @Max(9_999)
  @Field(() => Int, {
    defaultValue: 999,
    description:
      'Number of permutations of the days, 19 to 9,999, such as 999. The smallest possible p-value is 1 / ' +
      '(permutations + 1).',
  })
  permutations!: number;

  @IsInt()
  @Field(() => Int, {
    defaultValue: 1,
    description: 'Seed of the random numbers, such as 1: equal data, parameters and seed give equal answers.',
  })
  seed!: number;
}

@Resolver()
export class RepeatResolver {
  @Query(() => RepeatVictimisation, {
    nullable: true,
    description:
      'Repeat victimisation of a filter, by the day of occurredFrom in Europe/London. Not for sources ' +
      'whose places are anonymous map points (NOT_SUPPORTED_FOR_SOURCE). Closed sources need a key of the ' +
      'role ANALYST.',
  })
  repeatVictimisation(
    @Ctx() context: RequestContext,
    @Arg('where', () => IncidentFilter, { description: 'Incidents to analyse.' }) where: IncidentFilter,
    @Arg('by', () => RepeatUnit, {
      defaultValue: RepeatUnit.PLACE,
      description: 'Unit that is victimised again.',
    })
    by: RepeatUnit,
  ): Promise<RepeatVictimisation> {
    return repeatVictimisation(context, where, by);
  }

  @Query(() => NearRepeats, {
    nullable: true,
    description:
      'Near repeats of a filter (Knox 1964; Johnson et al. 2007), by the day of occurredFrom in ' +
      'Europe/London. Not for sources that record only the month, or whose places are anonymous map ' +
      'points (NOT_SUPPORTED_FOR_SOURCE). Closed sources need a key of the role ANALYST.',
  })
  nearRepeats(
    @Ctx() context: RequestContext,
    @Args() { where, ...options }: NearRepeatArgs,
  ): Promise<NearRepeats> {
    return nearRepeats(context, where, options);
  }
}
