import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { Coded } from '../../domain/vocabulary';
import { PeriodType } from '../../platform/calendar';
import { Answer } from '../analytic';
import { Denominator } from './denominator.type';
import { FunnelPosition } from './funnel.type';
import { RateInterval } from './rate-interval.type';

@ObjectType({ description: 'A group of partnerships that are like each other, as published for a year.' })
export class PeerGroup {
  @Field(() => Int, { description: 'Year of its edition.' })
  year!: number;

  @Field(() => [Coded], { description: 'Its members, the partnership itself among them, by code.' })
  members!: Coded[];
}

@ObjectType({ description: 'Recorded crime of one member of the group.' })
export class PeerRate extends RateInterval {
  @Field(() => ID, { description: 'Code of the member.' })
  code!: string;

  @Field({ description: 'Its name, as recorded-crime tables write it.' })
  name!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'Recorded crimes in the window; null where quarters are missing.',
  })
  count!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Recorded crimes per 1,000 of the denominator per year.',
  })
  rate!: number | null;

  @Field(() => FunnelPosition, {
    nullable: true,
    description: 'Where its count lies in the funnel of the group.',
  })
  position!: FunnelPosition | null;

  @Field(() => Int, { nullable: true, description: '1 for the highest rate of the group, and so on.' })
  rank!: number | null;
}

@ObjectType({
  description: 'How a partnership stands beside the most similar ones, in the published recorded crime.',
})
export class PeerComparison extends Answer {
  @Field(() => PeerGroup, { description: 'The group, of the edition in force in the window.' })
  group!: PeerGroup;

  @Field(() => [PeerRate], { description: 'Its members, the highest rate first; those without a rate last.' })
  rows!: PeerRate[];

  @Field(() => Int, {
    nullable: true,
    description:
      'Of the partnership, by the 95 % limits of the funnel: 1 better (fewer), 2 within, 3 worse (more); null where it ' +
      'has no rate.',
  })
  score!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Crimes per 1,000 per year of all members with a rate, together.',
  })
  pooledRate!: number | null;

  @Field(() => Denominator, { nullable: true, description: 'What crimes were counted per thousand of.' })
  denominator!: Denominator | null;

  @Field(() => PeriodType, { description: 'The whole quarters that were compared.' })
  window!: PeriodType;
}
