import { IsInt, Length, Matches, Max, Min, ValidateNested } from 'class-validator';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { ONE_LINE } from '../../access';
import { PeriodInput } from '../../platform/calendar';
import { Judgement } from './judgement.type';

@ObjectType({
  description:
    'Judgement of people about a trend. It stands beside the computed one and never replaces it: counts ' +
    'cannot show that more is reported, or more looked for.',
})
export class AssertedTrend extends Judgement {
  @Field({ description: 'Judgement in the analyst\'s words, such as "Increased reporting" or "Stable".' })
  value!: string;
}

@InputType({
  description: 'Judgement to record about the trend of a theme. It is public: name no persons in it.',
})
export class AssertTrendInput {
  @Field(() => ID, { description: 'Code of the partnership.' })
  partnership!: string;

  @Field(() => ID, { description: 'Code of the theme.' })
  theme!: string;

  @ValidateNested()
  @Field(() => PeriodInput, { description: 'Period that the judgement is about.' })
  period!: PeriodInput;

  @Length(1, 60, { message: 'must have 1 to 60 characters' })
  @Matches(ONE_LINE, { message: 'must be one line of text' })
  @Field({ description: 'Trend in words, such as "Increased reporting"; one line of 60 characters at most.' })
  value!: string;

  @Length(1, 500, { message: 'must have 1 to 500 characters' })
  @Matches(ONE_LINE, { message: 'must be one line of text' })
  @Field({ description: 'Reason for the judgement, one line of 500 characters at most.' })
  reason!: string;

  @IsInt()
  @Min(0)
  @Max(1_000_000)
  @Field(() => Int, {
    defaultValue: 0,
    description: 'Version of the judgement that this one replaces, as it was read; 0 for the first.',
  })
  version!: number;
}
