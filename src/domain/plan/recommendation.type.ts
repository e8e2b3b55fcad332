import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { FreeText, Node, NodeId, nodeOf } from '../../access';
import { IsoDate, LondonDateTime } from '../../platform/calendar';
import { Agency } from '../agencies';
import { AreaKind } from '../areas';
import { AreaBy } from '../incidents';
import { Coded } from '../vocabulary';
import { Referenced } from './reference.input';

export enum RecommendationStatus {
  PROPOSED = 'PROPOSED',
  ADOPTED = 'ADOPTED',
  COMPLETED = 'COMPLETED',
  REJECTED = 'REJECTED',
}
registerEnumType(RecommendationStatus, {
  name: 'RecommendationStatus',
  description: 'Status of a recommendation.',
  valuesConfig: {
    PROPOSED: { description: 'Proposed; the partnership has not decided.' },
    ADOPTED: { description: 'Adopted by the partnership.' },
    COMPLETED: { description: 'Adopted, and everything it asks for is done.' },
    REJECTED: { description: 'Rejected by the partnership.' },
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
  description: 'Status of an action.',
  valuesConfig: {
    PLANNED: { description: 'Planned; not begun.' },
    IN_PROGRESS: { description: 'Begun, not yet completed.' },
    COMPLETED: { description: 'Completed.' },
    CANCELLED: { description: 'Cancelled before completion.' },
  },
});

/** Kinds of zone: those of area that an input can name, and tracked hotspots. */
export const ZoneKind = {
  WARD: AreaKind.WARD,
  SNT_AREA: AreaKind.SNT_AREA,
  POSTCODE_DISTRICT: AreaKind.POSTCODE_DISTRICT,
  LSOA: AreaKind.LSOA,
  HOTSPOT: 'HOTSPOT',
} as const;
registerEnumType(ZoneKind, {
  name: 'ZoneKind',
  description: 'Kind of area that an action is evaluated in.',
  valuesConfig: {
    WARD: { description: 'Electoral ward.' },
    SNT_AREA: { description: 'Area of a safer neighbourhood team.' },
    POSTCODE_DISTRICT: { description: 'Postcode district, such as LU6.' },
    LSOA: { description: 'Lower-layer Super Output Area.' },
    HOTSPOT: { description: 'Tracked hotspot.' },
  },
});

@ObjectType({ description: 'Area or tracked hotspot that an action is evaluated in.' })
export class ActionZone {
  @Field(() => ZoneKind, { description: 'Kind of zone.' })
  kind!: (typeof ZoneKind)[keyof typeof ZoneKind];

  @Field(() => ID, {
    description:
      'Code of the area, of which each month counts in the boundaries of its time; or id of the tracked hotspot, which ' +
      'counts at the places that it had in the newest month that had ended before the action began.',
  })
  code!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Name of the area in the latest boundary version, or of the hotspot; null for hotspots that closed sources are part ' +
      'of, unless the key has the role ANALYST.',
  })
  name!: string | null;
}

@ObjectType({ description: 'Revision of an action.' })
export class ActionChange {
  @Field(() => Int, { description: 'Number of the revision, from 1.' })
  version!: number;

  @Field(() => LondonDateTime, { description: 'Time at which the revision was recorded.' })
  at!: Date;

  @Field(() => String, {
    nullable: true,
    description: 'Name of the key that recorded the revision; null for keys of other partnerships.',
  })
  by!: string | null;

  @Field(() => ActionStatus, { description: 'Status of the action at this revision.' })
  status!: ActionStatus;

  @Field(() => Int, { description: 'Progress at this revision in per cent, 0 to 100.' })
  progress!: number;

  @Field(() => IsoDate, { description: 'Day on which the action was due at this revision.' })
  due!: string;

  @Field(() => String, { nullable: true, description: 'Note that was recorded with the revision.' })
  note!: string | null;
}

@ObjectType({ implements: Node, description: 'Work of an agency on a recommendation.' })
export class Action {
  partnershipId!: number;

  @NodeId('Id of the action, opaque: `action` and `node` find it again.', nodeOf('Action'))
  id!: number;

  @Field({ description: 'Work to be done.' })
  text!: string;

  @Field(() => Agency, { description: 'Agency that does the work.' })
  owner!: Agency;

  @Field(() => IsoDate, {
    nullable: true,
    description: 'First day of the action; null where none is recorded.',
  })
  from!: string | null;

  @Field(() => IsoDate, { description: 'Day on which the action is due.' })
  due!: string;

  @Field({
    description: 'Whether the day `due` has passed and the action is neither completed nor cancelled.',
  })
  overdue!: boolean;

  @Field(() => ActionStatus, { description: 'Status of the action.' })
  status!: ActionStatus;

  @Field(() => Int, { description: 'Progress in per cent, 0 to 100.' })
  progress!: number;

  @Field(() => Int, {
    description: 'Number of the revision, from 1; send it with a change.',
  })
  version!: number;

  @Field(() => ActionZone, { nullable: true, description: 'Target zone: the area of the action.' })
  target!: ActionZone | null;

  @Field(() => ActionZone, {
    nullable: true,
    description: 'Control zone: a similar area without the action.',
  })
  control!: ActionZone | null;

  @Field(() => ActionZone, {
    nullable: true,
    description: 'Displacement zone: the area that incidents may move to.',
  })
  displacement!: ActionZone | null;

  @Field(() => ActionZone, {
    nullable: true,
    description: 'Control zone of the displacement zone: a similar area that incidents do not move to.',
  })
  displacementControl!: ActionZone | null;

  @Field(() => [ActionChange], { description: 'All revisions of the action, the newest first.' })
  history!: ActionChange[];
}

@ObjectType({ implements: Node, description: 'Recommendation to a partnership. It is public.' })
export class Recommendation {
  partnershipId!: number;

  @NodeId(
    'Id of the recommendation, opaque: `recommendation` and `node` find it again.',
    nodeOf('Recommendation'),
  )
  id!: number;

  @Field(() => Coded, {
    nullable: true,
    description: 'Theme of the recommendation; null where it is strategic, for the partnership as a whole.',
  })
  theme!: Coded | null;

  @Field({ description: 'Text of the recommendation.' })
  text!: string;

  @Field(() => Agency, { description: 'Agency that is responsible.' })
  owner!: Agency;

  @Field(() => RecommendationStatus, { description: 'Status of the recommendation.' })
  status!: RecommendationStatus;

  @Field(() => Int, {
    description: 'Number of the revision, from 1; send it with a change.',
  })
  version!: number;

  @Field(() => [Action], {
    description: 'Actions on the recommendation, in the order in which they were added.',
  })
  actions!: Action[];
}

@InputType('AddRecommendationInput', {
  description: 'Recommendation to add. It is public: name no persons in it.',
})
export class RecommendationInput extends Referenced {
  @Field(() => ID, { description: 'Code of the partnership.' })
  partnership!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'Code of the theme. Default: none, for a strategic recommendation.',
  })
  theme?: string | null;

  @FreeText(500)
  @Field({ description: 'Text of the recommendation, one line of 500 characters at most.' })
  text!: string;

  @Field(() => ID, { description: 'Code of the agency that is responsible.' })
  owner!: string;
}

@InputType('UpdateRecommendationInput', {
  description: 'Change of a recommendation; fields that are left out stay as they are.',
})
export class RecommendationChange {
  @Field(() => ID, { description: 'Id of the recommendation.' })
  id!: string;

  @IsInt()
  @Min(1)
  @Field(() => Int, {
    description: 'Version of the recommendation as it was read; CONFLICT where it has changed since.',
  })
  version!: number;

  @FreeText(500)
  @IsOptional()
  @Field(() => String, { nullable: true, description: 'New text, one line of 500 characters at most.' })
  text?: string | null;

  @Field(() => ID, { nullable: true, description: 'Code of the agency that is responsible.' })
  owner?: string | null;

  @Field(() => RecommendationStatus, { nullable: true, description: 'New status.' })
  status?: RecommendationStatus | null;
}

@InputType('AddActionInput', {
  description:
    'Action to add. Its zones are areas that are valid when it begins, or hotspots that had been found before, and do not ' +
    'overlap; with a target ' +
    'and a control zone it can be evaluated, and a displacement zone counts where it has a control zone ' +
    'of its own. It is public: name no persons in it.',
})
export class ActionInput extends Referenced {
  @Field(() => ID, { description: 'Id of the recommendation that the action belongs to.' })
  recommendation!: string;

  @FreeText(500)
  @Field({ description: 'Work to be done, one line of 500 characters at most.' })
  text!: string;

  @Field(() => ID, { description: 'Code of the agency that does the work.' })
  owner!: string;

  @Field(() => IsoDate, { description: 'Day on which the action is due: today or later.' })
  due!: string;

  @Field(() => AreaBy, { nullable: true, description: 'Target zone: the area of the action.' })
  target?: AreaBy | null;

  @Field(() => AreaBy, { nullable: true, description: 'Control zone: a similar area without the action.' })
  control?: AreaBy | null;

  @Field(() => AreaBy, {
    nullable: true,
    description: 'Displacement zone: the area that incidents may move to.',
  })
  displacement?: AreaBy | null;

  @Field(() => AreaBy, {
    nullable: true,
    description: 'Control zone of the displacement zone: a similar area that incidents do not move to.',
  })
  displacementControl?: AreaBy | null;

  @Field(() => IsoDate, {
    nullable: true,
    description: 'First day of the action; needed for its evaluation.',
  })
  from?: string | null;
}

/** Arguments that report the status and progress of an action. */
@ArgsType()
export class ActionProgress {
  @Field(() => ID, { description: 'Id of the action.' })
  id!: string;

  @IsInt()
  @Min(1)
  @Field(() => Int, {
    description: 'Version of the action as it was read; CONFLICT where it has changed since.',
  })
  version!: number;

  @Field(() => ActionStatus, { description: 'New status.' })
  status!: ActionStatus;

  @IsInt()
  @Min(0)
  @Max(100)
  @IsOptional()
  @Field(() => Int, {
    nullable: true,
    description: 'Progress in per cent, 0 to 100. Default: unchanged, and 100 where the action is completed.',
  })
  progress?: number | null;

  @Field(() => IsoDate, {
    nullable: true,
    description: 'New day on which the action is due: today or later. Default: unchanged.',
  })
  due?: string | null;

  @FreeText(500)
  @IsOptional()
  @Field(() => String, {
    nullable: true,
    description:
      'Note on the change, one line of 500 characters at most. It is public: name no persons in it.',
  })
  note?: string | null;
}
