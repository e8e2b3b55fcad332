import { Field, Float, ObjectType } from 'type-graphql';
import { Coded } from '../../domain/vocabulary';
import { Answer } from '../analytic';

@ObjectType({
  description: 'Public perception of a theme: results of surveys, and priorities of SNT areas.',
})
export class PublicPerception {
  /** Whether nobody was asked at all. */
  unknown!: boolean;

  @Field({
    description:
      'Results of surveys and priorities of SNT areas in words. "Unknown" where the SNT areas have not ' +
      'been asked, which is not "no concern".',
  })
  statement!: string;

  @Field(() => [Coded], {
    description:
      'SNT areas that have the theme, or a part of it, as a priority on some day of the period, by code. ' +
      'Empty also where no area has delivered priorities.',
  })
  sntAreas!: Coded[];

  @Field(() => Float, {
    nullable: true,
    description:
      'Share of respondents who see the theme as a problem, 0 to 1: its most frequent answer in the ' +
      'newest survey of the three years to the end of the period; null where there is none.',
  })
  surveyShare!: number | null;
}

@ObjectType({ description: 'Public perception of one theme.' })
export class ThemePerception extends PublicPerception {
  @Field(() => Coded, { description: 'Theme that the public was asked about.' })
  theme!: Coded;
}

@ObjectType({ description: 'Public perception of every theme.' })
export class PublicPerceptions extends Answer {
  @Field(() => [ThemePerception], { description: 'All themes, in the order of the vocabulary.' })
  rows!: ThemePerception[];
}
