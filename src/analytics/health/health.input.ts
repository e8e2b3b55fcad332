import { ArrayMaxSize, ValidateNested } from 'class-validator';
import { ArgsType, Field, ID } from 'type-graphql';
import { PeriodInput } from '../../platform/calendar';

/** Description of the period of health records. */
export const PERIOD =
  'Days, both ends included. Below the role ANALYST whole months only: closed records are counted by month.';

@ArgsType()
export class HealthArgs {
  @ValidateNested()
  @Field(() => PeriodInput, { description: PERIOD })
  period!: PeriodInput;

  @ArrayMaxSize(20)
  @Field(() => [ID], {
    defaultValue: [],
    description:
      'Codes of health sources: hospital-admissions (also where none is named), domestic-abuse-admissions, ' +
      'mental-health-and-drug-treatment, ambulance-callouts.',
  })
  sources!: string[];

  @ArrayMaxSize(50)
  @Field(() => [ID], {
    defaultValue: [],
    description:
      'Codes of what was recorded, such as admission-assault, emergency-attendance-assault or drug-treatment; by default ' +
      'all of the sources named, and admissions where none is.',
  })
  offences!: string[];
}

@ArgsType()
export class PartnershipHealthArgs extends HealthArgs {
  @Field(() => ID, { description: 'Code of the partnership.' })
  partnership!: string;
}

/** Description of how much risk may differ within an area. */
export const RISK_RATIO =
  'How many times greater or less the risk of one part of an area may be than that of its rest; 1 takes it to be the ' +
  'same everywhere, and gives limits of chance alone.';
