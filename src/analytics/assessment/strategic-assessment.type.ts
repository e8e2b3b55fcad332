import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Activity, CalendarEvent, Recommendation } from '../../domain/plan';
import { Coded } from '../../domain/vocabulary';
import { PeriodType } from '../../platform/calendar';
import { Answer } from '../analytic';
import { HotspotCluster } from '../hotspots';
import { LeadingSegment } from '../people';
import { PublicPerception } from '../perception';
import { SuggestedPriority } from '../ranking';
import { AssertedTrend, Classification, Comparison, Season } from '../trends';

@ObjectType({ description: 'A line of a block that cannot be told, or only in part, and why.' })
export class UnseenLine {
  @Field({
    description:
      'The field of the block that it is about, such as "hotspots"; "theme" where it is about all of them.',
  })
  line!: string;

  @Field({ description: 'Why, and what would help.' })
  because!: string;
}

@ObjectType({ description: 'Whether a theme gets better or worse.' })
export class AssessedTrend {
  @Field(() => Classification, {
    nullable: true,
    description:
      'The period against the same days a year before, by the E-test for two Poisson counts (Krishnamoorthy and ' +
      'Thomson 2004); null where it cannot be told.',
  })
  classification!: Classification | null;

  @Field(() => AssertedTrend, {
    nullable: true,
    description: 'What people say of it in exactly this period, beside what the counts say.',
  })
  asserted!: AssertedTrend | null;
}

@ObjectType({ description: 'The volume of a theme in a stretch of time and in the one before.' })
export class PerformanceLine {
  @Field({ description: 'The time, such as "Jan–Jun 2009" or "12 months to June 2009".' })
  label!: string;

  @Field(() => Int, { description: 'Incidents in it.' })
  current!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'Incidents in the same time a year before; null where it has not been delivered.',
  })
  previous!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Change in per cent: of the numbers, or of the numbers per day where one of the windows is shorter by more than a ' +
      'leap day, because less was delivered; null where there was none before, or it is not known.',
  })
  percent!: number | null;

  @Field(() => String, {
    nullable: true,
    description:
      '"Increasing volume" or "Decreasing volume"; "Slight increase" or "Slight decrease" below 5 per cent and 10 ' +
      'incidents; "Little change in volume" below 2 per cent (both rounded); "Too few to tell" with fewer than 10 in both; null where ' +
      'there is nothing to compare with. It says what the number did, the trend whether chance alone would do it.',
  })
  direction!: string | null;

  @Field({
    description: 'Whether disclosure control has changed the counts by up to ±3 per cell of ward and month.',
  })
  perturbed!: boolean;
}

@ObjectType({ description: 'How the incidents of a theme are spread over the year.' })
export class AssessedSeasonality {
  @Field({ description: 'In words: "Autumn/winter peaks", "No seasonality".' })
  statement!: string;

  @Field(() => [Season], {
    description:
      'Seasons at least 5 per cent above the average, where the months differ by more than chance.',
  })
  peakSeasons!: Season[];
}

@ObjectType({
  description: 'What an assessment says of a theme. A line that cannot be told is listed in `unseen`.',
})
export class ThemeAssessment {
  themeId!: number;

  @Field(() => Coded, { description: 'The theme.' })
  theme!: Coded;

  @Field(() => AssessedTrend, {
    nullable: true,
    description: 'Its trend; null where neither the counts nor people say anything of it.',
  })
  trend!: AssessedTrend | null;

  @Field(() => [PerformanceLine], {
    description: 'Its volume: the period, then the 12 months to its end, each against the year before.',
  })
  performance!: PerformanceLine[];

  @Field(() => PublicPerception, {
    nullable: true,
    description: 'What the public thinks of it: surveys, and priorities of SNT areas.',
  })
  publicPerception!: PublicPerception | null;

  @Field(() => AssessedSeasonality, {
    nullable: true,
    description:
      'Its seasons, from up to 36 months that end with the period, at least 24; null where there are fewer.',
  })
  seasonality!: AssessedSeasonality | null;

  @Field(() => [HotspotCluster], {
    description:
      'Its hotspots, the greatest first, eight at most: clusters with the defaults of hotspotClusters.',
  })
  hotspots!: HotspotCluster[];

  @Field(() => [LeadingSegment], {
    description: 'Who its victims are: leading segments of the victim profile.',
  })
  victims!: LeadingSegment[];

  @Field(() => [LeadingSegment], {
    description: 'Who its offenders are, as far as they are known: leading segments of the offender profile.',
  })
  offenders!: LeadingSegment[];

  @Field(() => [Activity], { description: 'The activities for it that run in the period.' })
  partnershipActivity!: Activity[];

  @Field(() => [Recommendation], {
    description: 'What is recommended for it and was not rejected, with the actions that follow.',
  })
  recommendations!: Recommendation[];

  @Field(() => [UnseenLine], { description: 'What the sources cannot see, or not for this key.' })
  unseen!: UnseenLine[];

  @Field(() => [String], { description: 'What to know before using the block.' })
  caveats!: string[];
}

@ObjectType({
  description:
    'A strategic assessment: what the records of a partnership say of every theme in a period, beside what people say.',
})
export class StrategicAssessment extends Answer {
  partnershipId!: number;

  /** The partnerships that hold its data. */
  holderIds!: number[];

  @Field(() => Coded, { description: 'The partnership.' })
  partnership!: Coded;

  @Field(() => PeriodType, { description: 'The period that is assessed.' })
  period!: PeriodType;

  @Field(() => [Comparison], {
    description: 'What its volumes are compared with, in the order of performance.',
  })
  comparisons!: Comparison[];

  @Field(() => [SuggestedPriority], {
    description: 'The priorities that the scanning table suggests, in its order, as of themeRanking.',
  })
  suggestedPriorities!: SuggestedPriority[];

  @Field(() => [ThemeAssessment], { description: 'One block for each theme.' })
  themes!: ThemeAssessment[];

  @Field(() => [Recommendation], {
    description: 'What is recommended for the partnership itself, not for a theme.',
  })
  strategicRecommendations!: Recommendation[];

  @Field(() => [CalendarEvent], { description: 'Events of the period and of the twelve months after it.' })
  calendar!: CalendarEvent[];
}
