import { ArrayMaxSize, IsOptional } from 'class-validator';
import { ArgsType, Field, ID } from 'type-graphql';

/** Which sources count, where a question is about themes. */
@ArgsType()
export abstract class ThemeSourceArgs {
  @ArrayMaxSize(100)
  @IsOptional()
  @Field(() => [ID], {
    nullable: true,
    description:
      'Codes of sources to count. Default: all that add to themes, which are crimes, police incidents and ' +
      'collisions.',
  })
  sources?: string[] | null;
}
