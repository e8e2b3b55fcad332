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
  description: 'Kind of agency. The law lists the data that police, fire, local authority and health share.',
  valuesConfig: {
    PARTNERSHIP: { description: 'The partnership itself, as the owner of joint work.' },
    POLICE: { description: 'Police force.' },
    FIRE_AND_RESCUE: { description: 'Fire and rescue authority.' },
    LOCAL_AUTHORITY: { description: 'Council, or one of its services.' },
    HEALTH: { description: 'Health trust, integrated care board or ambulance service.' },
    PROBATION: { description: 'Probation service.' },
    OTHER: { description: 'Any other organisation, such as a charity, a board or a housing association.' },
  },
});

@ObjectType({
  description: 'Organisation of a partnership that delivers records and owns actions. Never a person.',
})
export class Agency extends Coded {
  @Field(() => AgencyKind, { description: 'Kind of agency.' })
  kind!: AgencyKind;
}

@InputType({ description: 'Agency to add, or to change in name or kind.' })
export class AgencyInput {
  @Field(() => ID, { description: 'Code of the partnership.' })
  partnership!: string;

  @Length(1, 60)
  @Matches(/^[a-z0-9]+(-[a-z0-9]+)*$/, {
    message: 'code is lower-case letters and digits, with hyphens between',
  })
  @Field(() => ID, { description: 'Code of the agency within the partnership: lower case, with hyphens.' })
  code!: string;

  @Length(1, 120)
  @Field({ description: 'Name of the agency, as people write it.' })
  name!: string;

  @Field(() => AgencyKind, { description: 'Kind of agency.' })
  kind!: AgencyKind;
}
