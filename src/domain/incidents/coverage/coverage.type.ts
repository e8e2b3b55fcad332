import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Source } from '../../vocabulary';

export enum CoverageStatus {
  DELIVERED = 'DELIVERED',
  HOLE = 'HOLE',
  UNKNOWN = 'UNKNOWN',
  NOT_YET_DUE = 'NOT_YET_DUE',
}
registerEnumType(CoverageStatus, {
  name: 'CoverageStatus',
  description: 'Whether a publisher has delivered a month.',
  valuesConfig: {
    DELIVERED: { description: 'Delivered: its incidents are counted, none is zero.' },
    HOLE: {
      description: 'Never delivered, or not by the publisher that usually delivers: unknown, not zero.',
    },
    UNKNOWN: {
      description:
        'Loaded before deliveries were kept, and nothing tells whether it came: taken for a hole until `csg coverage set` ' +
        'says otherwise.',
    },
    NOT_YET_DUE: {
      description:
        'Month of a statutory data set that has begun and is due by the end of the quarter after its own.',
    },
  },
});

@ObjectType({ description: 'Month of a source, by publisher.' })
export class CoverageMonth {
  @Field(() => String, { description: 'Month as YYYY-MM.' })
  month!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Force that reported the rows of data.police.uk, else code of the agency. Of a hole, the publisher whose rows are ' +
      'missing; null where none is known.',
  })
  publisher!: string | null;

  @Field(() => CoverageStatus, { description: 'Whether the month was delivered.' })
  status!: CoverageStatus;

  @Field(() => Int, {
    nullable: true,
    description:
      'Rows of the publisher in the deliveries of the month, those outside the partnership included. Null without the right ' +
      'to exact counts, for a hole, and where nobody counted.',
  })
  rows!: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Rows with a place inside the partnership. Null without the right to exact counts, for a hole, and where nobody counted.',
  })
  located!: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Rows without a place. Null without the right to exact counts, for a hole, and where nobody counted.',
  })
  unlocated!: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Rows that were refused. Null without the right to exact counts, for a hole, and where nobody counted.',
  })
  rejected!: number | null;
}

@ObjectType({ description: 'Months of a source that have been delivered, and the holes between them.' })
export class DeliveredSourceMonths {
  @Field(() => Source, { description: 'Source of the records.' })
  source!: Source;

  @Field(() => [CoverageMonth], {
    description:
      'Months from the first to the last on record, oldest first, then those not yet due; several of one month where ' +
      'several publishers delivered.',
  })
  months!: CoverageMonth[];
}
