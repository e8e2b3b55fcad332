import { ArrayMaxSize, ArrayMinSize } from 'class-validator';
import { Args, ArgsType, Field, FieldResolver, Resolver, Root } from 'type-graphql';
import { ALL_DIMENSIONS, PersonProfile, ProfileDimension, ProfileSegment } from './profile.type';
import { segmentsOf } from './segments';

@ArgsType()
class SegmentArgs {
  @ArrayMinSize(1)
  @ArrayMaxSize(3)
  @Field(() => [ProfileDimension], {
    defaultValue: ALL_DIMENSIONS,
    description: 'Dimensions that people are grouped by: any of age band, sex and ethnicity.',
  })
  by!: ProfileDimension[];
}

@Resolver(() => PersonProfile)
export class SegmentResolver {
  @FieldResolver(() => [ProfileSegment], {
    description:
      'People by any of age band, sex and ethnicity; people for whom a dimension is not known form ' +
      'segments of their own.',
  })
  segments(@Root() { profiled, population }: PersonProfile, @Args() { by }: SegmentArgs): ProfileSegment[] {
    return segmentsOf(profiled, by, population);
  }
}
