import { Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Coded } from '../../domain/vocabulary';
import {
  type FeatureCollection,
  GeoJsonFeatureCollection,
  GeoJsonGeometry,
  type Geometry,
  Position,
} from '../../platform/geo';
import { Change, ComparedAnswer } from '../trends';

export enum ClusterWindow {
  CURRENT = 'CURRENT',
  PREVIOUS = 'PREVIOUS',
  BOTH = 'BOTH',
}
registerEnumType(ClusterWindow, {
  name: 'ClusterWindow',
  description:
    'Windows of a comparison in which a cluster would be one by the incidents of that window alone.',
  valuesConfig: {
    CURRENT: { description: 'The current window only: a new hotspot.' },
    PREVIOUS: { description: 'The comparison window only: a hotspot that is gone.' },
    BOTH: { description: 'Both windows.' },
  },
});

@ObjectType({ description: 'Number of incidents of one offence in a cluster.' })
export class OffenceCount {
  @Field(() => Coded, { description: 'Offence that is counted.' })
  offence!: Coded;

  @Field(() => Int, { description: 'Incidents of the counted window at the places of the cluster.' })
  count!: number;
}

@ObjectType({ description: 'Density-based cluster of the incidents of a filter.' })
export class HotspotCluster {
  @Field(() => ID, {
    description:
      'Id of the cluster in this answer, opaque and the same for equal data and parameters. It carries its question: the ' +
      "filter's field `hotspot` finds the places of the cluster again by it.",
  })
  id!: string;

  @Field(() => ID, {
    description:
      'Id of the busiest place of the cluster, opaque: by it a cluster is known again in the answers to other questions, ' +
      'such as that of the next month.',
  })
  anchor!: string;

  @Field(() => Int, {
    description:
      'Rank by number of incidents; 1 for the cluster with most. Clusters of the comparison window only come last.',
  })
  rank!: number;

  @Field({
    description:
      'Name of the estate, town centre or other gazetteer place that contains the centre, else the street or place that ' +
      'data.police.uk names at most of its incidents, else the SNT area with most of them, else the ward. Numbered where ' +
      'several clusters share it.',
  })
  name!: string;

  @Field(() => ClusterWindow, {
    nullable: true,
    description:
      'Windows of the comparison in which the cluster would be one by that window alone. Null where nothing is compared.',
  })
  foundIn!: keyof typeof ClusterWindow | null;

  @Field(() => Int, { description: 'Incidents of `window` at the places of the cluster.' })
  incidentCount!: number;

  @Field(() => Int, { description: 'Distinct places of the cluster.' })
  locationCount!: number;

  @Field(() => Float, {
    description: 'Share of all incidents of `window` that lie in the cluster, 0 to 1.',
  })
  share!: number;

  @Field(() => Float, { description: 'Incidents of `window` per square kilometre of `areaKm2`.' })
  densityPerKm2!: number;

  @Field(() => Float, {
    description:
      'Area of the cluster in square kilometres: that of the union of discs of eps ÷ 2 round its places, at most ' +
      '`maxAreaKm2`.',
  })
  areaKm2!: number;

  @Field(() => Position, {
    description: 'Mean centre of the incidents that the cluster was found on, those of both windows.',
  })
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
      'Incidents of `window` against those of `previousWindow` at the places of the cluster, which was found on ' +
      'both together: `trend` with the filter of the question and `hotspot` gives the same. Null where nothing is compared.',
  })
  change!: Change | null;

  @Field({
    description:
      'Whether more than half of the incidents that the cluster was found on lie on a single anonymous map point.',
  })
  snapPointWarning!: boolean;

  wardId!: number | null;
  sntAreaId!: number | null;
}

@ObjectType({ description: 'Hotspot clusters of a filter, ranked by number of incidents.' })
export class HotspotClusters extends ComparedAnswer {
  @Field(() => [HotspotCluster], { description: 'Clusters by rank, the one with most incidents first.' })
  clusters!: HotspotCluster[];

  @Field(() => Int, { description: 'Number of clusters.' })
  clusterCount!: number;

  @Field(() => Int, { description: 'Incidents of `window` with a place that lie in no cluster.' })
  noiseCount!: number;

  @Field(() => Int, {
    description:
      'Incidents among them that fell off clusters larger than `maxAreaKm2` when these were split where their density ' +
      'falls; 0 where none was split.',
  })
  splitNoise!: number;

  @Field(() => Int, { description: 'All incidents of the filter in `window`, with or without a place.' })
  incidentCount!: number;

  @Field(() => GeoJsonFeatureCollection, {
    description: 'Hulls of the clusters as a map layer, with the figures of each cluster as flat properties.',
  })
  features!: FeatureCollection;
}
