import { ArgsType, Field, ID, Int, ObjectType } from 'type-graphql';
import { IsoDate, LondonDateTime } from '../platform/calendar';
import { connectionType } from '../platform/paging';

/** Most lines of a page. */
export const MAX_AUDIT_LINES = 1_000;

@ObjectType({
  description:
    'Line of the audit: who did or read something, and when. It repeats nothing of what callers sent but codes and ' +
    'numbers of things.',
})
export class AuditLine {
  @Field(() => LondonDateTime, { description: 'Time of the action.' })
  at!: Date;

  @Field({
    description: 'Actor: the command line, the number of a key, or the program itself (`upgrade`, `purge`).',
  })
  actor!: string;

  @Field({
    description:
      'Action, such as `delivery.load`, `delivery.try` (a dry run), `key.rotate`, `records.read` or `refused`.',
  })
  action!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'Code of the partnership; null where the whole installation is concerned.',
  })
  partnership!: string | null;

  @Field({ description: 'Further facts of the action as JSON, such as codes, fields and numbers of rows.' })
  detail!: string;
}

export const AuditConnection = connectionType(AuditLine, 'AuditLine', 'lines of the audit');

@ArgsType()
export class AuditArgs {
  @Field(() => ID, {
    nullable: true,
    description:
      'Code of the partnership; omit it for all of the installation, which needs a key of its administrators.',
  })
  partnership?: string | null;

  @Field(() => IsoDate, { nullable: true, description: 'First day, in Britain.' })
  from?: string | null;

  @Field(() => IsoDate, { nullable: true, description: 'Last day, in Britain.' })
  to?: string | null;

  @Field(() => String, { nullable: true, description: 'Actor, such as `key 12` or `command line`.' })
  actor?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Action, such as `key.create`, or its part before the point, such as `key`.',
  })
  action?: string | null;

  @Field(() => Int, {
    defaultValue: 100,
    description: `Lines per page, 0 to ${MAX_AUDIT_LINES}, such as 50. Default: 100.`,
  })
  first!: number;

  @Field(() => String, {
    nullable: true,
    description: 'Cursor of the line to start after; omit it for the first page.',
  })
  after?: string | null;
}
