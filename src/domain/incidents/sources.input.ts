import { ArrayMaxSize, IsOptional } from 'class-validator';
import { ArgsType, Field, ID } from 'type-graphql';

/** Argument for the sources that count in a question about themes. */
@ArgsType()
export abstract class ThemeSourceArgs {
  @ArrayMaxSize(100)
  @IsOptional()
  @Field(() => [ID], {
    nullable: true,
    description:
      'Codes of sources to count. Default: police incidents, police recorded crimes, data.police.uk ' +
      'street-level crime and road collisions; a month that the police have delivered and data.police.uk ' +
      'publishes too counts from the police alone.',
  })
  sources?: string[] | null;
}
