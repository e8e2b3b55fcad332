import { ArrayMaxSize, IsInt, IsOptional, Max, Min } from 'class-validator';
import { ArgsType, Field, ID, Int, Resolver } from 'type-graphql';
import { AreaKind } from '../../domain/areas';
import { Needs, ThemeSourceArgs } from '../../domain/incidents';
import { IsoDate } from '../../platform/calendar';
import { Analytic, type AnalyticContext } from '../analytic';
import { tacticalAssessment } from './tactical';
import { TacticalAssessment } from './tactical.type';

@ArgsType()
export class TacticalArgs extends ThemeSourceArgs {
  @Field(() => ID, { description: 'Code of the partnership.' })
  partnership!: string;

  @Field(() => IsoDate, {
    description: 'Last day of the window. Default, and latest possible: the last day delivered.',
  })
  to!: string;

  @IsInt()
  @Min(1)
  @Max(26)
  @Field(() => Int, {
    defaultValue: 12,
    description:
      'Length of the window in weeks, 1 to 26, such as 4; about as many months where a source records ' +
      'only the month.',
  })
  weeks!: number;

  @Field(() => AreaKind, {
    nullable: true,
    description: 'Kind of area: WARD or SNT_AREA. Default: SNT areas where there are any, else wards.',
  })
  kind?: AreaKind | null;

  @ArrayMaxSize(30)
  @IsOptional()
  @Field(() => [ID], {
    nullable: true,
    description:
      'Codes of themes. Default: the main ones, which belong to a group and are no part of another theme.',
  })
  themes?: string[] | null;
}

@Resolver()
export class TacticalAssessmentResolver {
  @Analytic(() => TacticalAssessment, {
    description:
      'Tactical assessment of the National Intelligence Model: incidents of the last weeks against ' +
      'expectation, theme by theme and area by area.',
    cost: 5000,
    needs: Needs.COUNTS,
    exports: [
      {
        rows: 'rows',
        columns:
          'theme { theme: code themeName: name } area { areaCode: code areaName: name } kind actual expected lower upper ' +
          'score pValue adjustedPValue dispersion signal',
      },
    ],
  })
  tacticalAssessment(
    context: AnalyticContext,
    { partnership, to, weeks, kind, themes, sources }: TacticalArgs,
  ): Promise<TacticalAssessment> {
    return tacticalAssessment(context, {
      ...{ partnership, to, weeks },
      kind: kind ?? null,
      themes: themes?.length ? themes : null,
      sources: sources?.length ? sources : null,
    });
  }
}
