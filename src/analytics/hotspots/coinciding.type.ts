import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Answer } from '../analytic';
import type { CellLayout } from './cell-features';

/** A cell that is hot for one filter or both. */
export interface CoincidingCell {
  hotFor: 'A' | 'B' | 'BOTH';
  countA: number;
  countB: number;
  zA: number;
  zB: number;
}

@ObjectType({
  description:
    'Overlap of the hotspots of two filters. A cell is hot where its Gi* (Ord and Getis 1995) is ' +
    'positive and significant at 5% after control of the false discovery rate (Benjamini and Hochberg ' +
    '1995).',
})
export class CoincidingHotspots extends Answer {
  @Field(() => Float, {
    nullable: true,
    description:
      'Cells hot for both filters ÷ cells hot for either, 0 to 1 (Jaccard 1901). Null where no cell is ' +
      'hot for either.',
  })
  jaccard!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Rank correlation of the counts of both filters over all cells, −1 to 1 (Spearman 1904). Null where ' +
      'one filter has equal counts in every cell.',
  })
  spearman!: number | null;

  @Field(() => Int, { description: 'Cells hot for both filters.' })
  sharedCells!: number;

  @Field(() => Int, { description: 'Cells hot for filter `a`.' })
  hotCellsA!: number;

  @Field(() => Int, { description: 'Cells hot for filter `b`.' })
  hotCellsB!: number;

  @Field(() => Int, { description: 'Cells that meet the study areas of both filters.' })
  cellCount!: number;

  /** Cells hot for either filter, from which `features` are made. */
  layout!: CellLayout;
  hotCells!: CoincidingCell[];
}
