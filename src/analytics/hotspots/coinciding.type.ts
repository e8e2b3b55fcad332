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
    'How far the hotspots of two filters are the same places. A cell is hot where its Gi* (Ord and Getis 1995) is ' +
    'positive and significant at 5 % after the false discovery rate (Benjamini and Hochberg 1995).',
})
export class CoincidingHotspots extends Answer {
  @Field(() => Float, {
    nullable: true,
    description:
      'Cells hot for both ÷ cells hot for either, 0 to 1 (Jaccard 1901). Null where no cell is hot for either.',
  })
  jaccard!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Rank correlation of the two counts over all cells, −1 to 1 (Spearman 1904). Null where either is the same in ' +
      'every cell.',
  })
  spearman!: number | null;

  @Field(() => Int, { description: 'Cells hot for both.' })
  sharedCells!: number;

  @Field(() => Int, { description: 'Cells hot for the first filter.' })
  hotCellsA!: number;

  @Field(() => Int, { description: 'Cells hot for the second filter.' })
  hotCellsB!: number;

  @Field(() => Int, { description: 'Cells that meet the study areas of both filters.' })
  cellCount!: number;

  /** What `features` are made of: the cells hot for either. */
  layout!: CellLayout;
  hotCells!: CoincidingCell[];
}
