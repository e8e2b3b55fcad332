import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { Coded } from '../../domain/vocabulary';
import { PeriodType } from '../../platform/calendar';
import { Answer } from '../analytic';
import { Denominator } from './denominator.type';
import { FunnelPosition } from './funnel.type';
import { RateInterval } from './rate-interval.type';

@ObjectType({ description: 'Group of most similar partnerships, as published for a year.' })
export class PeerGroup {
  @Field(() => Int, { description: 'Year of the published edition.' })
  year!: number;

  @Field(() => [Coded], { description: 'Members by code, the partnership itself among them.' })
  members!: Coded[];
}

@ObjectType({ description: 'Recorded crime of one member of a peer group.' })
export class PeerRate extends RateInterval {
  @Field(() => ID, { description: 'Code of the member.' })
  code!: string;

  @Field({ description: 'Name of the member, as recorded-crime tables write it.' })
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
    description:
      'Position of the count in the funnel of the group, with limits widened for the differences that its members ' +
      'usually have (additive random effect, Spiegelhalter 2005); that of `poissonPosition` where fewer than 10 ' +
      'members have a rate.',
  })
  position!: FunnelPosition | null;

  @Field(() => FunnelPosition, {
    nullable: true,
    description:
      'Position of the count between exact Poisson limits, as if members differed by chance alone.',
  })
  poissonPosition!: FunnelPosition | null;

  @Field(() => Int, { nullable: true, description: 'Rank in the group, 1 for the highest rate.' })
  rank!: number | null;
}

@ObjectType({
  description: 'Published recorded crime of a partnership and of its most similar group.',
})
export class PeerComparison extends Answer {
  @Field(() => PeerGroup, { description: 'Peer group, of the edition in force in the window.' })
  group!: PeerGroup;

  @Field(() => [PeerRate], {
    description: 'Members of the group, the highest rate first, members without a rate last.',
  })
  rows!: PeerRate[];

  @Field(() => Int, {
    nullable: true,
    description:
      'Score of the partnership by the 95% limits of its `position`: 1 better (fewer), 2 within, 3 worse ' +
      '(more); null where it has no rate.',
  })
  score!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Crimes per 1,000 of the denominator per year of all members with a rate, together.',
  })
  pooledRate!: number | null;

  @Field(() => Denominator, { nullable: true, description: 'Denominator of every rate.' })
  denominator!: Denominator | null;

  @Field(() => PeriodType, { description: 'Whole quarters that were compared.' })
  window!: PeriodType;
}
