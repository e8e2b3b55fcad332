import { IsInt, Max, Min } from 'class-validator';
import { Args, ArgsType, Ctx, Field, ID, Int, ObjectType, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../../access';
import { Needs, select } from '../../domain/incidents';
import { IsoDate } from '../../platform/calendar';
import { yearsIn } from './assessment-years';

@ObjectType({ description: 'A year of assessment, as long as twelve months: a period for any filter.' })
class AssessmentYear {
  @Field(() => IsoDate, { description: 'First day.' })
  from!: string;

  @Field(() => IsoDate, { description: 'Last day, included.' })
  to!: string;

  @Field({ description: 'Whether every source has delivered all of it.' })
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
      'Month in which the years begin: 4 for April to March, 1 for January to December, 10 for October to September.',
  })
  startMonth!: number;
}

@Resolver()
export class AssessmentYearResolver {
  @Query(() => [AssessmentYear], {
    description:
      'The years of assessment of which anything was delivered, oldest first, whatever the month in which a ' +
      "partnership's years begin.",
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
