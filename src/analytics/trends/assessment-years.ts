import { IsInt, Max, Min } from 'class-validator';
import { ArgsType, Field, ID, Int, ObjectType, Resolver } from 'type-graphql';
import { Needs } from '../../domain/incidents';
import { addDays, addMonths, holdsPeriod, IsoDate, intersection, type Period } from '../../platform/calendar';
import { Analytic, type AnalyticContext } from '../analytic';

/** The years that begin on the first of a month, 1 for January, and share days with a period; oldest first. */
export function yearsIn(period: Period, startMonth: number): Period[] {
  const month = String(startMonth).padStart(2, '0');
  const years: Period[] = [];
  for (let year = Number(period.from.slice(0, 4)) - 1; ; year++) {
    const from = `${year}-${month}-01`;
    if (from > period.to) return years;
    const whole = { from, to: addDays(addMonths(from, 12), -1) };
    if (intersection(whole, period)) years.push(whole);
  }
}

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
export class AssessmentYearArgs {
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
  @Analytic(() => [AssessmentYear], {
    description: 'Years of assessment with delivered data, oldest first.',
    needs: Needs.COUNTS,
    kept: false, // cheaper to compute than to keep
  })
  assessmentYears(
    context: AnalyticContext,
    { partnership, startMonth }: AssessmentYearArgs,
  ): Promise<AssessmentYear[]> {
    return context.session(async (session) => {
      const { period, known } = await context.select(session, { partnership });
      return yearsIn(period, startMonth).map((year) => ({
        ...year,
        complete: holdsPeriod(known.stretches, year),
      }));
    });
  }
}
