import { ValidateNested } from 'class-validator';
import { ArgsType, Field, Resolver } from 'type-graphql';
import { IncidentFilter, Needs } from '../../domain/incidents';
import { Analytic, type AnalyticContext } from '../analytic';
import { Denominator } from './denominator.type';
import { comparePeers } from './peers';
import { PeerComparison } from './peers.type';
import { RATE_INTERVAL_COLUMNS } from './rate-interval.type';

@ArgsType()
export class PeerArgs {
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
  @Analytic(() => PeerComparison, {
    description:
      'Recorded crime of a partnership and of its most similar group: rates with 95% intervals, funnel, ' +
      'rank and score. Default period: the last four quarters that were imported. Open data: everyone may ' +
      'read it.',
    needs: Needs.COUNTS,
    exports: [{ rows: 'rows', columns: `code name count rate position rank ${RATE_INTERVAL_COLUMNS}` }],
  })
  peerComparison(context: AnalyticContext, { where, denominator = null }: PeerArgs): Promise<PeerComparison> {
    return comparePeers(context, where, denominator);
  }
}
