import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { FreeText } from '../../access';
import { IsoDate, LondonDateTime } from '../../platform/calendar';
import { Agency } from '../agencies';
import { AreaKind } from '../areas';
import { AreaBy } from '../incidents';
import { Coded } from '../vocabulary';

export enum RecommendationStatus {
  PROPOSED = 'PROPOSED',
  ADOPTED = 'ADOPTED',
  COMPLETED = 'COMPLETED',
  REJECTED = 'REJECTED',
}
registerEnumType(RecommendationStatus, {
  name: 'RecommendationStatus',
  description: 'What became of a recommendation.',
  valuesConfig: {
    PROPOSED: { description: 'Made, and not decided on.' },
    ADOPTED: { description: 'The partnership follows it.' },
    COMPLETED: { description: 'All that it asks for is done.' },
    REJECTED: { description: 'The partnership does not follow it.' },
  },
});

export enum ActionStatus {
  PLANNED = 'PLANNED',
  IN_PROGRESS = 'IN_PROGRESS',
  COMPLETED = 'COMPLETED',
  CANCELLED = 'CANCELLED',
}
registerEnumType(ActionStatus, {
  name: 'ActionStatus',
  description: 'How far an action is.',
  valuesConfig: {
    PLANNED: { description: 'Not begun.' },
    IN_PROGRESS: { description: 'Begun, and not done.' },
    COMPLETED: { description: 'Done.' },
    CANCELLED: { description: 'Given up.' },
  },
});

@ObjectType({ description: 'An area that an action is evaluated by.' })
export class ActionZone {
  @Field(() => AreaKind, { description: 'What kind of area it is.' })
  kind!: AreaKind.WARD | AreaKind.SNT_AREA | AreaKind.POSTCODE_DISTRICT | AreaKind.LSOA;

  @Field(() => ID, { description: 'Its code; each month counts in the boundaries of its time.' })
  code!: string;

  @Field(() => String, { nullable: true, description: 'Name of its newest boundary.' })
  name!: string | null;
}

@ObjectType({ description: 'How an action stood from one change to the next.' })
export class ActionChange {
  @Field(() => Int, { description: 'Counts the changes, from 1.' })
  version!: number;

  @Field(() => LondonDateTime, { description: 'When it was written down.' })
  at!: Date;

  @Field(() => String, {
    nullable: true,
    description: 'The name of the key that wrote it down; null for keys of other partnerships.',
  })
  by!: string | null;

  @Field(() => ActionStatus, { description: 'How far it was.' })
  status!: ActionStatus;

  @Field(() => Int, { description: 'Progress in per cent.' })
  progress!: number;

  @Field(() => IsoDate, { description: 'The day by which it was to be done.' })
  due!: string;

  @Field(() => String, { nullable: true, description: 'What was said of it.' })
  note!: string | null;
}

@ObjectType({ description: 'What an agency does about a recommendation.' })
export class Action {
  @Field(() => ID, { description: 'Names it in this installation.' })
  id!: number;

  @Field({ description: 'What is done.' })
  text!: string;

  @Field(() => Agency, { description: 'Who does it.' })
  owner!: Agency;

  @Field(() => IsoDate, { nullable: true, description: 'The day from which on it is done.' })
  from!: string | null;

  @Field(() => IsoDate, { description: 'The day by which it is to be done.' })
  due!: string;

  @Field({ description: 'Whether that day has passed, and it is neither completed nor cancelled.' })
  overdue!: boolean;

  @Field(() => ActionStatus, { description: 'How far it is.' })
  status!: ActionStatus;

  @Field(() => Int, { description: 'Progress in per cent.' })
  progress!: number;

  @Field(() => Int, {
    description: 'Counts its changes, from 1; a change names the version that it follows.',
  })
  version!: number;

  @Field(() => ActionZone, { nullable: true, description: 'Where it is done.' })
  target!: ActionZone | null;

  @Field(() => ActionZone, { nullable: true, description: 'A like area where nothing is done.' })
  control!: ActionZone | null;

  @Field(() => ActionZone, { nullable: true, description: 'Where incidents may move to.' })
  displacement!: ActionZone | null;

  @Field(() => ActionZone, {
    nullable: true,
    description: 'A like area to compare the displacement zone with.',
  })
  displacementControl!: ActionZone | null;

  @Field(() => [ActionChange], { description: 'All its changes, the newest first.' })
  history!: ActionChange[];
}

@ObjectType({ description: 'What a partnership is advised to do. Everyone can read it.' })
export class Recommendation {
  @Field(() => ID, { description: 'Names it in this installation.' })
  id!: number;

  @Field(() => Coded, {
    nullable: true,
    description: 'The theme that it is about; null where it is strategic, for the partnership as a whole.',
  })
  theme!: Coded | null;

  @Field({ description: 'What to do.' })
  text!: string;

  @Field(() => Agency, { description: 'Who is to see to it.' })
  owner!: Agency;

  @Field(() => RecommendationStatus, { description: 'What became of it.' })
  status!: RecommendationStatus;

  @Field(() => Int, {
    description: 'Counts its changes, from 1; a change names the version that it follows.',
  })
  version!: number;

  @Field(() => [Action], { description: 'What is done about it, in the order in which it was added.' })
  actions!: Action[];
}

@InputType({ description: 'A recommendation. Everyone can read it: name no persons in it.' })
export class RecommendationInput {
  @Field(() => ID, { description: 'Code of the partnership.' })
  partnership!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'Code of the theme that it is about; none where it is strategic.',
  })
  theme?: string | null;

  @FreeText(500)
  @Field({ description: 'What to do, one line of 500 characters at most.' })
  text!: string;

  @Field(() => ID, { description: 'Code of the agency that is to see to it.' })
  owner!: string;
}

@InputType({ description: 'A change of a recommendation; what is left out stays as it is.' })
export class RecommendationChange {
  @Field(() => ID, { description: 'The recommendation.' })
  id!: string;

  @IsInt()
  @Min(1)
  @Field(() => Int, { description: 'Its version as it was read. CONFLICT where it has changed since.' })
  version!: number;

  @FreeText(500)
  @IsOptional()
  @Field(() => String, { nullable: true, description: 'What to do, in other words.' })
  text?: string | null;

  @Field(() => ID, { nullable: true, description: 'Code of the agency that is to see to it.' })
  owner?: string | null;

  @Field(() => RecommendationStatus, { nullable: true, description: 'What became of it.' })
  status?: RecommendationStatus | null;
}

@InputType({
  description:
    'An action. Its zones are areas of the time when it begins and share no ground; with a target and a control it can ' +
    'be evaluated, and a displacement zone is weighed where it has a control of its own. Everyone can read it: name no ' +
    'persons in it.',
})
export class ActionInput {
  @Field(() => ID, { description: 'The recommendation that it is about.' })
  recommendation!: string;

  @FreeText(500)
  @Field({ description: 'What is done, one line of 500 characters at most.' })
  text!: string;

  @Field(() => ID, { description: 'Code of the agency that does it.' })
  owner!: string;

  @Field(() => IsoDate, { description: 'The day by which it is to be done: today or later.' })
  due!: string;

  @Field(() => AreaBy, { nullable: true, description: 'Where it is done.' })
  target?: AreaBy | null;

  @Field(() => AreaBy, { nullable: true, description: 'A like area where nothing is done.' })
  control?: AreaBy | null;

  @Field(() => AreaBy, { nullable: true, description: 'Where incidents may move to.' })
  displacement?: AreaBy | null;

  @Field(() => AreaBy, { nullable: true, description: 'A like area to compare the displacement zone with.' })
  displacementControl?: AreaBy | null;

  @Field(() => IsoDate, {
    nullable: true,
    description: 'The day from which on it is done; needed for its evaluation.',
  })
  from?: string | null;
}

/** How an action goes, as callers say it. */
@ArgsType()
export class ActionProgress {
  @Field(() => ID, { description: 'The action.' })
  id!: string;

  @IsInt()
  @Min(1)
  @Field(() => Int, { description: 'Its version as it was read. CONFLICT where it has changed since.' })
  version!: number;

  @Field(() => ActionStatus, { description: 'How far it is.' })
  status!: ActionStatus;

  @IsInt()
  @Min(0)
  @Max(100)
  @IsOptional()
  @Field(() => Int, {
    nullable: true,
    description: 'Progress in per cent, 0 to 100; by default as it was, and 100 where it is completed.',
  })
  progress?: number | null;

  @Field(() => IsoDate, {
    nullable: true,
    description: 'Another day by which it is to be done: today or later.',
  })
  due?: string | null;

  @FreeText(500)
  @IsOptional()
  @Field(() => String, {
    nullable: true,
    description: 'What is to be said of it, one line of 500 characters at most. Everyone can read it.',
  })
  note?: string | null;
}
