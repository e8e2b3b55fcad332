import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../../../access';
import { today } from '../../../platform/calendar';
import { holdersOf, Partnership } from '../../areas';
import { vocabularyAt } from '../../vocabulary';
import { selectCoverage } from './coverage.queries';
import { DeliveredSourceMonths } from './coverage.type';
import { coverageCalendar } from './coverage-calendar';

@Resolver(() => Partnership)
export class CoverageResolver {
  @FieldResolver(() => [DeliveredSourceMonths], {
    description:
      'Months that each source has delivered, by publisher, with the holes and, for statutory data sets, the months that ' +
      'are not yet due. Of a county, those of all its members.',
  })
  coverage(
    @Ctx() context: RequestContext,
    @Root() partnership: Partnership,
  ): Promise<DeliveredSourceMonths[]> {
    return context.session(async (session) => {
      const { sources } = await vocabularyAt(session, partnership);
      const rows = await selectCoverage(session, holdersOf(partnership).ids);
      const ids = [...new Set(rows.map((row) => row.source_id))];
      return ids.map((id) => {
        const own = rows.filter((row) => row.source_id === id);
        return { source: sources.get(id), months: coverageCalendar(sources.get(id), own, today()) };
      });
    });
  }
}
