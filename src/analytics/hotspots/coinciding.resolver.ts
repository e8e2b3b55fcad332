import { ValidateNested } from 'class-validator';
import { Args, ArgsType, Ctx, Field, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../../access';
import { IncidentFilter } from '../../domain/incidents';
import { type FeatureCollection, GeoJsonFeatureCollection } from '../../platform/geo';
import { CellSizeArgs, gridFor } from './cell-size.input';
import { coincidingFeatures, coincidingHotspots } from './coinciding';
import { CoincidingHotspots } from './coinciding.type';

@ArgsType()
class CoincidingArgs extends CellSizeArgs {
  @ValidateNested()
  @Field(() => IncidentFilter, { description: 'Incidents of the first kind.' })
  a!: IncidentFilter;

  @ValidateNested()
  @Field(() => IncidentFilter, { description: 'Incidents of the second kind, of the same partnership.' })
  b!: IncidentFilter;
}

@Resolver(() => CoincidingHotspots)
export class CoincidingHotspotResolver {
  @Query(() => CoincidingHotspots, {
    description:
      'Overlap of the hotspots of two filters, on the cells that meet the study areas of both. Closed ' +
      'sources need a key of the role ANALYST.',
  })
  coincidingHotspots(
    @Ctx() context: RequestContext,
    @Args() args: CoincidingArgs,
  ): Promise<CoincidingHotspots> {
    return coincidingHotspots(context, args, gridFor(args));
  }

  @FieldResolver(() => GeoJsonFeatureCollection, {
    description:
      'Cells that are hot for either filter, as polygons with the properties hotFor (A, B or BOTH), ' +
      'countA, countB, and the Gi* for each filter, zA and zB.',
  })
  features(@Ctx() context: RequestContext, @Root() answer: CoincidingHotspots): Promise<FeatureCollection> {
    return coincidingFeatures(context, answer);
  }
}
