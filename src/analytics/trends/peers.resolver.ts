import { ValidateNested } from 'class-validator';
import { Args, ArgsType, Ctx, Field, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../../access';
import { IncidentFilter } from '../../domain/incidents';
import { Denominator } from './denominator.type';
import { peerComparison } from './peers';
import { PeerComparison } from './peers.type';

@ArgsType()
class PeerArgs {
  @ValidateNested()
  @Field(() => IncidentFilter, {
    description:
      'Crimes to compare, by partnership, period, themes and offences; published tables support no other ' +
      'fields.',
  })
  where!: IncidentFilter;

  @Field(() => Denominator, {
    nullable: true,
    description: 'Denominator of the rates. Default: that of the offences, else residents.',
  })
  denominator?: Denominator | null;
}

@Resolver()
export class PeerResolver {
  @Query(() => PeerComparison, {
    description:
      'Recorded crime of a partnership and of its most similar group: rates with 95% intervals, funnel, ' +
      'rank and score. Default period: the last four quarters that were imported. Open data: everyone may ' +
      'read it.',
  })
  peerComparison(
    @Ctx() context: RequestContext,
    @Args() { where, denominator }: PeerArgs,
  ): Promise<PeerComparison> {
    return peerComparison(context, where, denominator ?? null);
  }
}
