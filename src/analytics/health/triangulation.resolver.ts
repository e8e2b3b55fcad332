import { Max, Min, ValidateNested } from 'class-validator';
import { ArgsType, Field, Float, ID, Resolver } from 'type-graphql';
import { Needs } from '../../domain/incidents';
import { PeriodInput } from '../../platform/calendar';
import { Analytic, type AnalyticContext } from '../analytic';
import { PERIOD, RISK_RATIO } from './health.input';
import { triangulate } from './triangulation';
import { Triangulation } from './triangulation.type';

@ArgsType()
export class TriangulationArgs {
  @Field(() => ID, { description: 'Code of the partnership.' })
  partnership!: string;

  @ValidateNested()
  @Field(() => PeriodInput, { description: PERIOD })
  period!: PeriodInput;

  @Field(() => ID, {
    description: 'Code of the theme: violent-crime, substance-misuse or domestic-abuse.',
  })
  theme!: string;

  @Min(0)
  @Max(1)
  @Field(() => Float, {
    defaultValue: 0.9,
    description:
      "Smallest share of a district's land inside the partnership, 0 to 1, at which it is compared with " +
      'the others.',
  })
  leastInside!: number;

  @Min(1)
  @Max(100)
  @Field(() => Float, { defaultValue: 2, description: RISK_RATIO })
  riskRatio!: number;
}

@Resolver()
export class TriangulationResolver {
  @Analytic(() => Triangulation, {
    description:
      'Police, hospital and ambulance records of a theme by postcode district, with the districts where ' +
      'health services record significantly more. NOT_SUPPORTED_FOR_SOURCE names the themes that both ' +
      'sides record.',
    needs: Needs.COUNTS,
    exports: [
      {
        rows: 'districts',
        columns:
          'code name police hospital ambulance ratio ratioLower ratioUpper relativeRatio adjustedPValue view inside ' +
          'estimated perturbed',
      },
    ],
  })
  triangulation(context: AnalyticContext, args: TriangulationArgs): Promise<Triangulation> {
    return triangulate(context, args);
  }
}
