import { Max, Min, ValidateNested } from 'class-validator';
import { Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Coded } from '../../domain/vocabulary';
import { LondonDateTime, PeriodInput, PeriodType } from '../../platform/calendar';
import { Answer } from '../analytic';

export enum TargetAim {
  AT_MOST = 'AT_MOST',
  AT_LEAST = 'AT_LEAST',
}
registerEnumType(TargetAim, {
  name: 'TargetAim',
  description: 'On which side of a target a partnership wants to be.',
  valuesConfig: {
    AT_MOST: { description: 'No more incidents than the target: what most targets are.' },
    AT_LEAST: { description: 'No fewer: where more reports are wanted, as of hate crime.' },
  },
});

export enum TargetStatus {
  ON_TARGET = 'ON_TARGET',
  NEAR = 'NEAR',
  OFF_TARGET = 'OFF_TARGET',
  NO_TARGET = 'NO_TARGET',
  UNKNOWN = 'UNKNOWN',
}
registerEnumType(TargetStatus, {
  name: 'TargetStatus',
  description: 'How an actual count stands to its target.',
  valuesConfig: {
    ON_TARGET: { description: 'At the target, or on the side of it that is aimed at.' },
    NEAR: { description: 'On the other side of it, by 5 % of the target at most.' },
    OFF_TARGET: { description: 'On the other side of it, by more than 5 %.' },
    NO_TARGET: { description: 'No target was set for a period that holds the quarter.' },
    UNKNOWN: { description: 'There is a target, but no source that was delivered records the theme.' },
  },
});

@InputType({ description: 'A target for a theme in a period.' })
export class TargetInput {
  @Field(() => ID, { description: 'Code of the partnership.' })
  partnership!: string;

  @Field(() => ID, { description: 'Code of the theme.' })
  theme!: string;

  @ValidateNested()
  @Field(() => PeriodInput, {
    description:
      'The time that it is for: a quarter, a year, or any other. A longer one counts by its share of days.',
  })
  period!: PeriodInput;

  @Min(0)
  @Max(10_000_000)
  @Field(() => Int, { description: 'Incidents in the whole period.' })
  count!: number;

  @Field(() => TargetAim, { defaultValue: TargetAim.AT_MOST, description: 'Which side of it is aimed at.' })
  aim!: TargetAim;

  @Field(() => Int, {
    defaultValue: 0,
    description:
      'Version of the target that this changes, as it was read; 0 for a new one. Where it was changed since, the answer ' +
      'is CONFLICT and nothing is written.',
  })
  version!: number;
}

@ObjectType({ description: 'How many incidents of a theme a partnership aims at in a period.' })
export class Target {
  @Field(() => Coded, { description: 'The theme.' })
  theme!: Coded;

  @Field(() => PeriodType, { description: 'The time that it is for.' })
  period!: PeriodType;

  @Field(() => Int, { description: 'Incidents in the whole period.' })
  count!: number;

  @Field(() => TargetAim, { description: 'Which side of it is aimed at.' })
  aim!: TargetAim;

  @Field(() => Int, { description: 'Counts its changes; name it when you change the target.' })
  version!: number;

  @Field({ description: 'The key that set it last.' })
  setBy!: string;

  @Field(() => LondonDateTime, { description: 'When.' })
  setAt!: Date;
}

@ObjectType({ description: 'One theme of a quarterly review.' })
export class ReviewRow {
  @Field(() => Coded, { description: 'The theme.' })
  theme!: Coded;

  @Field(() => Float, {
    nullable: true,
    description: "Incidents aimed at in the window: the target's share by days; null where there is none.",
  })
  target!: number | null;

  @Field(() => TargetAim, { nullable: true, description: 'Which side of the target is aimed at.' })
  aim!: TargetAim | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Incidents in the window; null where no source records the theme.',
  })
  actual!: number | null;

  @Field(() => TargetStatus, { description: 'How they stand to the target.' })
  status!: TargetStatus;

  @Field(() => Int, {
    nullable: true,
    description: 'Incidents in the same days a year before; null where those were not delivered.',
  })
  previous!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Change of the daily rate against a year before in per cent; null where there was none.',
  })
  percent!: number | null;

  @Field({ description: 'Whether the counts are protected ones, off by a few.' })
  perturbed!: boolean;
}

@ObjectType({ description: 'Where a partnership stands in a quarter, theme by theme. Themes overlap.' })
export class QuarterlyReview extends Answer {
  @Field(() => [ReviewRow], {
    description: 'The themes that its sources record or that have a target, by name.',
  })
  rows!: ReviewRow[];

  @Field(() => PeriodType, { description: 'The days of the quarter that were counted.' })
  window!: PeriodType;
}
