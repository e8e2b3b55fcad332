import { Field, ObjectType } from 'type-graphql';
import { Position } from '../../platform/geo';

@ObjectType({ description: 'A site of a hospital in the partnership or at its edge.' })
export class Hospital {
  districtId!: number | null;

  @Field({ description: 'Name as delivered; with the town where several have it.' })
  name!: string;

  @Field(() => Position, { description: 'Where it is.' })
  position!: Position;
}
