import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Recommendation } from '../../domain/plan';
import type { Period } from '../../platform/calendar';
import { Answer } from '../analytic';
import { HotspotCluster } from '../hotspots';
import { LeadingSegment } from '../people';
import type { JudgedTrend } from '../trends';
import { AssessedTrend, UnseenLine } from './strategic-assessment.type';

@ObjectType({ description: 'A time at which the incidents of a problem gather.' })
export class ProblemTime {
  @Field({ description: 'In words: "Friday and Saturday nights, 21:00–03:00", "Summer peaks".' })
  label!: string;

  @Field(() => Float, {
    nullable: true,
    description: 'Share of the incidents whose hour is known that lies in it, 0 to 1; null for seasons.',
  })
  share!: number | null;
}

@ObjectType({ description: 'How much of a problem is more of the same at the same place.' })
export class ProblemRepeats {
  @Field(() => Float, {
    nullable: true,
    description:
      'Repeats ÷ incidents with a place, 0 to 1, as of repeatVictimisation; null without incidents.',
  })
  share!: number | null;

  @Field(() => Int, { description: 'Incidents with a place.' })
  incidents!: number;

  @Field(() => Int, { description: 'Those at a place with an earlier one within 12 months.' })
  repeatIncidents!: number;
}

@ObjectType({
  description:
    'A problem profile: one theme at one place, or whatever the filter is about. A line that cannot be told is listed ' +
    'in `unseen`.',
})
export class ProblemProfile extends Answer {
  partnershipId!: number;
  period!: Period;
  judged!: JudgedTrend | null;

  @Field({ description: 'The problem in a few sentences, made of the lines below.' })
  statement!: string;

  @Field(() => [HotspotCluster], {
    description:
      'Its hotspots, the greatest first, five at most: clusters with the defaults of hotspotClusters.',
  })
  where!: HotspotCluster[];

  @Field(() => [ProblemTime], {
    description:
      'When it happens. First the smallest window of adjacent days by adjacent hours that holds a third of the incidents, ' +
      'where that is at least twice as many as if they were spread evenly over the week; then the seasons.',
  })
  when!: ProblemTime[];

  @Field(() => [LeadingSegment], {
    description: 'Who its victims are: leading segments of the victim profile.',
  })
  victims!: LeadingSegment[];

  @Field(() => [LeadingSegment], {
    description: 'Who its offenders are, as far as they are known: leading segments of the offender profile.',
  })
  offenders!: LeadingSegment[];

  @Field(() => ProblemRepeats, {
    nullable: true,
    description:
      'Repeats at the same place; null where places are anonymous map points, or closed to the key.',
  })
  repeat!: ProblemRepeats | null;

  @Field(() => AssessedTrend, {
    nullable: true,
    description:
      'Its trend; null where neither the counts nor people say anything of it. People speak of whole themes of a ' +
      'partnership only.',
  })
  trend!: AssessedTrend | null;

  @Field(() => [Recommendation], {
    description: 'What is recommended for its themes and was not rejected, with the actions that follow.',
  })
  recommendations!: Recommendation[];

  @Field(() => [UnseenLine], { description: 'What the sources cannot see, or not for this key.' })
  unseen!: UnseenLine[];
}
