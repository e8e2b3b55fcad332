import 'reflect-metadata';
import { Field, Int, ObjectType } from 'type-graphql';
import { IsoDate, LondonDateTime } from '../../../platform/calendar';
import { Source } from '../../vocabulary';

@ObjectType({ description: 'Months of a closed source whose protected counts are published.' })
export class ReleasedSource {
  @Field(() => Source, { description: 'Closed source.' })
  source!: Source;

  @Field(() => [String], { description: 'Published months, `YYYY-MM`, oldest first.' })
  months!: string[];

  @Field(() => Int, {
    nullable: true,
    description:
      'Share of the published counts that came after the first publication of their month, percent, rounded to 5; null ' +
      'where fewer than 100 are published.',
  })
  lateShare!: number | null;
}

@ObjectType({
  description:
    'Last publication of the protected counts of closed sources. Between releases nothing that viewers below exact ' +
    'counts read of closed sources changes.',
})
export class Release {
  @Field(() => LondonDateTime, {
    description: 'Time of the release; of a county, of the latest of its members.',
  })
  at!: Date;

  @Field(() => [String], {
    description: 'Months that are published of any closed source, `YYYY-MM`, oldest first.',
  })
  months!: string[];

  @Field(() => [ReleasedSource], { description: 'Published months by source.' })
  sources!: ReleasedSource[];

  @Field(() => IsoDate, { description: 'Day on which the next release is due.' })
  nextDue!: string;
}
