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
  @Field(() => PeriodInput, { description: 'The days that are assessed.' })
  period!: PeriodInput;

  @ArrayMaxSize(100)
  @IsOptional()
  @Field(() => [ID], {
    nullable: true,
    description: 'Codes of the themes that get a block; by default those of the matrices and their parts.',
  })
  themes?: string[] | null;
}

@Resolver()
export class StrategicAssessmentResolver {
  @Query(() => StrategicAssessment, {
    description:
      'The strategic assessment of a partnership in a period: for every theme its trend, performance, seasons, ' +
      'hotspots, victims and offenders, beside what people say of it, and which of these the sources cannot see.',
  })
  strategicAssessment(
    @Ctx() context: RequestContext,
    @Args() asked: AssessmentArgs,
  ): Promise<StrategicAssessment> {
    return strategicAssessment(context, asked);
  }
}
