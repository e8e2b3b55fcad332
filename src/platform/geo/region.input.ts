import { IsLatitude, IsLongitude, Max, Min } from 'class-validator';
import { Field, Float, InputType } from 'type-graphql';

@InputType({ description: 'A box between two meridians and two parallels, in degrees (WGS 84).' })
export class BoundingBox {
  @IsLongitude()
  @Field(() => Float, { description: 'Least longitude.' })
  west!: number;

  @IsLatitude()
  @Field(() => Float, { description: 'Least latitude.' })
  south!: number;

  @IsLongitude()
  @Field(() => Float, { description: 'Greatest longitude.' })
  east!: number;

  @IsLatitude()
  @Field(() => Float, { description: 'Greatest latitude.' })
  north!: number;
}

@InputType({ description: 'All places within a distance of a point.' })
export class Near {
  @IsLongitude()
  @Field(() => Float, { description: 'Longitude of the point, degrees (WGS 84).' })
  longitude!: number;

  @IsLatitude()
  @Field(() => Float, { description: 'Latitude of the point, degrees (WGS 84).' })
  latitude!: number;

  @Min(1)
  @Max(50_000)
  @Field(() => Float, { description: 'Distance in metres on the National Grid, 1 to 50,000, inclusive.' })
  metres!: number;
}
