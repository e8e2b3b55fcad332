import { Field, Float, ObjectType } from 'type-graphql';
import { Coded } from '../../domain/vocabulary';
import { Answer } from '../analytic';

@ObjectType({
  description: 'What the public thinks of a theme: results of surveys, and priorities of SNT areas.',
})
export class PublicPerception {
  /** Whether nobody was asked at all. */
  unknown!: boolean;

  @Field({
    description: 'The two in words. Unknown where nobody has asked the SNT areas: that is not "no concern".',
  })
  statement!: string;

  @Field(() => [Coded], {
    description:
      'SNT areas that have the theme, or a part of it, as a priority in some of the period, by code. Empty also where ' +
      'none has told its priorities.',
  })
  sntAreas!: Coded[];

  @Field(() => Float, {
    nullable: true,
    description:
      'Share of those asked who see it as a problem, 0 to 1, in the newest survey of the three years to the end of the ' +
      'period, of its answers the most frequent; null where there is none.',
  })
  surveyShare!: number | null;
}

@ObjectType({ description: 'What the public thinks of one theme.' })
export class ThemePerception extends PublicPerception {
  @Field(() => Coded, { description: 'The theme.' })
  theme!: Coded;
}

@ObjectType({ description: 'What the public thinks of every theme.' })
export class PublicPerceptions extends Answer {
  @Field(() => [ThemePerception], { description: 'All themes, in the order of the vocabulary.' })
  rows!: ThemePerception[];
}
