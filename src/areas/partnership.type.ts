import { Field, Float, ObjectType } from 'type-graphql';

@ObjectType({ description: 'A Community Safety Partnership.' })
export class Partnership {
  id!: number;

  /** Raised by every load. */
  dataVersion!: number;

  @Field({ description: 'ONS code of the partnership (E22…), or the code of a demonstration.' })
  code!: string;

  @Field({ description: 'Name as people write it.' })
  name!: string;

  @Field({ description: 'Whether people, places and incidents are invented.' })
  synthetic!: boolean;

  @Field(() => [Float], {
    nullable: true,
    description:
      'West, south, east, north in degrees (WGS 84); null while it has neither a boundary nor wards.',
  })
  bbox?: number[] | null;
}
