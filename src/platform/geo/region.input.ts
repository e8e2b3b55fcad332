import { IsLatitude, IsLongitude, Max, Min } from 'class-validator';
import { Field, Float, InputType } from 'type-graphql';

@InputType({ description: 'Box between two meridians and two parallels, in degrees (WGS 84).' })
export class BoundingBox {
  @IsLongitude()
  @Field(() => Float, { description: 'Western edge: lowest longitude, such as -0.55.' })
  west!: number;

  @IsLatitude()
  @Field(() => Float, { description: 'Southern edge: lowest latitude, such as 51.87.' })
  south!: number;

  @IsLongitude()
  @Field(() => Float, { description: 'Eastern edge: highest longitude, such as -0.48.' })
  east!: number;

  @IsLatitude()
  @Field(() => Float, { description: 'Northern edge: highest latitude, such as 51.91.' })
  north!: number;
}

@InputType({ description: 'Circle around a point, its edge included.' })
export class Near {
  @IsLongitude()
  @Field(() => Float, { description: 'Longitude of the centre in degrees (WGS 84), such as -0.52.' })
  longitude!: number;

  @IsLatitude()
  @Field(() => Float, { description: 'Latitude of the centre in degrees (WGS 84), such as 51.89.' })
  latitude!: number;

  @Min(1)
  @Max(50_000)
  @Field(() => Float, { description: 'Radius in metres on the National Grid, 1 to 50,000, such as 500.' })
  metres!: number;
}
