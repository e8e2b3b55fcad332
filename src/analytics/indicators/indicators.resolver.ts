import { ArrayMaxSize, IsOptional } from 'class-validator';
import { ArgsType, Field, ID, Resolver } from 'type-graphql';
import { findPartnership } from '../../domain/areas';
import { Needs } from '../../domain/incidents';
import { type Vocabulary, vocabularyAt } from '../../domain/vocabulary';
import { Analytic, type AnalyticContext, listParameters } from '../analytic';
import { type Indicator, type IndicatorFrequency, Indicators } from './indicator.type';
import { type Series, selectIndicators } from './indicators.queries';
import { periodOf } from './reading';

@ArgsType()
export class IndicatorArgs {
  @Field(() => ID, { description: 'Code of the partnership.' })
  partnership!: string;

  @ArrayMaxSize(100)
  @IsOptional()
  @Field(() => [ID], { nullable: true, description: 'Codes of indicators. Default: all.' })
  codes?: string[] | null;
}

function toIndicator(series: Series, { themes }: Vocabulary): Indicator {
  const { code, name, unit, higherIsBetter, source, licence, frequency } = series;
  return {
    ...{ code, name, unit, higherIsBetter, source, licence },
    frequency: frequency as IndicatorFrequency,
    themes: themes.all
      .filter(({ indicator }) => indicator === code)
      .map((theme) => ({ code: theme.code, name: theme.name })),
    values: series.values.map(({ periodFrom, value, numerator, denominator }) => ({
      ...{ period: periodOf(series, periodFrom), value, numerator, denominator },
    })),
  };
}

@Resolver()
export class IndicatorResolver {
  @Analytic<IndicatorArgs>(() => Indicators, {
    description:
      'Indicators of a partnership with their figures: published series about themes without incidents, such as ' +
      'reoffending and confidence. Everyone may read them.',
    needs: Needs.COUNTS,
    exports: [
      {
        rows: 'rows',
        columns:
          'indicator { code name unit frequency } period { from to } value numerator denominator ' +
          'indicator { higherIsBetter source licence }',
      },
    ],
  })
  indicators(context: AnalyticContext, { partnership, codes }: IndicatorArgs): Promise<Indicators> {
    return context.session(async (session): Promise<Indicators> => {
      const found = await findPartnership(session, partnership);
      const vocabulary = await vocabularyAt(session, found);
      const all = await selectIndicators(session, found.id, codes?.length ? codes : null);
      const indicators = all.map((series) => toIndicator(series, vocabulary));
      return {
        indicators,
        rows: indicators.flatMap((indicator) => indicator.values.map((value) => ({ ...value, indicator }))),
        parameters: listParameters({ partnership: found.code, codes: codes?.join(',') ?? null }),
        sources: [],
        dataVersion: `${found.code}-${found.dataVersion}`,
        caveats: [],
      };
    });
  }
}
