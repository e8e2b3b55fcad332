import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../../access';
import { IncidentFilter } from '../../domain/incidents';
import { seasonalPattern } from './seasonality';
import { SeasonalPattern } from './seasonality.type';

@Resolver()
export class SeasonalityResolver {
  @Query(() => SeasonalPattern, {
    nullable: true,
    description:
      'How the incidents of a filter are spread over the year, from up to 36 whole months that end with the period, ' +
      'at least 24: an index by calendar month, a test of it, and the seasons that stand out.',
  })
  seasonality(
    @Ctx() context: RequestContext,
    @Arg('where', () => IncidentFilter, { description: 'Which incidents; the period says when they end.' })
    where: IncidentFilter,
  ): Promise<SeasonalPattern> {
    return seasonalPattern(context, where);
  }
}
