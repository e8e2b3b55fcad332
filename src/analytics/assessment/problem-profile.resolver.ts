import { ValidateNested } from 'class-validator';
import { ArgsType, Field, Resolver } from 'type-graphql';
import { IncidentFilter, Needs } from '../../domain/incidents';
import { Analytic, type AnalyticContext } from '../analytic';
import { type ComputedProfile, profileOf, withRecommendations } from './problem-profile';
import { ProblemProfile } from './problem-profile.type';

@ArgsType()
export class ProfileArgs {
  @ValidateNested()
  @Field(() => IncidentFilter, {
    description: 'Incidents of the problem, usually one theme, one area and one period.',
  })
  where!: IncidentFilter;
}

@Resolver()
export class ProblemProfileResolver {
  @Analytic(() => ProblemProfile, {
    description:
      'Problem profile of a filter, usually one theme at one place: hotspots, times, people, repeats and ' +
      'trend, with a statement made of these figures.',
    cost: 10_000,
    needs: Needs.COUNTS, // a line that needs more is left out where it is refused
    finish: (context, computed: ComputedProfile, { where }: ProfileArgs) =>
      withRecommendations(context, computed, where),
  })
  problemProfile(context: AnalyticContext, { where }: ProfileArgs): Promise<ComputedProfile> {
    return profileOf(context, where);
  }
}
