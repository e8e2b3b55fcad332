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
      'Seasonality of the incidents of a filter, from 24 to 36 whole months that end with the period: an ' +
      'index by calendar month, a test for equal months, and the seasons that stand out.',
  })
  seasonality(
    @Ctx() context: RequestContext,
    @Arg('where', () => IncidentFilter, {
      description: 'Incidents to analyse; the months end with the period.',
    })
    where: IncidentFilter,
  ): Promise<SeasonalPattern> {
    return seasonalPattern(context, where);
  }
}
