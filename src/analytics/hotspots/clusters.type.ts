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

@ObjectType({ description: 'Incidents of one offence.' })
export class OffenceCount {
  @Field(() => Coded, { description: 'The offence.' })
  offence!: Coded;

  @Field(() => Int, { description: 'Incidents of the period at the places of the cluster.' })
  count!: number;
}

@ObjectType({ description: 'A place where the incidents of a filter lie densely together.' })
export class HotspotCluster {
  @Field(() => ID, { description: 'The same for the same data and parameters.' })
  id!: string;

  @Field(() => Int, { description: '1 for the cluster with most incidents.' })
  rank!: number;

  @Field({
    description:
      'As people call it: the estate, town centre or other place of the gazetteer that its centre lies in, else the SNT ' +
      'area with most of its incidents, else the ward. Numbered where several share it.',
  })
  name!: string;

  @Field(() => Int, { description: 'Incidents of the period at its places.' })
  incidentCount!: number;

  @Field(() => Int, { description: 'Distinct places.' })
  locationCount!: number;

  @Field(() => Float, { description: 'Share of all incidents of the filter, 0 to 1.' })
  share!: number;

  @Field(() => Float, { description: 'Incidents per square kilometre of the hull.' })
  densityPerKm2!: number;

  @Field(() => Float, { description: 'Area of the hull in square kilometres.' })
  areaKm2!: number;

  @Field(() => Position, { description: 'Mean centre of its incidents.' })
  centroid!: Position;

  @Field(() => GeoJsonGeometry, {
    description:
      'Concave hull of its places; widened by half of eps where it would have no area (one place, two, or a line).',
  })
  hull!: Geometry;

  @Field(() => [OffenceCount], { description: 'What happens there, most frequent first.' })
  offences!: OffenceCount[];

  @Field(() => Change, {
    nullable: true,
    description:
      'Against the comparison period: incidents of either window at places within eps of its core places, each place ' +
      'with the nearest. Null where a window lies outside what the sources have delivered.',
  })
  change!: Change | null;

  @Field({ description: 'Whether more than half of its incidents lie on a single anonymous map point.' })
  snapPointWarning!: boolean;

  wardId!: number | null;
  sntAreaId!: number | null;
}

@ObjectType({ description: 'The hotspot clusters of a filter, ranked by incidents.' })
export class HotspotClusters extends Answer {
  @Field(() => [HotspotCluster], { description: 'The cluster with most incidents first.' })
  clusters!: HotspotCluster[];

  @Field(() => Int, { description: 'How many clusters there are.' })
  clusterCount!: number;

  @Field(() => Int, { description: 'Incidents with a place that lie in no cluster.' })
  noiseCount!: number;

  @Field(() => Int, { description: 'All incidents of the filter, with or without a place.' })
  incidentCount!: number;

  @Field(() => GeoJsonFeatureCollection, {
    description: 'The hulls with the fields above as flat properties.',
  })
  features!: FeatureCollection;
}
