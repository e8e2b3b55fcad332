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
  description:
    'What the rows of a ranking are ordered by. Each row carries all its ranks, whatever the order.',
  valuesConfig: {
    MATRIX: { description: 'By `rank`: the prorated total of the matrix.' },
    WEIGHT: { description: 'By `weightRank`: what the incidents of the theme weigh in the weight set.' },
    COUNT: { description: 'By `countRank`: the incidents of the theme.' },
  },
});

@ObjectType({ description: 'The ranks that a theme may have, whatever is true of what is unknown.' })
export class RankInterval {
  @Field(() => Int, {
    description: '1 + the themes whose least possible total is above the greatest of this one.',
  })
  best!: number;

  @Field(() => Int, {
    description: '1 + the other themes whose greatest possible total is above the least of this one.',
  })
  worst!: number;
}

@ObjectType({ description: 'One theme of a ranking.' })
export class RankedTheme {
  @Field(() => Coded, { description: 'The theme, under the name that the matrix prints.' })
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
      'Competition rank of `total`, as published tables read. What is unknown counts as nothing there, so it may lie ' +
      'outside `rankInterval`.',
  })
  publishedRank!: number | null;

  @Field(() => RankInterval, { description: 'The ranks that are possible.' })
  rankInterval!: RankInterval;

  @Field(() => Int, { nullable: true, description: 'Sum of the known values; null where none is known.' })
  total!: number | null;

  @Field({ description: 'The total as it is printed: followed by (*) where something is unknown.' })
  totalLabel!: string;

  @Field(() => Int, { description: 'Criteria whose value is known.' })
  answered!: number;

  @Field(() => Int, { description: 'All criteria.' })
  of!: number;

  @Field(() => Float, {
    nullable: true,
    description:
      'The total with the unknown taken to be as the known is on average: mean × criteria where all have one scale; ' +
      'null where none is known.',
  })
  prorated!: number | null;

  @Field(() => Int, { description: 'The total if all that is unknown were the least of its scale.' })
  lowerBound!: number;

  @Field(() => Int, { description: 'The total if all that is unknown were the greatest of its scale.' })
  upperBound!: number;

  @Field(() => [MatrixCell], { description: 'One for each criterion, in the order of the matrix.' })
  cells!: MatrixCell[];

  @Field(() => Int, {
    nullable: true,
    description: 'Incidents in the period; null where no source tells the theme apart, which is not zero.',
  })
  incidents!: number | null;

  @Field(() => Int, { nullable: true, description: 'Competition rank of `incidents`.' })
  countRank!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'What the incidents weigh in the weight set, in its unit: their mean known weight × all of them; null where the ' +
      'weight of fewer than half of them is known.',
  })
  weight!: number | null;

  @Field(() => Int, { nullable: true, description: 'Competition rank of `weight`.' })
  weightRank!: number | null;

  @Field(() => Int, { nullable: true, description: 'Incidents whose offence has no known weight.' })
  withoutWeight!: number | null;
}

@ObjectType({ description: 'A cell in which the two matrices contradict each other.' })
export class MatrixConflict {
  @Field(() => Coded, { description: 'The theme.' })
  theme!: Coded;

  @Field(() => Coded, { description: 'The criterion, as the threat/risk matrix calls it.' })
  criterion!: Coded;

  @Field(() => Int, {
    nullable: true,
    description: 'What the scanning table says: 1, 0, or null for unknown.',
  })
  scanning!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'What the threat/risk matrix says: 1 to 3, or null for unknown.',
  })
  matrix!: number | null;
}

@ObjectType({ description: 'A theme that is suggested as a priority.' })
export class SuggestedPriority {
  @Field(() => Coded, { description: 'The theme.' })
  theme!: Coded;

  @Field(() => [String], { description: 'Why, a sentence for each reason.' })
  because!: string[];
}

@ObjectType({ description: 'What is suggested for one member of a county.' })
export class DistrictPriorities {
  @Field(() => Coded, { description: 'The member.' })
  partnership!: Coded;

  @Field(() => [SuggestedPriority], {
    description:
      'Its `suggestedPriorities`: what its own records, as far as the viewer may read them, and its own judgements say.',
  })
  priorities!: SuggestedPriority[];
}

@ObjectType({ description: 'Themes ranked by one of the two matrices.' })
export class ThemeRanking extends Answer {
  /** What was counted. */
  counting!: Counting;

  @Field(() => [RankedTheme], { description: 'The themes, those that nothing is known of last.' })
  rows!: RankedTheme[];

  @Field(() => [MatrixConflict], {
    description:
      'What people say of peers and trend in one matrix and not in the other: a tick agrees with 2 and 3, a blank with ' +
      '1 and 2, unknown only with unknown. Only cells in which both have been asserted.',
  })
  conflicts!: MatrixConflict[];

  @Field(() => [SuggestedPriority], {
    description:
      'Themes with a high volume, or that both the Local Area Agreement and the community have as a priority: of the ' +
      'scanning table, whichever matrix is asked for, and of all its themes.',
  })
  suggestedPriorities!: SuggestedPriority[];

  @Field(() => Float, {
    nullable: true,
    description:
      "Spearman's rank correlation of `weight` with `incidents` over the themes of which both are known: how far the " +
      'weight set changes what comes first. Null for fewer than three, or where one side is all equal.',
  })
  spearmanWithCounts!: number | null;

  @Field(() => ID, { description: 'The weight set that harm and weights are told by: code@version.' })
  weightSet!: string;
}
