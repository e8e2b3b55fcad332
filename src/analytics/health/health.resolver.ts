import { ArrayMaxSize, Max, Min, ValidateNested } from 'class-validator';
import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  Float,
  ID,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import type { RequestContext } from '../../access';
import { areaById, findPartnership, holdersOf, PostcodeDistrict } from '../../domain/areas';
import { IsoDate, PeriodInput, today } from '../../platform/calendar';
import { checkDimensions, healthCounts } from './counts';
import { healthOfDistrict } from './counts.loaders';
import { HealthCount, HealthCounts, HealthDimension } from './counts.type';
import { Hospital } from './hospital.type';
import { selectHospitals } from './hospitals.queries';
import { triangulation } from './triangulation';
import { Triangulation } from './triangulation.type';
import { wardHealthEstimates } from './ward-estimates';
import { WardHealthEstimates } from './ward-estimates.type';

const PERIOD =
  'Days to count, both ends included. Below the role ANALYST whole months only: closed records are counted by month.';

@ArgsType()
class HealthArgs {
  @ValidateNested()
  @Field(() => PeriodInput, { description: PERIOD })
  period!: PeriodInput;

  @ArrayMaxSize(20)
  @Field(() => [ID], {
    defaultValue: [],
    description:
      'Codes of health sources: hospital-admissions, domestic-abuse-admissions, ' +
      'mental-health-and-drug-treatment, ambulance-callouts. Default: hospital-admissions.',
  })
  sources!: string[];

  @ArrayMaxSize(50)
  @Field(() => [ID], {
    defaultValue: [],
    description:
      'Codes of kinds of record, such as admission-assault, emergency-attendance-assault or ' +
      'drug-treatment. Default: all of the named sources, and admissions where none is named.',
  })
  offences!: string[];
}

@ArgsType()
class PartnershipHealthArgs extends HealthArgs {
  @Field(() => ID, { description: 'Code of the partnership.' })
  partnership!: string;
}

@ArgsType()
class CountArgs extends PartnershipHealthArgs {
  @ArrayMaxSize(7)
  @Field(() => [HealthDimension], {
    defaultValue: [],
    description: 'Dimensions to count by; empty for the total alone.',
  })
  by!: HealthDimension[];
}

@ArgsType()
class DistrictArgs extends HealthArgs {
  @ArrayMaxSize(7)
  @Field(() => [HealthDimension], {
    defaultValue: [],
    description: 'Dimensions to count by beside the district; empty for one row, where there are records.',
  })
  by!: HealthDimension[];
}

const RISK_RATIO =
  'Largest ratio allowed between the risks of two parts of an area, 1 to 100, such as 2; 1 assumes equal risk ' +
  'everywhere, and gives limits of chance alone.';

@ArgsType()
class EstimateArgs extends PartnershipHealthArgs {
  @Min(1)
  @Max(100)
  @Field(() => Float, { defaultValue: 2, description: RISK_RATIO })
  riskRatio!: number;
}

@ArgsType()
class TriangulationArgs {
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
export class HealthResolver {
  @Query(() => HealthCounts, {
    description:
      'Numbers of admissions to hospital, or of other health records that `sources` names, by any set of ' +
      'dimensions, as flat rows. Below the role PARTNER of the partnership all counts are protected ones.',
  })
  hospitalAdmissions(
    @Ctx() context: RequestContext,
    @Args() { by, ...question }: CountArgs,
  ): Promise<HealthCounts> {
    return healthCounts(context, question, by);
  }

  @Query(() => WardHealthEstimates, {
    description:
      'Estimated health records by ward. Records state a postcode district only, so each is carried to ' +
      "the wards by where the district's residents live; every row has its limits.",
  })
  wardHealthEstimates(
    @Ctx() context: RequestContext,
    @Args() { riskRatio, ...question }: EstimateArgs,
  ): Promise<WardHealthEstimates> {
    return wardHealthEstimates(context, question, riskRatio);
  }

  @Query(() => Triangulation, {
    description:
      'Police, hospital and ambulance records of a theme by postcode district, with the districts where ' +
      'health services record significantly more. NOT_SUPPORTED_FOR_SOURCE names the themes that both ' +
      'sides record.',
  })
  triangulation(@Ctx() context: RequestContext, @Args() question: TriangulationArgs): Promise<Triangulation> {
    return triangulation(context, { ...question });
  }
}

@Resolver(() => PostcodeDistrict)
export class DistrictHealthResolver {
  @FieldResolver(() => [HealthCount], {
    nullable: true,
    description:
      'Health records of the postcode district, as the query hospitalAdmissions counts them; null where ' +
      'the key may not read them.',
  })
  healthCounts(
    @Ctx() context: RequestContext,
    @Root() { id, code, askedOf }: PostcodeDistrict,
    @Args() { by, period, sources, offences }: DistrictArgs,
  ): Promise<HealthCount[]> {
    checkDimensions(by);
    return context
      .loader(healthOfDistrict)
      .load({ id, code, askedOf, question: { period, sources, offences }, by });
  }
}

@Resolver(() => Hospital)
export class HospitalResolver {
  @Query(() => [Hospital], {
    description:
      'Sites of hospitals, by name: places of the kind hospital, as the command `csg import places` reads ' +
      'them. Empty where none were imported.',
  })
  hospitals(
    @Ctx() context: RequestContext,
    @Arg('partnership', () => ID, { description: 'Code of the partnership.' }) partnership: string,
    @Arg('at', () => IsoDate, {
      nullable: true,
      description: 'Day on which the postcode districts are valid. Default: today.',
    })
    at?: string | null,
  ): Promise<Hospital[]> {
    return context.session(async (session) => {
      const { ids } = holdersOf(await findPartnership(session, partnership));
      return selectHospitals(session, ids, at ?? today());
    });
  }

  @FieldResolver(() => PostcodeDistrict, {
    nullable: true,
    description: 'Postcode district that contains the hospital; null where none is known there.',
  })
  postcodeDistrict(
    @Ctx() context: RequestContext,
    @Root() { districtId }: Hospital,
  ): Promise<PostcodeDistrict> | null {
    return districtId === null ? null : context.loader(areaById).load(districtId);
  }
}
