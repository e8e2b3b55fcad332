import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../../access';
import { IncidentFilter } from '../../domain/incidents';
import { weekGrid } from './week-grid';
import { WeekGrid } from './week-grid.type';

@Resolver()
export class WeekGridResolver {
  @Query(() => WeekGrid, {
    nullable: true,
    description:
      'Incidents of a filter by hour of the week, with aoristic weights (Ratcliffe 2000). Sources that ' +
      'record only the month are excluded, and counted as excluded. Closed sources need a key of the role ' +
      'ANALYST.',
  })
  weekGrid(
    @Ctx() context: RequestContext,
    @Arg('where', () => IncidentFilter, { description: 'Incidents to analyse.' }) where: IncidentFilter,
  ): Promise<WeekGrid> {
    return weekGrid(context, where);
  }
}
