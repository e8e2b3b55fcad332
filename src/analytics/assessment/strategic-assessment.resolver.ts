import { ArrayMaxSize, IsOptional, ValidateNested } from 'class-validator';
import { Args, ArgsType, Ctx, Field, ID, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../../access';
import { ThemeSourceArgs } from '../../domain/incidents';
import { PeriodInput } from '../../platform/calendar';
import { strategicAssessment } from './strategic-assessment';
import { StrategicAssessment } from './strategic-assessment.type';

@ArgsType()
class AssessmentArgs extends ThemeSourceArgs {
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
}

@Resolver()
export class StrategicAssessmentResolver {
  @Query(() => StrategicAssessment, {
    description:
      'Strategic assessment of a partnership in a period: for every theme its trend, performance, ' +
      'seasons, hotspots, victims and offenders, the judgements of people, and the lines that the sources ' +
      'cannot support.',
  })
  strategicAssessment(
    @Ctx() context: RequestContext,
    @Args() asked: AssessmentArgs,
  ): Promise<StrategicAssessment> {
    return strategicAssessment(context, asked);
  }
}
