import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import { canReadRecords, type RequestContext } from '../../access';
import { Problem } from '../../platform/errors';
import { findPartnership, holdersOf } from '../areas';
import { countUnmapped } from './unmapped.queries';
import { UnmappedOffence } from './unmapped.type';

@Resolver()
export class UnmappedOffenceResolver {
  @Query(() => [UnmappedOffence], {
    description:
      'Offence codes of delivered records that are not mapped yet, with their counts, the most frequent first. ' +
      'The records count in totals and in no theme; csg import vocabulary says which offence a code is part ' +
      'of, without loading the records again. Needs a key of the partnership with the role ANALYST.',
  })
  unmappedOffences(
    @Ctx() context: RequestContext,
    @Arg('partnership', () => ID, { description: 'Code of the partnership.' }) partnership: string,
  ): Promise<UnmappedOffence[]> {
    return context.session(async (session) => {
      const found = await findPartnership(session, partnership);
      const { ids } = holdersOf(found);
      if (!ids.every((id) => canReadRecords(context.viewer, id)))
        throw new Problem('FORBIDDEN', 'This needs a key of this partnership with the role ANALYST.');
      return countUnmapped(session, ids);
    });
  }
}
