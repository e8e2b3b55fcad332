import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsOptional,
  NotEquals,
  ValidateNested,
} from 'class-validator';
import { ArgsType, Field, ID, Resolver } from 'type-graphql';
import { Needs, ThemeSourceArgs } from '../../domain/incidents';
import { PeriodInput } from '../../platform/calendar';
import { Analytic, type AnalyticContext } from '../analytic';
import { Comparison } from '../trends';
import { assess, type ComputedAssessment, DEFAULT_COMPARISONS, withJudgements } from './strategic-assessment';
import { StrategicAssessment } from './strategic-assessment.type';

@ArgsType()
export class AssessmentArgs extends ThemeSourceArgs {
  @Field(() => ID, { description: 'Code of the partnership.' })
  partnership!: string;

  @ValidateNested()
  @Field(() => PeriodInput, { description: 'Days to assess, such as twelve months.' })
  period!: PeriodInput;

  @ArrayMaxSize(100)
  @IsOptional()
  @Field(() => [ID], {
    nullable: true,
    description: 'Codes of the themes that get a block. Default: the themes of the matrices and their parts.',
  })
  themes?: string[] | null;

  @ArrayMinSize(1)
  @ArrayMaxSize(4)
  @ArrayUnique()
  @NotEquals(Comparison.NONE, {
    each: true,
    message: 'comparisons cannot be NONE: name at least one comparison',
  })
  @IsOptional()
  @Field(() => [Comparison], {
    nullable: true,
    description:
      'Comparisons of `performance`, one line each, without NONE; the first classifies `trend`, and gives hotspots their ' +
      `window and change. Default: ${DEFAULT_COMPARISONS.join(' and ')}.`,
  })
  comparisons?: Comparison[] | null;
}

@Resolver()
export class StrategicAssessmentResolver {
  @Analytic<AssessmentArgs>(() => StrategicAssessment, {
    description:
      'Strategic assessment of a partnership in a period: for every theme its trend, performance, ' +
      'seasons, hotspots, victims and offenders, the judgements of people, and the lines that the sources ' +
      'cannot support.',
    cost: 20_000,
    needs: Needs.COUNTS, // a line that needs more is left out where it is refused
    defaults: { comparisons: DEFAULT_COMPARISONS },
    finish: withJudgements,
  })
  strategicAssessment(context: AnalyticContext, args: AssessmentArgs): Promise<ComputedAssessment> {
    return assess(context, { ...args, comparisons: args.comparisons! });
  }
}
