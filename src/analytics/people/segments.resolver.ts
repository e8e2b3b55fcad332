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
    description: 'What people are told apart by: any of age band, sex and ethnicity.',
  })
  by!: ProfileDimension[];
}

@Resolver(() => PersonProfile)
export class SegmentResolver {
  @FieldResolver(() => [ProfileSegment], {
    description: 'The people by any of age band, sex and ethnicity. What is not known is a segment too.',
  })
  segments(@Root() { profiled, population }: PersonProfile, @Args() { by }: SegmentArgs): ProfileSegment[] {
    return segmentsOf(profiled, by, population);
  }
}
