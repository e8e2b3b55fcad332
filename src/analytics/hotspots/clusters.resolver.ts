import { IsInt, IsOptional, Max, Min, ValidateNested } from 'class-validator';
import { Args, ArgsType, Ctx, Field, FieldResolver, Float, Int, Query, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../../access';
import { areaById, SntArea, Ward } from '../../domain/areas';
import { IncidentFilter } from '../../domain/incidents';
import { ComparisonArgs, comparisonOf } from '../trends';
import { DEFAULT_EPS, hotspotClusters } from './clusters';
import { HotspotCluster, HotspotClusters } from './clusters.type';

@ArgsType()
class ClusterArgs extends ComparisonArgs {
  @ValidateNested()
  @Field(() => IncidentFilter, { description: 'Incidents to analyse.' })
  where!: IncidentFilter;

  @IsOptional()
  @Min(10)
  @Max(5000)
  @Field(() => Float, {
    nullable: true,
    description:
      `Radius of the neighbourhood of a place in metres, 10 to 5,000: smaller values separate streets, such as 100 in a ` +
      `town; larger ones join villages, such as 500. Default: ${DEFAULT_EPS}.`,
  })
  eps?: number | null;

  @IsOptional()
  @IsInt()
  @Min(2)
  @Max(1_000_000)
  @Field(() => Int, {
    nullable: true,
    description:
      'Smallest number of incidents within `eps` of a place, the place included, that makes it a core ' +
      'place, 2 to 1,000,000, such as 10. Default: 1% of the incidents of the filter, at least 5.',
  })
  minIncidents?: number | null;
}

@Resolver(() => HotspotCluster)
export class HotspotClusterResolver {
  @Query(() => HotspotClusters, {
    description:
      'Hotspot clusters of a filter: density-based clusters (DBSCAN; Ester et al. 1996) of distinct ' +
      'places, where a place with w incidents counts w times. A place within reach of two clusters joins ' +
      'the cluster of its nearest core place. Closed sources need a key of the role ANALYST.',
  })
  hotspotClusters(@Ctx() context: RequestContext, @Args() args: ClusterArgs): Promise<HotspotClusters> {
    const { where, eps, minIncidents } = args;
    return hotspotClusters(context, where, {
      eps: eps ?? DEFAULT_EPS,
      minIncidents,
      comparison: comparisonOf(args),
    });
  }

  @FieldResolver(() => Ward, {
    nullable: true,
    description:
      "Ward with most of the cluster's incidents, in the boundaries of the last day or of `areasAsOf`.",
  })
  ward(@Ctx() context: RequestContext, @Root() { wardId }: HotspotCluster): Promise<Ward> | null {
    return wardId === null ? null : context.loader(areaById).load(wardId);
  }

  @FieldResolver(() => SntArea, {
    nullable: true,
    description:
      "SNT area with most of the cluster's incidents, in the boundaries of the last day or of " +
      '`areasAsOf`.',
  })
  sntArea(@Ctx() context: RequestContext, @Root() { sntAreaId }: HotspotCluster): Promise<SntArea> | null {
    return sntAreaId === null ? null : context.loader(areaById).load(sntAreaId);
  }
}
