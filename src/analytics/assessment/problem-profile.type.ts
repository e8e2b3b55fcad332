import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Recommendation } from '../../domain/plan';
import type { Period } from '../../platform/calendar';
import { Answer } from '../analytic';
import { HotspotCluster } from '../hotspots';
import { LeadingSegment } from '../people';
import type { JudgedTrend } from '../trends';
import { AssessedTrend, UnseenLine } from './strategic-assessment.type';

@ObjectType({ description: 'Time of the week or of the year at which the incidents of a problem gather.' })
export class ProblemTime {
  @Field({
    description: 'Time in words, such as "Friday and Saturday nights, 21:00–03:00" or "Summer peaks".',
  })
  label!: string;

  @Field(() => Float, {
    nullable: true,
    description:
      'Share of the incidents with a known hour that fall into this window of the week, 0 to 1; null for ' +
      'seasons.',
  })
  share!: number | null;
}

@ObjectType({
  description: 'Repeat incidents at the places of a problem, as of the query repeatVictimisation.',
})
export class ProblemRepeats {
  @Field(() => Float, {
    nullable: true,
    description: 'repeatIncidents ÷ incidents, 0 to 1; null without incidents.',
  })
  share!: number | null;

  @Field(() => Int, { description: 'Incidents with a place.' })
  incidents!: number;

  @Field(() => Int, { description: 'Incidents at a place that had another one within the 12 months before.' })
  repeatIncidents!: number;
}

@ObjectType({
  description:
    'Problem profile of a filter, usually one theme at one place. Lines that cannot be computed are ' +
    'listed in `unseen`.',
})
export class ProblemProfile extends Answer {
  partnershipId!: number;
  period!: Period;
  judged!: JudgedTrend | null;

  @Field({ description: 'The problem in a few sentences, made of the figures of the profile.' })
  statement!: string;

  @Field(() => [HotspotCluster], {
    description:
      'Hotspots of the problem, the largest first, five at most: clusters with the defaults of the query ' +
      'hotspotClusters.',
  })
  where!: HotspotCluster[];

  @Field(() => [ProblemTime], {
    description:
      'Times at which the problem happens. First the smallest window of adjacent days and hours that ' +
      'holds a third of the incidents, where that is at least twice the number expected of an even spread ' +
      'over the week; then the peak seasons.',
  })
  when!: ProblemTime[];

  @Field(() => [LeadingSegment], {
    description: 'Leading segments of the victim profile.',
  })
  victims!: LeadingSegment[];

  @Field(() => [LeadingSegment], {
    description: 'Leading segments of the offender profile; offenders are known for few incidents.',
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
      'Trend of the incidents, computed and as judged by people; null where there is neither. Judgements ' +
      'exist for whole themes of a partnership only.',
  })
  trend!: AssessedTrend | null;

  @Field(() => [Recommendation], {
    description: 'Recommendations for the themes of the filter that were not rejected, with their actions.',
  })
  recommendations!: Recommendation[];

  @Field(() => [UnseenLine], {
    description:
      'Lines of the profile that the sources cannot support, or not for this key, each with the reason.',
  })
  unseen!: UnseenLine[];
}
