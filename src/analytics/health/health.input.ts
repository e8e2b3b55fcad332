import { ArrayMaxSize, ValidateNested } from 'class-validator';
import { ArgsType, Field, ID } from 'type-graphql';
import { PeriodInput } from '../../platform/calendar';

/** Description of the period of health records. */
export const PERIOD =
  'Days to count, both ends included. Below the role ANALYST whole months only: closed records are counted by month.';

@ArgsType()
export class HealthArgs {
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
export class PartnershipHealthArgs extends HealthArgs {
  @Field(() => ID, { description: 'Code of the partnership.' })
  partnership!: string;
}

/** Description of how much risk may differ within an area. */
export const RISK_RATIO =
  'Largest ratio allowed between the risks of two parts of an area, 1 to 100, such as 2; 1 assumes equal risk ' +
  'everywhere, and gives limits of chance alone.';
