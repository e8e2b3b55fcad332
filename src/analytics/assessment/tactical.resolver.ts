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

  @Field(() => IsoDate, { description: 'Last day; the last that was delivered where that is earlier.' })
  to!: string;

  @IsInt()
  @Min(1)
  @Max(26)
  @Field(() => Int, {
    defaultValue: 12,
    description: 'Weeks that end with it, 1 to 26; about as many months where a source only tells the month.',
  })
  weeks!: number;

  @Field(() => AreaKind, {
    nullable: true,
    description: 'WARD or SNT_AREA; by default SNT areas where there are any, else wards.',
  })
  kind?: AreaKind | null;

  @ArrayMaxSize(30)
  @IsOptional()
  @Field(() => [ID], {
    nullable: true,
    description: 'Codes of themes; by default the main ones: those of a group that are no part of another.',
  })
  themes?: string[] | null;
}

@Resolver()
export class TacticalAssessmentResolver {
  @Analytic(() => TacticalAssessment, {
    description:
      'What changed in the last weeks against expectation, theme by theme and area by area: the tactical assessment of the ' +
      'National Intelligence Model.',
    needs: Needs.COUNTS,
    exports: [
      {
        rows: 'rows',
        columns:
          'theme { theme: code themeName: name } area { areaCode: code areaName: name } actual expected lower upper ' +
          'pValue adjustedP signal',
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
