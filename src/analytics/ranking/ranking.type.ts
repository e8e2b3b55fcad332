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
    MATRIX: { description: 'By `rank`: the prorated total of the matrix.' },
    WEIGHT: { description: "By `weightRank`: the weight of the theme's incidents." },
    COUNT: { description: "By `countRank`: the number of the theme's incidents." },
  },
});

@ObjectType({ description: 'Best and worst rank of a theme over all possible values of the unknown cells.' })
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

@ObjectType({ description: 'Theme of a ranking, with its totals, ranks and cells.' })
export class RankedTheme {
  @Field(() => Coded, { description: 'Theme, under the name that the matrix prints.' })
  theme!: Coded;

  @Field(() => Int, {
    nullable: true,
    description:
      'Competition rank of `prorated`, always inside `rankInterval`; null where no criterion is known.',
  })
  rank!: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Competition rank of `total`, as published tables read. Unknown cells count as nothing, so it may ' +
      'lie outside `rankInterval`.',
  })
  publishedRank!: number | null;

  @Field(() => RankInterval, { description: 'Best and worst possible rank.' })
  rankInterval!: RankInterval;

  @Field(() => Int, { nullable: true, description: 'Sum of the known values; null where none is known.' })
  total!: number | null;

  @Field({ description: '`total` as it is printed, followed by (*) where a cell is unknown.' })
  totalLabel!: string;

  @Field(() => Int, { description: 'Number of criteria whose value is known.' })
  answered!: number;

  @Field(() => Int, { description: 'Number of criteria of the matrix.' })
  of!: number;

  @Field(() => Float, {
    nullable: true,
    description:
      'Total with each unknown cell imputed at the mean relative height of the known ones: mean × number ' +
      'of criteria where all have one scale; null where none is known.',
  })
  prorated!: number | null;

  @Field(() => Int, { description: 'Total with every unknown cell at the lowest value of its scale.' })
  lowerBound!: number;

  @Field(() => Int, { description: 'Total with every unknown cell at the highest value of its scale.' })
  upperBound!: number;

  @Field(() => [MatrixCell], { description: 'One cell for each criterion, in the order of the matrix.' })
  cells!: MatrixCell[];

  @Field(() => Int, {
    nullable: true,
    description: 'Incidents in the period; null, which is not zero, where no source tells the theme apart.',
  })
  incidents!: number | null;

  @Field(() => Int, { nullable: true, description: 'Competition rank of `incidents`.' })
  countRank!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Weight of the incidents in the unit of the weight set: their mean known weight × their number; ' +
      'null where the weight of fewer than half of them is known.',
  })
  weight!: number | null;

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

@ObjectType({ description: 'Theme that the data and judgements suggest as a priority.' })
export class SuggestedPriority {
  @Field(() => Coded, { description: 'Theme that is suggested.' })
  theme!: Coded;

  @Field(() => [String], { description: 'Reasons for the suggestion, one sentence each.' })
  because!: string[];
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

  @Field(() => [RankedTheme], {
    description: 'Themes in the order asked for, themes without a known value last.',
  })
  rows!: RankedTheme[];

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
      'community. Always over all themes of the scanning table, for either matrix.',
  })
  suggestedPriorities!: SuggestedPriority[];

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
