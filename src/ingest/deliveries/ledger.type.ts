import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Agency } from '../../domain/agencies';
import { IsoDate, LondonDateTime } from '../../platform/calendar';
import { connectionType } from '../../platform/paging';

export enum LedgerStatus {
  RECEIVED = 'RECEIVED',
  MISSING = 'MISSING',
  NOT_YET_DUE = 'NOT_YET_DUE',
  NOT_HELD = 'NOT_HELD',
}
registerEnumType(LedgerStatus, {
  name: 'LedgerStatus',
  description: "Status of an agency's data set for a quarter.",
  valuesConfig: {
    RECEIVED: { description: 'Received: at least one delivery stands.' },
    MISSING: { description: 'Missing: no delivery stands, and the due day has passed.' },
    NOT_YET_DUE: { description: 'Not yet due: no delivery stands, and the due day has not passed.' },
    NOT_HELD: { description: 'Not held: the agency holds no such records, so nothing is due.' },
  },
});

export enum SubmissionState {
  STANDING = 'STANDING',
  REPLACED = 'REPLACED',
  DELETED = 'DELETED',
}
registerEnumType(SubmissionState, {
  name: 'SubmissionState',
  description: 'State of a delivery.',
  valuesConfig: {
    STANDING: { description: 'Standing: its rows are in the data.' },
    REPLACED: {
      description: 'Replaced by a later delivery; rows that both contained belong to the later one.',
    },
    DELETED: { description: 'Deleted: its rows were taken back.' },
  },
});

@ObjectType({
  description:
    'Row counts of deliveries. `read` is the sum of `accepted`, `outside`, `unlocated` and `rejected`.',
})
export class RowAccounting {
  @Field(() => Int, { description: 'Rows that were read.' })
  read!: number;

  @Field(() => Int, {
    description: 'Rows that are in the data now: new ones, and those that were there before.',
  })
  accepted!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'New rows that were loaded; null for keys that may not read records of closed sources.',
  })
  loaded!: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Rows that were in the data already; null for keys that may not read records of closed sources.',
  })
  unchanged!: number | null;

  @Field(() => Int, { description: 'Rows outside the partnership, which are not kept.' })
  outside!: number;

  @Field(() => Int, {
    description: 'Rows without a place that are not kept; always 0 in closed sources, which keep them.',
  })
  unlocated!: number;

  @Field(() => Int, { description: 'Rows that were rejected, each with its reason.' })
  rejected!: number;
}

@ObjectType({
  description:
    'File that an agency delivered for a quarter. The record of it remains when its rows are gone.',
})
export class Submission {
  @Field(() => ID, { description: 'Id of the delivery, which tells nothing of others.' })
  id!: string;

  @Field({ description: 'Code of the data set, which is the code of its source.' })
  dataset!: string;

  @Field({ description: 'Calendar quarter of the delivery, such as 2023Q2.' })
  quarter!: string;

  @Field(() => Agency, { description: 'Agency that delivered the file.' })
  agency!: Agency;

  @Field({ description: 'Base name of the file.' })
  fileName!: string;

  @Field({
    description:
      'Keyed hash of the file as it was received (HMAC-SHA256 with the secret of the installation), in hexadecimal: ' +
      'equal for equal files of one agency and data set, and of no use to check a guess.',
  })
  fileHash!: string;

  @Field(() => LondonDateTime, { description: 'Time at which the file was received.' })
  receivedAt!: Date;

  @Field({ description: 'Way of delivery: the command line, or the number of a key.' })
  submittedBy!: string;

  @Field(() => RowAccounting, { description: 'Row counts when the file was received.' })
  accounting!: RowAccounting;

  @Field(() => SubmissionState, { description: 'State of the delivery.' })
  state!: SubmissionState;

  @Field(() => LondonDateTime, {
    nullable: true,
    description: 'Time at which the delivery was replaced or deleted; null while it stands.',
  })
  endedAt!: Date | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Way in which the delivery was replaced or deleted: the command line, or the number of a key; null ' +
      'while it stands.',
  })
  endedBy!: string | null;
}

@ObjectType({ description: 'Field that the law requires of each record, where the agency holds it.' })
export class LedgerField {
  @Field({ description: 'Name of the field in the law.' })
  name!: string;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether at least one delivered row fills the field; null where nothing was delivered.',
  })
  present!: boolean | null;
}

@ObjectType({ description: 'One of the twelve kinds of record that must be shared every quarter.' })
export class StatutoryDataset {
  @Field(() => Int, { description: 'Number in the list of the law, 1 to 12.' })
  number!: number;

  @Field(() => ID, { description: 'Code of the data set, which is the code of its source.' })
  code!: string;

  @Field({ description: 'Name of the data set.' })
  name!: string;

  @Field(() => [LedgerField], {
    description: 'Fields that must be shared of each record, and whether they were.',
  })
  fields!: LedgerField[];
}

@ObjectType({ description: 'Line of the ledger: one data set of one agency for a quarter.' })
export class LedgerRow {
  @Field(() => StatutoryDataset, { description: 'Data set of the line.' })
  dataset!: StatutoryDataset;

  @Field(() => Agency, { description: 'Agency of the line.' })
  agency!: Agency;

  @Field(() => IsoDate, {
    description: 'Last day on which a delivery is in time: the last day of the following quarter.',
  })
  due!: string;

  @Field(() => LondonDateTime, {
    nullable: true,
    description:
      'Time of the first delivery, replaced ones included and deleted ones not; null where none was ' +
      'received.',
  })
  receivedAt!: Date | null;

  @Field(() => LedgerStatus, { description: 'Status of the data set.' })
  status!: LedgerStatus;

  @Field({
    description:
      'Whether the first delivery came after the due day, or none has come and that day has passed.',
  })
  late!: boolean;

  @Field({
    description: 'Whether required fields are absent, or empty throughout, in the delivered rows.',
  })
  partial!: boolean;

  @Field(() => Submission, {
    nullable: true,
    description: 'Latest delivery that stands; null where none does.',
  })
  submission!: Submission | null;

  @Field(() => [Submission], {
    description: 'All deliveries for the quarter, oldest first, replaced and deleted ones included.',
  })
  submissions!: Submission[];

  @Field(() => RowAccounting, { description: 'Row counts of all deliveries that stand, added up.' })
  accounting!: RowAccounting;
}

@ObjectType({
  description:
    'Ledger of the deliveries of all agencies for a quarter. Files are delivered with `PUT ' +
    '/submissions/{dataset}/{quarter}` or the command `csg import dataset`.',
})
export class SharingLedger {
  @Field({ description: 'Calendar quarter, such as 2023Q2.' })
  quarter!: string;

  @Field(() => IsoDate, { description: 'First day of the quarter.' })
  from!: string;

  @Field(() => IsoDate, { description: 'Last day of the quarter.' })
  to!: string;

  @Field(() => [LedgerRow], {
    description:
      'Lines by number of the data set, then by agency: every agency of the kind that the duty is on, and ' +
      'others that delivered. The key of an agency sees only the lines of that agency.',
  })
  rows!: LedgerRow[];

  @Field({ description: 'Whether every line that the key sees is RECEIVED or NOT_HELD.' })
  complete!: boolean;
}

@ObjectType({ description: 'Rejected row of a delivery: its line and the reason, never its content.' })
export class RejectedRow {
  @Field(() => Int, { description: 'Line number in the file, where the header is line 1.' })
  line!: number;

  @Field({ description: 'Column or columns at fault; `row` where it is the row as a whole.' })
  field!: string;

  @Field({ description: 'Reason for the rejection.' })
  reason!: string;
}

export const RejectedRowConnection = connectionType(RejectedRow, 'RejectedRow', 'refused rows');

@ObjectType({
  description:
    'Declaration whether an agency holds records of a data set, valid from a quarter until the next ' +
    'declaration.',
})
export class Holding {
  @Field({ description: 'Data set that is declared.' })
  dataset!: string;

  @Field(() => Agency, { description: 'Agency that the declaration is about.' })
  agency!: Agency;

  @Field({ description: 'First quarter of the declaration, such as 2023Q2.' })
  from!: string;

  @Field({ description: 'Whether the agency holds records of the data set; where not, none are due.' })
  held!: boolean;

  @Field(() => Int, { description: 'Number of the revision; send it to change the declaration.' })
  version!: number;

  @Field({ description: 'Author of the declaration: the command line, or the number of a key.' })
  declaredBy!: string;

  @Field(() => LondonDateTime, { description: 'Time of the declaration.' })
  declaredAt!: Date;
}

@InputType({
  description: 'Declaration that an agency holds records of a data set from a quarter on, or holds none.',
})
export class HoldingInput {
  @Field(() => ID, { description: 'Code of the partnership.' })
  partnership!: string;

  @Field(() => ID, { description: 'Code of the agency.' })
  agency!: string;

  @Field(() => ID, { description: 'Code of the data set.' })
  dataset!: string;

  @Field({ description: 'First quarter of the declaration, such as 2023Q2.' })
  from!: string;

  @Field({ description: 'Whether the agency holds records of the data set.' })
  held!: boolean;

  @Field(() => Int, {
    defaultValue: 0,
    description: 'Version of the declaration for this quarter that is changed; 0 for a new one.',
  })
  version!: number;
}

@ObjectType({
  description:
    'Permission of an agency to deliver a data set that the Regulations put on another kind of agency, given by an ' +
    'administrator of the partnership.',
})
export class DeliveryException {
  @Field({ description: 'Code of the data set.' })
  dataset!: string;

  @Field(() => Agency, { description: 'Agency that the permission is about.' })
  agency!: Agency;

  @Field({ description: 'Whether the agency may deliver the data set.' })
  allowed!: boolean;

  @Field({ description: 'Author of the permission: the command line, or the number of a key.' })
  allowedBy!: string;

  @Field(() => LondonDateTime, { description: 'Time at which it was last given or taken back.' })
  allowedAt!: Date;
}

@InputType({
  description:
    'Permission of an agency to deliver a data set of another kind of agency, to give or to take back.',
})
export class DeliveryExceptionInput {
  @Field(() => ID, { description: 'Code of the partnership.' })
  partnership!: string;

  @Field(() => ID, { description: 'Code of the agency.' })
  agency!: string;

  @Field(() => ID, { description: 'Code of the data set.' })
  dataset!: string;

  @Field({ description: 'Whether the agency may deliver the data set.' })
  allowed!: boolean;
}
