import { ValidateNested } from 'class-validator';
import { Args, ArgsType, Ctx, Field, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../../access';
import { IncidentFilter } from '../../domain/incidents';
import { TimeStep } from '../../platform/calendar';
import { type FeatureCollection, GeoJsonFeatureCollection } from '../../platform/geo';
import { CellSizeArgs, gridFor } from './cell-size.input';
import { emergingFeatures, emergingHotspots } from './emerging';
import { EmergingHotspots } from './emerging.type';

@ArgsType()
class EmergingArgs extends CellSizeArgs {
  @ValidateNested()
  @Field(() => IncidentFilter, { description: 'Incidents to analyse; their extent is the study area.' })
  where!: IncidentFilter;

  @Field(() => TimeStep, {
    defaultValue: TimeStep.MONTH,
    description: 'Length of the steps into which the period is cut.',
  })
  step!: TimeStep;
}

@Resolver(() => EmergingHotspots)
export class EmergingHotspotResolver {
  @Query(() => EmergingHotspots, {
    description:
      'Behaviour of each cell of the study area as a hotspot over the steps of the period: Gi* of every ' +
      'step (Ord and Getis 1995), adjusted for the false discovery rate over all cells of the step ' +
      '(Benjamini and Hochberg 1995), then nine categories (Esri 2015) with a Mann-Kendall trend (Mann ' +
      '1945). At least 10 whole steps. Closed sources need a key of the role ANALYST.',
  })
  emergingHotspots(@Ctx() context: RequestContext, @Args() args: EmergingArgs): Promise<EmergingHotspots> {
    return emergingHotspots(context, args.where, { grid: gridFor(args), step: args.step });
  }

  @FieldResolver(() => GeoJsonFeatureCollection, {
    description:
      'Cells as polygons with the properties easting, northing, category, hotSteps, steps and trendZ.',
  })
  features(@Ctx() context: RequestContext, @Root() answer: EmergingHotspots): Promise<FeatureCollection> {
    return emergingFeatures(context, answer);
  }
}
