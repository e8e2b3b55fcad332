import { Field, Float, ObjectType } from 'type-graphql';
import { Coded } from '../../domain/vocabulary';
import { Answer } from '../analytic';

@ObjectType({
  description: 'Public perception of a theme: results of surveys, and priorities of SNT areas.',
})
export class PublicPerception {
  /** Whether nobody was asked at all. */
  unknown!: boolean;
  /** Whether SNT areas were asked. */
  asked!: boolean;
  /** Wider or narrower themes through which it is a priority, in words; empty where there are none. */
  through!: string;
  /** Whether any SNT area has told its priorities, of any theme. */
  told!: boolean;

  @Field({
    description:
      'Results of surveys and priorities of SNT areas in words. "Not a community concern" only where the ' +
      'theme was offered to SNT areas to choose from and none did; else "Unknown".',
  })
  statement!: string;

  @Field(() => [Coded], {
    description:
      'SNT areas that have the theme, a part of it, or a theme that it is part of as a priority on some day ' +
      'of the period, by code. Empty also where no area was asked about it.',
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
