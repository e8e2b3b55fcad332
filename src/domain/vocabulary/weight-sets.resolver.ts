import { Ctx, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../../access';
import { WeightSet } from './weight-set.type';
import { selectWeightSets } from './weight-sets.queries';

@Resolver()
export class WeightSetResolver {
  @Query(() => [WeightSet], {
    description: 'All editions of all weight sets, by code, the current edition first.',
  })
  weightSets(@Ctx() context: RequestContext): Promise<WeightSet[]> {
    return context.session(selectWeightSets);
  }
}
