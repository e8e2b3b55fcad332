import { Max, Min, ValidateNested } from 'class-validator';
import { Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Coded } from '../../domain/vocabulary';
import { LondonDateTime, PeriodInput, PeriodType } from '../../platform/calendar';
import { Answer } from '../analytic';
import { ChangeBasis } from './windows';

export enum TargetAim {
  AT_MOST = 'AT_MOST',
  AT_LEAST = 'AT_LEAST',
}
registerEnumType(TargetAim, {
  name: 'TargetAim',
  description: 'Side of a target on which a partnership wants to be.',
  valuesConfig: {
    AT_MOST: { description: 'No more incidents than the target, as for most themes.' },
    AT_LEAST: {
      description: 'No fewer incidents than the target, where more reports are wanted, as of hate crime.',
    },
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
  description: 'Status of an actual count against its target.',
  valuesConfig: {
    ON_TARGET: { description: 'At the target, or on the side that is aimed at.' },
    NEAR: { description: 'Off target by at most 5% of the target.' },
    OFF_TARGET: { description: 'Off target by more than 5% of the target.' },
    NO_TARGET: { description: 'No target is set for a period that contains the quarter.' },
    UNKNOWN: { description: 'A target is set, but no delivered source records the theme.' },
  },
});

@InputType({ description: 'Target for a theme in a period.' })
export class TargetInput {
  @Field(() => ID, { description: 'Code of the partnership.' })
  partnership!: string;

  @Field(() => ID, { description: 'Code of the theme.' })
  theme!: string;

  @ValidateNested()
  @Field(() => PeriodInput, {
    description:
      'Period of the target: a quarter, a year, or any other. In a review of a quarter, a longer one ' +
      'counts by its share of days.',
  })
  period!: PeriodInput;

  @Min(0)
  @Max(10_000_000)
  @Field(() => Int, { description: 'Number of incidents aimed at in the whole period.' })
  count!: number;

  @Field(() => TargetAim, {
    defaultValue: TargetAim.AT_MOST,
    description: 'Side of the target that is aimed at.',
  })
  aim!: TargetAim;

  @Field(() => Int, {
    defaultValue: 0,
    description:
      'Version of the target that this changes, as it was read; 0 for a new one. CONFLICT, and no change, ' +
      'where it was changed since.',
  })
  version!: number;
}

@ObjectType({ description: 'Number of incidents of a theme that a partnership aims at in a period.' })
export class Target {
  @Field(() => Coded, { description: 'Theme that the target is for.' })
  theme!: Coded;

  @Field(() => PeriodType, { description: 'Period of the target.' })
  period!: PeriodType;

  @Field(() => Int, { description: 'Number of incidents aimed at in the whole period.' })
  count!: number;

  @Field(() => TargetAim, { description: 'Side of the target that is aimed at.' })
  aim!: TargetAim;

  @Field(() => Int, { description: 'Number of the revision; send it to change the target.' })
  version!: number;

  @Field({ description: 'Name of the key that set the target last.' })
  setBy!: string;

  @Field(() => LondonDateTime, { description: 'Time at which the target was set last.' })
  setAt!: Date;
}

@ObjectType({ description: 'Theme of a quarterly review.' })
export class ReviewRow {
  @Field(() => Coded, { description: 'Theme that is reviewed.' })
  theme!: Coded;

  @Field(() => Float, {
    nullable: true,
    description:
      "Number of incidents aimed at in the window: the target's share by days; null where there is none.",
  })
  target!: number | null;

  @Field(() => TargetAim, { nullable: true, description: 'Side of the target that is aimed at.' })
  aim!: TargetAim | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Incidents in the window; null where no source records the theme.',
  })
  actual!: number | null;

  @Field(() => TargetStatus, { description: 'Status of `actual` against `target`.' })
  status!: TargetStatus;

  @Field(() => Int, {
    nullable: true,
    description: 'Incidents in the same days a year before; null where they were not delivered.',
  })
  previous!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Change against a year before in per cent, of counts or of daily rates by `percentOf`, of the months that ' +
      'both years have; null where `previous` is 0 or unknown.',
  })
  percent!: number | null;

  @Field(() => ChangeBasis, {
    nullable: true,
    description: 'Whether counts or daily rates are compared; null where there is nothing to compare with.',
  })
  percentOf!: ChangeBasis | null;

  @Field({ description: 'Whether the counts are protected ones, so that they are off by a few.' })
  perturbed!: boolean;
}

@ObjectType({
  description: 'Counts and targets of a partnership in a quarter, theme by theme. Themes overlap.',
})
export class QuarterlyReview extends Answer {
  @Field(() => [ReviewRow], {
    description: 'Themes that the delivered sources record or that have a target, by name.',
  })
  rows!: ReviewRow[];

  @Field(() => PeriodType, { description: 'Days of the quarter that were counted.' })
  window!: PeriodType;
}
