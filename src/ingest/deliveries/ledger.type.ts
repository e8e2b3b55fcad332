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
  description: "How an agency's data set stands for a quarter.",
  valuesConfig: {
    RECEIVED: { description: 'A delivery of it stands.' },
    MISSING: { description: 'None does, and the day on which it was due has passed.' },
    NOT_YET_DUE: { description: 'None does, and it is still in time.' },
    NOT_HELD: { description: 'The agency holds nothing of it, so nothing is owed.' },
  },
});

export enum SubmissionState {
  STANDING = 'STANDING',
  REPLACED = 'REPLACED',
  DELETED = 'DELETED',
}
registerEnumType(SubmissionState, {
  name: 'SubmissionState',
  description: 'Whether the rows of a delivery are there.',
  valuesConfig: {
    STANDING: { description: 'They are there.' },
    REPLACED: { description: 'A later delivery took its place; what both had belongs to that one.' },
    DELETED: { description: 'It was taken back.' },
  },
});

@ObjectType({ description: 'What became of the rows of deliveries. The others add up to `read`.' })
export class RowAccounting {
  @Field(() => Int, { description: 'Rows that were read.' })
  read!: number;

  @Field(() => Int, { description: 'New, and loaded.' })
  loaded!: number;

  @Field(() => Int, { description: 'There already.' })
  unchanged!: number;

  @Field(() => Int, { description: 'Not in the partnership, and not kept.' })
  outside!: number;

  @Field(() => Int, { description: 'Without a place, and not kept: never in closed sources.' })
  unlocated!: number;

  @Field(() => Int, { description: 'Refused, each with its reason.' })
  rejected!: number;
}

@ObjectType({
  description: 'One file that an agency delivered for a quarter. It stays on record when its rows are gone.',
})
export class Submission {
  @Field(() => ID, { description: 'Its number.' })
  id!: number;

  @Field({ description: 'The data set: the code of its source.' })
  dataset!: string;

  @Field({ description: 'The quarter that it is for, written 2023Q2.' })
  quarter!: string;

  @Field(() => Agency, { description: 'Who delivered it.' })
  agency!: Agency;

  @Field({ description: 'Base name of the file.' })
  fileName!: string;

  @Field({ description: 'SHA-256 of the file as it came, in hexadecimal.' })
  sha256!: string;

  @Field(() => LondonDateTime, { description: 'When it came.' })
  receivedAt!: Date;

  @Field({ description: 'By which way it came: the command line, or the number of a key.' })
  submittedBy!: string;

  @Field(() => RowAccounting, { description: 'What became of its rows when it came.' })
  accounting!: RowAccounting;

  @Field(() => SubmissionState, { description: 'Whether its rows are there.' })
  state!: SubmissionState;

  @Field(() => LondonDateTime, {
    nullable: true,
    description: 'When it was replaced or deleted; null while it stands.',
  })
  endedAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'By whom; null while it stands.' })
  endedBy!: string | null;
}

@ObjectType({ description: 'Something that the law has shared of each record, as far as it is held.' })
export class LedgerField {
  @Field({ description: 'As the law calls it.' })
  name!: string;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether some row that was delivered fills it; null where nothing was delivered.',
  })
  present!: boolean | null;
}

@ObjectType({ description: 'One of the twelve kinds of record that must be shared every quarter.' })
export class StatutoryDataset {
  @Field(() => Int, { description: 'Its number in the list of the law, 1 to 12.' })
  number!: number;

  @Field(() => ID, { description: 'Its code, which is that of the source of its incidents.' })
  code!: string;

  @Field({ description: 'Its name.' })
  name!: string;

  @Field(() => [LedgerField], { description: 'What must be shared of each record, and whether it was.' })
  fields!: LedgerField[];
}

@ObjectType({ description: 'What one agency owes of one data set for a quarter, and what it has delivered.' })
export class LedgerRow {
  @Field(() => StatutoryDataset, { description: 'The data set.' })
  dataset!: StatutoryDataset;

  @Field(() => Agency, { description: 'The agency.' })
  agency!: Agency;

  @Field(() => IsoDate, {
    description: 'The last day on which it is in time: that of the following quarter.',
  })
  due!: string;

  @Field(() => LondonDateTime, {
    nullable: true,
    description:
      'When it came first, counting deliveries that were replaced later, but not deleted ones; null where none came.',
  })
  receivedAt!: Date | null;

  @Field(() => LedgerStatus, { description: 'How it stands.' })
  status!: LedgerStatus;

  @Field({
    description:
      'Whether it came after the day on which it was due, or has not come and that day has passed.',
  })
  late!: boolean;

  @Field({
    description:
      'Whether it came without some of the fields that must be shared: absent, or empty throughout.',
  })
  partial!: boolean;

  @Field(() => Submission, {
    nullable: true,
    description: 'The latest delivery that stands; null where none does.',
  })
  submission!: Submission | null;

  @Field(() => [Submission], {
    description: 'All deliveries for the quarter, oldest first, those that were replaced or deleted, too.',
  })
  submissions!: Submission[];

  @Field(() => RowAccounting, { description: 'The rows of all deliveries that stand, together.' })
  accounting!: RowAccounting;
}

@ObjectType({ description: 'Who has delivered what for a quarter.' })
export class SharingLedger {
  @Field({ description: 'The quarter, written 2023Q2.' })
  quarter!: string;

  @Field(() => IsoDate, { description: 'Its first day.' })
  from!: string;

  @Field(() => IsoDate, { description: 'Its last day.' })
  to!: string;

  @Field(() => [LedgerRow], {
    description:
      'By number of the data set, then by agency: every agency of the kind that the duty is on, and others that delivered. ' +
      'The key of an agency sees the lines of that one.',
  })
  rows!: LedgerRow[];

  @Field({ description: 'Whether each of these lines is RECEIVED or NOT_HELD.' })
  complete!: boolean;
}

@ObjectType({ description: 'A row of a delivery that was refused: where and why, never what it said.' })
export class RejectedRow {
  @Field(() => Int, { description: 'Line of the file, the header being line 1.' })
  line!: number;

  @Field({ description: 'The column, or several; `row` where it is the row as a whole.' })
  field!: string;

  @Field({ description: 'Why.' })
  reason!: string;
}

export const RejectedRowConnection = connectionType(RejectedRow, 'RejectedRow', 'refused rows');

@ObjectType({
  description: 'Whether an agency holds records of a data set, from a quarter on until it says otherwise.',
})
export class Holding {
  @Field({ description: 'The data set.' })
  dataset!: string;

  @Field(() => Agency, { description: 'The agency.' })
  agency!: Agency;

  @Field({ description: 'The first quarter for which it holds, written 2023Q2.' })
  from!: string;

  @Field({ description: 'Whether it holds any: where not, nothing is owed.' })
  held!: boolean;

  @Field(() => Int, { description: 'Raised by every change: name it to change the declaration.' })
  version!: number;

  @Field({ description: 'Who said so: the command line, or the number of a key.' })
  declaredBy!: string;

  @Field(() => LondonDateTime, { description: 'When.' })
  declaredAt!: Date;
}

@InputType({ description: 'That an agency holds records of a data set from a quarter on, or holds none.' })
export class HoldingInput {
  @Field(() => ID, { description: 'Code of the partnership.' })
  partnership!: string;

  @Field(() => ID, { description: 'Code of the agency.' })
  agency!: string;

  @Field(() => ID, { description: 'Code of the data set.' })
  dataset!: string;

  @Field({ description: 'The first quarter for which it holds, written 2023Q2.' })
  from!: string;

  @Field({ description: 'Whether it holds any.' })
  held!: boolean;

  @Field(() => Int, {
    defaultValue: 0,
    description:
      'The version of the declaration for this quarter that is changed; 0 where there is none yet.',
  })
  version!: number;
}
