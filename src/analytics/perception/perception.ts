import { ValidateNested } from 'class-validator';
import { ArgsType, Field, ID, Resolver } from 'type-graphql';
import { findPartnership, holdersOf, isCounty } from '../../domain/areas';
import { CaveatCode, caveat, caveatIf } from '../../domain/caveats';
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
      return {
        rows: vocabulary.themes.all.map(({ id, code, name }) => ({
          theme: { code, name },
          ...perceived.get(id)!,
        })),
        parameters: listParameters({ partnership: code, period: span(period) }),
        sources: [],
        dataVersion: `${code}-${dataVersion}`,
        caveats: [
          caveat(
            CaveatCode.METHOD,
            'SNT areas count for a theme, its parts and those that it is part of. Surveys are the newest of the three years to ' +
              'the end of the period; their samples are of people who answered.',
          ),
          ...caveatIf(
            isCounty(found),
            CaveatCode.METHOD,
            'A survey asked the people of one member of the county: it says nothing of the others.',
          ),
        ],
      };
    });
  }
}
