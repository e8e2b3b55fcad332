import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../../access';
import { IncidentFilter } from '../../domain/incidents';
import { problemProfile } from './problem-profile';
import { ProblemProfile } from './problem-profile.type';

@Resolver()
export class ProblemProfileResolver {
  @Query(() => ProblemProfile, {
    description:
      'The problem profile of a filter, one theme at one place: where, when, who, how often again, and whether it grows, ' +
      'in words made of figures.',
  })
  problemProfile(
    @Ctx() context: RequestContext,
    @Arg('where', () => IncidentFilter, { description: 'Which incidents: a theme, a place and a period.' })
    where: IncidentFilter,
  ): Promise<ProblemProfile> {
    return problemProfile(context, where);
  }
}
