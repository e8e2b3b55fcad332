import { IsInt, Length, Matches, Max, Min, ValidateNested } from 'class-validator';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { ONE_LINE } from '../../access';
import { PeriodInput } from '../../platform/calendar';
import { Judgement } from './judgement.type';

@ObjectType({
  description:
    'What people say of a trend, beside what the counts say and never instead of it: only people know that more is ' +
    'reported, or more looked for.',
})
export class AssertedTrend extends Judgement {
  @Field({ description: 'In their words: "Increased reporting", "Stable".' })
  value!: string;
}

@InputType({
  description: 'A judgement of the trend of a theme. Everyone can read it: name no persons in it.',
})
export class AssertTrendInput {
  @Field(() => ID, { description: 'Code of the partnership.' })
  partnership!: string;

  @Field(() => ID, { description: 'Code of the theme.' })
  theme!: string;

  @ValidateNested()
  @Field(() => PeriodInput, { description: 'The period that it is about.' })
  period!: PeriodInput;

  @Length(1, 60, { message: 'must have 1 to 60 characters' })
  @Matches(ONE_LINE, { message: 'must be one line of text' })
  @Field({ description: 'The trend in words, one line of 60 characters at most.' })
  value!: string;

  @Length(1, 500, { message: 'must have 1 to 500 characters' })
  @Matches(ONE_LINE, { message: 'must be one line of text' })
  @Field({ description: 'Why, one line of 500 characters at most.' })
  reason!: string;

  @IsInt()
  @Min(0)
  @Max(1_000_000)
  @Field(() => Int, {
    defaultValue: 0,
    description: 'The version that this replaces; 0 where nothing has been said yet.',
  })
  version!: number;
}
