import { Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Coded } from '../../domain/vocabulary';
import { Answer } from '../analytic';
import type { Counting } from './counted';
import { MatrixCell } from './matrix.type';

export enum RankingOrder {
  MATRIX = 'MATRIX',
  WEIGHT = 'WEIGHT',
  COUNT = 'COUNT',
}
registerEnumType(RankingOrder, {
  name: 'RankingOrder',
  description: 'Order of the rows of a ranking. Each row carries every rank in any order.',
  valuesConfig: {
    MATRIX: { description: 'By `rank`, equal ranks by `upperBound`.' },
    WEIGHT: { description: "By `weightRank`: the weight of the theme's incidents." },
    COUNT: { description: "By `countRank`: the number of the theme's incidents." },
  },
});

@ObjectType({ description: 'Best and worst rank of a theme over all possible values of the cells.' })
export class RankInterval {
  @Field(() => Int, {
    description:
      "Best possible rank: 1 + the number of themes whose lowest possible total is above this theme's " +
      'highest.',
  })
  best!: number;

  @Field(() => Int, {
    description:
      'Worst possible rank: 1 + the number of other themes whose highest possible total is above this ' +
      "theme's lowest.",
  })
  worst!: number;
}

@ObjectType({
  description:
    'Totals of a theme by the convention of published tables, which add up the known values: unknown cells count as ' +
    'nothing, so the ranks may lie outside `rankInterval`.',
})
export class PublishedStanding {
  @Field(() => Int, { nullable: true, description: 'Competition rank of `total`; null where none is known.' })
  rank!: number | null;

  @Field(() => Int, { nullable: true, description: 'Sum of the known values; null where none is known.' })
  total!: number | null;

  @Field({ description: '`total` as it is printed, followed by (*) where a value is unknown.' })
  label!: string;

  @Field(() => Float, {
    nullable: true,
    description:
      'Total with each unknown value imputed at the mean relative height of the known ones: mean × number of criteria ' +
      'where all have one scale; null where none is known.',
  })
  prorated!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Competition rank of `prorated`; null where none is known.',
  })
  proratedRank!: number | null;
}

@ObjectType({ description: 'Least and greatest number of incidents of a theme.' })
export class IncidentBounds {
  @Field(() => Int, { description: 'Incidents that surely belong to the theme.' })
  lower!: number;

  @Field(() => Int, { description: 'Incidents that may belong to the theme: those of the wider category.' })
  upper!: number;
}

@ObjectType({ description: 'Theme of a ranking, with its bounds, ranks and cells.' })
export class RankedTheme {
  @Field(() => Coded, { description: 'Theme, under the name that the matrix prints.' })
  theme!: Coded;

  @Field(() => Int, {
    nullable: true,
    description:
      'Competition rank of `lowerBound`, always inside `rankInterval`. Null where fewer than two criteria are known, or ' +
      'every rank of the table is possible: `missing` says what would change that.',
  })
  rank!: number | null;

  @Field(() => RankInterval, { description: 'Best and worst possible rank.' })
  rankInterval!: RankInterval;

  @Field({
    description:
      'Rank with the ranks that are possible, such as "3 of 14 (possible 2 to 5)", or "Not enough is known".',
  })
  label!: string;

  @Field(() => [String], {
    description:
      'Reason why the theme has no rank, then the criteria that are not known of it, one sentence each. Empty where it has one.',
  })
  missing!: string[];

  @Field(() => PublishedStanding, { description: 'Totals and ranks by the convention of published tables.' })
  asPublished!: PublishedStanding;

  @Field(() => Int, { description: 'Number of compared criteria of which something is known.' })
  answered!: number;

  @Field(() => Int, { description: 'Number of criteria that are compared.' })
  of!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'Total with every cell at its lowest possible value; null where no criterion is compared.',
  })
  lowerBound!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Total with every cell at its highest possible value; null where no criterion is compared.',
  })
  upperBound!: number | null;

  @Field(() => [MatrixCell], { description: 'One cell for each criterion, in the order of the matrix.' })
  cells!: MatrixCell[];

  @Field(() => Int, {
    nullable: true,
    description: 'Incidents in the period; null, which is not zero, where no source tells the theme apart.',
  })
  incidents!: number | null;

  @Field(() => IncidentBounds, {
    nullable: true,
    description:
      'Least and greatest number of incidents, both `incidents` where the theme is told apart; null where nothing is known.',
  })
  incidentBounds!: IncidentBounds | null;

  @Field(() => Int, { nullable: true, description: 'Competition rank of `incidents`.' })
  countRank!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Weight of the incidents in the unit of the weight set: their mean known weight × their number; ' +
      'null where the weight of fewer than 90% of them is known.',
  })
  weight!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Weight of the incidents whose weight is known, the least that all can weigh; null where none is.',
  })
  weightAtLeast!: number | null;

  @Field(() => Int, { nullable: true, description: 'Competition rank of `weight`.' })
  weightRank!: number | null;

  @Field(() => Int, { nullable: true, description: 'Incidents whose offence has no known weight.' })
  withoutWeight!: number | null;
}

@ObjectType({ description: 'Cell in which the judgements in the two matrices contradict each other.' })
export class MatrixConflict {
  @Field(() => Coded, { description: 'Theme of the cell.' })
  theme!: Coded;

  @Field(() => Coded, { description: 'Criterion, as the threat and risk matrix calls it.' })
  criterion!: Coded;

  @Field(() => Int, {
    nullable: true,
    description: 'Judgement in the scanning table: 1, 0, or null for unknown.',
  })
  scanning!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Judgement in the threat and risk matrix: 1 to 3, or null for unknown.',
  })
  matrix!: number | null;
}

@ObjectType({ description: 'Part of a suggested priority that would be suggested by itself.' })
export class PriorityEmphasis extends Coded {
  @Field(() => [String], { description: 'Reasons for the emphasis, one sentence each.' })
  because!: string[];
}

@ObjectType({ description: 'Theme that the data and judgements suggest as a priority.' })
export class SuggestedPriority {
  @Field(() => Coded, { description: 'Theme that is suggested.' })
  theme!: Coded;

  @Field(() => [PriorityEmphasis], {
    description: 'Parts of the theme to put an emphasis on, which are therefore not suggested beside it.',
  })
  emphasis!: PriorityEmphasis[];

  @Field(() => [String], { description: 'Reasons for the suggestion, one sentence each.' })
  because!: string[];
}

@ObjectType({ description: 'Theme of at least 5% of the incidents that is not suggested as a priority.' })
export class UnsuggestedTheme {
  @Field(() => Coded, { description: 'Theme that is not suggested.' })
  theme!: Coded;

  @Field({ description: 'Reason in one sentence.' })
  because!: string;
}

@ObjectType({ description: 'Suggested priorities of one member of a county.' })
export class DistrictPriorities {
  @Field(() => Coded, { description: 'Member of the county.' })
  partnership!: Coded;

  @Field(() => [SuggestedPriority], {
    description:
      "Priorities that the member's own records, as far as the viewer may read them, and its own " +
      'judgements suggest.',
  })
  priorities!: SuggestedPriority[];
}

@ObjectType({ description: 'Themes ranked by a matrix.' })
export class ThemeRanking extends Answer {
  /** Sources and period that were counted. */
  counting!: Counting;

  @Field(() => [RankedTheme], { description: 'Themes in the order asked for, themes without a rank last.' })
  rows!: RankedTheme[];

  @Field(() => [Coded], {
    description: 'Criteria that are compared: something is known of each for at least one theme.',
  })
  rankedOn!: Coded[];

  @Field(() => [Coded], {
    description: 'Criteria that are known for no theme: left out of totals, bounds, intervals and ranks.',
  })
  leftOut!: Coded[];

  @Field(() => [MatrixConflict], {
    description:
      'Contradictions between the judgements of peers and trend in the two matrices: a tick agrees with 2 ' +
      'and 3, a blank with 1 and 2, unknown only with unknown. Cells count only where both matrices have ' +
      'a judgement.',
  })
  conflicts!: MatrixConflict[];

  @Field(() => [SuggestedPriority], {
    description:
      'Themes with a high volume, and themes that are a priority of both the Local Area Agreement and the ' +
      'community; a part of another suggestion is its emphasis. Always over all themes of the scanning table, for ' +
      'either matrix.',
  })
  suggestedPriorities!: SuggestedPriority[];

  @Field(() => [UnsuggestedTheme], {
    description:
      'Themes that have, or may have, at least 5% of the incidents and are not among the suggestions, each with the reason.',
  })
  notAmongPriorities!: UnsuggestedTheme[];

  @Field(() => Float, {
    nullable: true,
    description:
      "Spearman's rank correlation of `weight` with `incidents`, −1 to 1, over the themes for which both " +
      'are known. Null for fewer than three themes, or where one side is constant.',
  })
  spearmanWithCounts!: number | null;

  @Field(() => ID, { description: 'Edition of the weight set behind harm and weights, as code@version.' })
  weightSet!: string;
}
