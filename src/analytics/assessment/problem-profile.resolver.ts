import { ValidateNested } from 'class-validator';
import { ArgsType, Field, Resolver } from 'type-graphql';
import { IncidentFilter, Needs } from '../../domain/incidents';
import { Analytic, type AnalyticContext } from '../analytic';
import { type ComputedProfile, profileOf, withRecommendations } from './problem-profile';
import { ProblemProfile } from './problem-profile.type';

@ArgsType()
export class ProfileArgs {
  @ValidateNested()
  @Field(() => IncidentFilter, { description: 'Which incidents: a theme, a place and a period.' })
  where!: IncidentFilter;
}

@Resolver()
export class ProblemProfileResolver {
  @Analytic(() => ProblemProfile, {
    description:
      'The problem profile of a filter, one theme at one place: where, when, who, how often again, and whether it grows, ' +
      'in words made of figures.',
    needs: Needs.COUNTS, // a line that needs more is left out where it is refused
    finish: (context, computed: ComputedProfile, { where }: ProfileArgs) =>
      withRecommendations(context, computed, where),
  })
  problemProfile(context: AnalyticContext, { where }: ProfileArgs): Promise<ComputedProfile> {
    return profileOf(context, where);
  }
}
