import { Field, ObjectType } from 'type-graphql';
import { Position } from '../../platform/geo';

@ObjectType({ description: 'Site of a hospital in the partnership or close to it.' })
export class Hospital {
  districtId!: number | null;

  @Field({ description: 'Name as delivered, followed by the town where several sites share it.' })
  name!: string;

  @Field(() => Position, { description: 'Position of the site.' })
  position!: Position;
}
