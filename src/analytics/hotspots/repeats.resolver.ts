import { ArrayMaxSize, IsInt, Max, Min, ValidateNested } from 'class-validator';
import { Arg, Args, ArgsType, Ctx, Field, Float, Int, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../../access';
import { IncidentFilter } from '../../domain/incidents';
import { nearRepeats, repeatVictimisation } from './repeats';
import { DistanceMetric, NearRepeats, RepeatUnit, RepeatVictimisation } from './repeats.type';

@ArgsType()
class NearRepeatArgs {
  @ValidateNested()
  @Field(() => IncidentFilter, { description: 'Which incidents, 20,000 at most.' })
  where!: IncidentFilter;

  @ArrayMaxSize(20)
  @Field(() => [Float], {
    defaultValue: [0, 100, 200, 400],
    description:
      'Where the distance bands begin, metres, ascending from 0. Each ends where the next begins; the last is open.',
  })
  distanceBands!: number[];

  @ArrayMaxSize(20)
  @Field(() => [Float], {
    defaultValue: [0, 7, 14, 28],
    description: 'Where the time bands begin, days, ascending from 0; likewise.',
  })
  dayBands!: number[];

  @Field(() => DistanceMetric, {
    defaultValue: DistanceMetric.EUCLIDEAN,
    description: 'How distances are measured.',
  })
  metric!: DistanceMetric;

  @IsInt()
  @Min(19)
  @Max(9_999)
  @Field(() => Int, {
    defaultValue: 999,
    description:
      'How often the days are dealt out anew, 19 to 9,999. The least p-value is 1 / (permutations + 1).',
  })
  permutations!: number;

  @IsInt()
  @Field(() => Int, {
    defaultValue: 1,
    description: 'Seed of the random numbers: the same data, parameters and seed give the same answer.',
  })
  seed!: number;
}

@Resolver()
export class RepeatResolver {
  @Query(() => RepeatVictimisation, {
    nullable: true,
    description:
      'Repeat victimisation of a filter. Days are those of occurredFrom in Europe/London. Sources whose places are ' +
      'anonymous map points cannot tell (NOT_SUPPORTED_FOR_SOURCE). Closed sources need a key of the role ANALYST.',
  })
  repeatVictimisation(
    @Ctx() context: RequestContext,
    @Arg('where', () => IncidentFilter, { description: 'Which incidents.' }) where: IncidentFilter,
    @Arg('by', () => RepeatUnit, {
      defaultValue: RepeatUnit.PLACE,
      description: 'Who or what is victimised again.',
    })
    by: RepeatUnit,
  ): Promise<RepeatVictimisation> {
    return repeatVictimisation(context, where, by);
  }

  @Query(() => NearRepeats, {
    nullable: true,
    description:
      'Near repeats of a filter (Knox 1964; Johnson et al. 2007). Days are those of occurredFrom in Europe/London. ' +
      'Sources that tell only the month, or whose places are anonymous map points, cannot tell ' +
      '(NOT_SUPPORTED_FOR_SOURCE). Closed sources need a key of the role ANALYST.',
  })
  nearRepeats(
    @Ctx() context: RequestContext,
    @Args() { where, ...options }: NearRepeatArgs,
  ): Promise<NearRepeats> {
    return nearRepeats(context, where, options);
  }
}
