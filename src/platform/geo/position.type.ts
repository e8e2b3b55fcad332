import { Field, Float, ObjectType } from 'type-graphql';

@ObjectType({ description: 'Point, in degrees and on the British National Grid.' })
export class Position {
  @Field(() => Float, { description: 'Degrees east (WGS 84).' })
  longitude!: number;

  @Field(() => Float, { description: 'Degrees north (WGS 84).' })
  latitude!: number;

  @Field(() => Float, {
    description: 'Easting in metres on the British National Grid (EPSG:27700), such as 502150.',
  })
  easting!: number;

  @Field(() => Float, {
    description: 'Northing in metres on the British National Grid (EPSG:27700), such as 221840.',
  })
  northing!: number;
}
