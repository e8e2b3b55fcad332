import { Field, Float, ObjectType } from 'type-graphql';

@ObjectType({ description: 'A point, in degrees and on the British National Grid.' })
export class Position {
  @Field(() => Float, { description: 'Degrees east (WGS 84).' })
  longitude!: number;

  @Field(() => Float, { description: 'Degrees north (WGS 84).' })
  latitude!: number;

  @Field(() => Float, { description: 'Metres east on the British National Grid (EPSG:27700).' })
  easting!: number;

  @Field(() => Float, { description: 'Metres north on the British National Grid (EPSG:27700).' })
  northing!: number;
}
