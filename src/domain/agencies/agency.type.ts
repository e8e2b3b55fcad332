import { Length, Matches } from 'class-validator';
import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { Coded } from '../vocabulary';

export enum AgencyKind {
  PARTNERSHIP = 'PARTNERSHIP',
  POLICE = 'POLICE',
  FIRE_AND_RESCUE = 'FIRE_AND_RESCUE',
  LOCAL_AUTHORITY = 'LOCAL_AUTHORITY',
  HEALTH = 'HEALTH',
  PROBATION = 'PROBATION',
  OTHER = 'OTHER',
}
registerEnumType(AgencyKind, {
  name: 'AgencyKind',
  description: 'What an agency is. The law names what police, fire, local authority and health share.',
  valuesConfig: {
    PARTNERSHIP: { description: 'The partnership itself, as the owner of what all do together.' },
    POLICE: { description: 'The police force.' },
    FIRE_AND_RESCUE: { description: 'The fire and rescue authority.' },
    LOCAL_AUTHORITY: { description: 'The council, or one of its services.' },
    HEALTH: { description: 'A health trust, an integrated care board, an ambulance service.' },
    PROBATION: { description: 'The probation service.' },
    OTHER: { description: 'Any other organisation: a charity, a board, a housing association.' },
  },
});

@ObjectType({
  description:
    'An organisation of a partnership: it delivers records, and owns what is done. Never a person.',
})
export class Agency extends Coded {
  @Field(() => AgencyKind, { description: 'What it is.' })
  kind!: AgencyKind;
}

@InputType({ description: 'An agency that is new, or that changes its name or kind.' })
export class AgencyInput {
  @Field(() => ID, { description: 'Code of the partnership.' })
  partnership!: string;

  @Length(1, 60)
  @Matches(/^[a-z0-9]+(-[a-z0-9]+)*$/, {
    message: 'code is lower-case letters and digits, with hyphens between',
  })
  @Field(() => ID, { description: 'Its code within the partnership: lower case, with hyphens.' })
  code!: string;

  @Length(1, 120)
  @Field({ description: 'Its name, as people write it.' })
  name!: string;

  @Field(() => AgencyKind, { description: 'What it is.' })
  kind!: AgencyKind;
}
