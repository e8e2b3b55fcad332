import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { Coded } from '../../domain/vocabulary';
import {
  type FeatureCollection,
  GeoJsonFeatureCollection,
  GeoJsonGeometry,
  type Geometry,
  Position,
} from '../../platform/geo';
import { Answer } from '../analytic';
import { Change } from '../trends';

@ObjectType({ description: 'Number of incidents of one offence in a cluster.' })
export class OffenceCount {
  @Field(() => Coded, { description: 'Offence that is counted.' })
  offence!: Coded;

  @Field(() => Int, { description: 'Incidents of the period at the places of the cluster.' })
  count!: number;
}

@ObjectType({ description: 'Density-based cluster of the incidents of a filter.' })
export class HotspotCluster {
  @Field(() => ID, { description: 'Id of the cluster, the same for equal data and parameters.' })
  id!: string;

  @Field(() => Int, { description: 'Rank by number of incidents; 1 for the cluster with most.' })
  rank!: number;

  @Field({
    description:
      'Name of the estate, town centre or other gazetteer place that contains the centre, else of the SNT ' +
      "area with most of the cluster's incidents, else of the ward. Numbered where several clusters share " +
      'it.',
  })
  name!: string;

  @Field(() => Int, { description: 'Incidents of the period at the places of the cluster.' })
  incidentCount!: number;

  @Field(() => Int, { description: 'Distinct places of the cluster.' })
  locationCount!: number;

  @Field(() => Float, {
    description: 'Share of all incidents of the filter that lie in the cluster, 0 to 1.',
  })
  share!: number;

  @Field(() => Float, { description: 'Incidents per square kilometre of the hull.' })
  densityPerKm2!: number;

  @Field(() => Float, { description: 'Area of the hull in square kilometres.' })
  areaKm2!: number;

  @Field(() => Position, { description: 'Mean centre of the incidents of the cluster.' })
  centroid!: Position;

  @Field(() => GeoJsonGeometry, {
    description:
      "Concave hull of the cluster's places; widened by eps ÷ 2 where it would have no area (one place, " +
      'two, or a line).',
  })
  hull!: Geometry;

  @Field(() => [OffenceCount], { description: 'Offences in the cluster, the most frequent first.' })
  offences!: OffenceCount[];

  @Field(() => Change, {
    nullable: true,
    description:
      'Incidents of the current window against the comparison window, at places within eps of the ' +
      "cluster's core places; each place counts for the nearest cluster. Null where a window lies outside " +
      'the delivered data.',
  })
  change!: Change | null;

  @Field({
    description: "Whether more than half of the cluster's incidents lie on a single anonymous map point.",
  })
  snapPointWarning!: boolean;

  wardId!: number | null;
  sntAreaId!: number | null;
}

@ObjectType({ description: 'Hotspot clusters of a filter, ranked by number of incidents.' })
export class HotspotClusters extends Answer {
  @Field(() => [HotspotCluster], { description: 'Clusters by rank, the one with most incidents first.' })
  clusters!: HotspotCluster[];

  @Field(() => Int, { description: 'Number of clusters.' })
  clusterCount!: number;

  @Field(() => Int, { description: 'Incidents with a place that lie in no cluster.' })
  noiseCount!: number;

  @Field(() => Int, { description: 'All incidents of the filter, with or without a place.' })
  incidentCount!: number;

  @Field(() => GeoJsonFeatureCollection, {
    description: 'Hulls of the clusters as a map layer, with the figures of each cluster as flat properties.',
  })
  features!: FeatureCollection;
}
