import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../../access';
import { IncidentFilter } from '../../domain/incidents';
import { problemProfile } from './problem-profile';
import { ProblemProfile } from './problem-profile.type';

@Resolver()
export class ProblemProfileResolver {
  @Query(() => ProblemProfile, {
    description:
      'Problem profile of a filter, usually one theme at one place: hotspots, times, people, repeats and ' +
      'trend, with a statement made of these figures.',
  })
  problemProfile(
    @Ctx() context: RequestContext,
    @Arg('where', () => IncidentFilter, {
      description: 'Incidents of the problem, usually one theme, one area and one period.',
    })
    where: IncidentFilter,
  ): Promise<ProblemProfile> {
    return problemProfile(context, where);
  }
}
