import { IsInt, Max, Min } from 'class-validator';
import { Args, ArgsType, Ctx, Field, ID, Int, ObjectType, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../../access';
import { Needs, select } from '../../domain/incidents';
import { IsoDate } from '../../platform/calendar';
import { yearsIn } from './assessment-years';

@ObjectType({ description: 'Year of assessment: twelve months that any filter takes as its period.' })
class AssessmentYear {
  @Field(() => IsoDate, { description: 'First day of the year.' })
  from!: string;

  @Field(() => IsoDate, { description: 'Last day of the year, included.' })
  to!: string;

  @Field({ description: 'Whether every source has delivered the whole year.' })
  complete!: boolean;
}

@ArgsType()
class AssessmentYearArgs {
  @Field(() => ID, { description: 'Code of the partnership.' })
  partnership!: string;

  @IsInt()
  @Min(1)
  @Max(12)
  @Field(() => Int, {
    defaultValue: 4,
    description:
      'Month in which the years begin, 1 to 12: 4 for April to March, 1 for January to December, 10 for ' +
      'October to September.',
  })
  startMonth!: number;
}

@Resolver()
export class AssessmentYearResolver {
  @Query(() => [AssessmentYear], {
    description: 'Years of assessment with delivered data, oldest first.',
  })
  assessmentYears(
    @Ctx() context: RequestContext,
    @Args() { partnership, startMonth }: AssessmentYearArgs,
  ): Promise<AssessmentYear[]> {
    return context.session(async (session) => {
      const { period, delivered } = await select(
        session,
        context.viewer,
        { partnership },
        { needs: Needs.COUNTS },
      );
      return yearsIn(period, startMonth).map((year) => ({
        ...year,
        complete: year.from >= delivered.from && year.to <= delivered.to,
      }));
    });
  }
}
