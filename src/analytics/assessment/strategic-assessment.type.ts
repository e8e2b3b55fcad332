import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Caveat } from '../../domain/caveats';
import { Activity, CalendarEvent, Recommendation } from '../../domain/plan';
import { Coded } from '../../domain/vocabulary';
import { PeriodType } from '../../platform/calendar';
import { Answer } from '../analytic';
import { HotspotCluster } from '../hotspots';
import { AssessedIndicator } from '../indicators';
import { LeadingSegment } from '../people';
import { PublicPerception } from '../perception';
import { SuggestedPriority, UnsuggestedTheme } from '../ranking';
import { AssertedTrend, ChangeBasis, Classification, Comparison, Season } from '../trends';

@ObjectType({
  description: 'Line of an assessment that cannot be computed, or only in part, with the reason.',
})
export class UnseenLine {
  @Field({
    description: 'Field that is missing, such as "hotspots"; "theme" where it is the whole block.',
  })
  line!: string;

  @Field({ description: 'Reason, and what would close the gap.' })
  because!: string;
}

@ObjectType({ description: 'Direction of a theme: computed from counts and as judged by people.' })
export class AssessedTrend {
  @Field(() => Classification, {
    nullable: true,
    description:
      'Result of the first of `comparisons`, by default with the same days a year before, by an exact test that allows ' +
      'for the dispersion of the counts; null where the counts do not allow it.',
  })
  classification!: Classification | null;

  @Field(() => AssertedTrend, {
    nullable: true,
    description: 'Judgement recorded for exactly this period; null where there is none.',
  })
  asserted!: AssertedTrend | null;
}

@ObjectType({ description: 'Volume of a theme in a window of time, compared with an earlier one.' })
export class PerformanceLine {
  @Field({ description: 'Window in words, such as "Jan–Jun 2009" or "12 months to June 2009".' })
  label!: string;

  @Field(() => Int, { description: 'Incidents in the window.' })
  current!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'Incidents in the comparison window; null where nothing of it has been delivered.',
  })
  previous!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Change in per cent, of counts or of daily rates by `percentOf`; null where `previous` is 0 or unknown.',
  })
  percent!: number | null;

  @Field(() => ChangeBasis, {
    nullable: true,
    description: 'Whether counts or daily rates are compared; null where there is nothing to compare with.',
  })
  percentOf!: ChangeBasis | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Change of the count in words: "Increasing volume" or "Decreasing volume"; "Slight increase" or ' +
      '"Slight decrease" below 5% and 10 incidents; "Little change in volume" below 2% (both rounded); ' +
      '"Too few to tell" with fewer than 10 in both windows; null where there is nothing to compare with. ' +
      'It describes the number alone; the trend says whether chance explains it.',
  })
  direction!: string | null;

  @Field({
    description: 'Whether disclosure control has changed the counts by up to ±3 per cell of ward and month.',
  })
  perturbed!: boolean;
}

@ObjectType({ description: 'Spread of the incidents of a theme over the year.' })
export class AssessedSeasonality {
  @Field({ description: 'Seasonality in words, such as "Autumn/winter peaks" or "No clear season".' })
  statement!: string;

  @Field(() => [Season], {
    description:
      'Seasons above the mean of the year, beyond what chance explains; empty where there is no clear season.',
  })
  peakSeasons!: Season[];
}

@ObjectType({
  description:
    'Block of a strategic assessment about one theme. Lines that cannot be computed are listed in ' +
    '`unseen`.',
})
export class ThemeAssessment {
  themeId!: number;

  @Field(() => Coded, { description: 'Theme of the block.' })
  theme!: Coded;

  @Field(() => AssessedTrend, {
    nullable: true,
    description: 'Trend of the theme, computed and as judged by people; null where there is neither.',
  })
  trend!: AssessedTrend | null;

  @Field(() => [PerformanceLine], {
    description:
      'Volumes of the theme: the period, then the 12 months to its end, each against the year before.',
  })
  performance!: PerformanceLine[];

  @Field(() => AssessedIndicator, {
    nullable: true,
    description:
      'Figures of the indicator that describes the theme; null for a theme made of incidents, and without figures.',
  })
  indicator!: AssessedIndicator | null;

  @Field(() => PublicPerception, {
    nullable: true,
    description: 'Results of surveys about the theme, and SNT areas that have it as a priority.',
  })
  publicPerception!: PublicPerception | null;

  @Field(() => AssessedSeasonality, {
    nullable: true,
    description:
      'Seasons of the theme, from 24 to 36 whole months that end with the period; null where fewer are ' +
      'known.',
  })
  seasonality!: AssessedSeasonality | null;

  @Field(() => [HotspotCluster], {
    description:
      'Hotspots of the theme, the largest first, eight at most: clusters with the defaults of the query ' +
      'hotspotClusters.',
  })
  hotspots!: HotspotCluster[];

  @Field(() => [LeadingSegment], {
    description: 'Leading segments of the victim profile.',
  })
  victims!: LeadingSegment[];

  @Field(() => [LeadingSegment], {
    description: 'Leading segments of the offender profile; offenders are known for few incidents.',
  })
  offenders!: LeadingSegment[];

  @Field(() => [Activity], { description: 'Activities for the theme that run in the period.' })
  partnershipActivity!: Activity[];

  @Field(() => [Recommendation], {
    description: 'Recommendations for the theme that were not rejected, with their actions.',
  })
  recommendations!: Recommendation[];

  @Field(() => [UnseenLine], {
    description:
      'Lines of the block that the sources cannot support, or not for this key, each with the reason.',
  })
  unseen!: UnseenLine[];

  @Field(() => [Caveat], { description: 'Limits of the figures of the block, each once.' })
  caveats!: Caveat[];
}

@ObjectType({
  description:
    'Strategic assessment of a partnership: every theme in a period, from records and from the ' +
    'judgements of people.',
})
export class StrategicAssessment extends Answer {
  partnershipId!: number;

  /** The partnerships that hold its data. */
  holderIds!: number[];

  @Field(() => Coded, { description: 'Partnership that is assessed.' })
  partnership!: Coded;

  @Field(() => PeriodType, { description: 'Period that is assessed.' })
  period!: PeriodType;

  @Field(() => [Comparison], {
    description: 'Windows that `performance` compares with, in the order of its lines.',
  })
  comparisons!: Comparison[];

  @Field(() => [SuggestedPriority], {
    description: 'Priorities that the scanning table suggests, in the order of the query themeRanking.',
  })
  suggestedPriorities!: SuggestedPriority[];

  @Field(() => [UnsuggestedTheme], {
    description:
      'Themes that have, or may have, at least 5% of the incidents and are not among the suggestions, each with the reason.',
  })
  notAmongPriorities!: UnsuggestedTheme[];

  @Field(() => [ThemeAssessment], { description: 'One block for each theme.' })
  themes!: ThemeAssessment[];

  @Field(() => [Recommendation], {
    description: 'Recommendations for the partnership as a whole, which belong to no theme.',
  })
  strategicRecommendations!: Recommendation[];

  @Field(() => [CalendarEvent], {
    description: 'Calendar events of the period and of the twelve months after it.',
  })
  calendar!: CalendarEvent[];
}
