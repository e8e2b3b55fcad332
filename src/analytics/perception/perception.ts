import { ValidateNested } from 'class-validator';
import { ArgsType, Field, ID, Resolver } from 'type-graphql';
import { findPartnership, holdersOf, isCounty } from '../../domain/areas';
import { CaveatCode, caveatIf } from '../../domain/caveats';
import { Needs } from '../../domain/incidents';
import { vocabularyAt } from '../../domain/vocabulary';
import { checkPeriod, PeriodInput } from '../../platform/calendar';
import { Analytic, type AnalyticContext, listParameters, span } from '../analytic';
import { perceptionOf } from './perception.queries';
import { PublicPerceptions } from './perception.type';

@ArgsType()
export class PerceptionArgs {
  @Field(() => ID, { description: 'Code of the partnership.' })
  partnership!: string;

  @ValidateNested()
  @Field(() => PeriodInput, {
    description: 'Days in which priorities count: those that hold on at least one of them.',
  })
  period!: PeriodInput;
}

@Resolver()
export class PerceptionResolver {
  @Analytic(() => PublicPerceptions, {
    description: 'Public perception of every theme: results of surveys, and priorities of SNT areas.',
    needs: Needs.COUNTS,
  })
  publicPerception(
    context: AnalyticContext,
    { partnership, period }: PerceptionArgs,
  ): Promise<PublicPerceptions> {
    checkPeriod(period, 'period');
    return context.session(async (session): Promise<PublicPerceptions> => {
      const found = await findPartnership(session, partnership);
      const { code, dataVersion } = found;
      const vocabulary = await vocabularyAt(session, found);
      const perceived = await perceptionOf(session, vocabulary, holdersOf(found).ids, period);
      const all = [...perceived.values()];
      const isTold = all.some(({ told }) => told);
      const isSurveyed = all.some(({ surveyShare }) => surveyShare !== null);
      return {
        rows: vocabulary.themes.all.map(({ id, code, name }) => ({
          theme: { code, name },
          ...perceived.get(id)!,
        })),
        parameters: listParameters({ partnership: code, period: span(period) }),
        sources: [],
        dataVersion: `${code}-${dataVersion}`,
        caveats: [
          ...caveatIf(
            isTold,
            CaveatCode.METHOD,
            'A priority of an SNT area counts for its theme, the parts of it, and themes that it is part of.',
          ),
          ...caveatIf(
            isSurveyed,
            CaveatCode.METHOD,
            'Surveys are the newest of the three years to the end of the period, and tell of those who answered.',
          ),
          ...caveatIf(
            isSurveyed && isCounty(found),
            CaveatCode.METHOD,
            'A survey asked the people of one member of the county: it says nothing of the others.',
          ),
        ],
      };
    });
  }
}
