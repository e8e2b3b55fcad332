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
    'Overlap of the hotspots of two filters. A cell is hot where hotspotGrid calls it HOT_95 or HOT_99: by ' +
    'exact p-values after control of the false discovery rate (Benjamini and Hochberg 1995).',
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
      'Mean of `jaccard` where as many hot cells of either filter are placed at random among the cells at ' +
      'which the sources ever recorded an incident, 0 to 1: the overlap that chance gives. Null where no ' +
      'cell is hot for either.',
  })
  jaccardByChance!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Rank correlation of the counts of both filters, −1 to 1 (Spearman 1904), over the cells where either ' +
      'has an incident: over all cells it would measure empty countryside. Null where one filter has equal ' +
      'counts in each of them.',
  })
  spearman!: number | null;

  @Field(() => Int, { description: 'Cells hot for both filters.' })
  sharedCells!: number;

  @Field(() => Int, { description: 'Cells hot for filter `a`.' })
  hotCellsA!: number;

  @Field(() => Int, { description: 'Cells hot for filter `b`.' })
  hotCellsB!: number;

  @Field(() => Int, { description: 'Cells with an incident of either filter.' })
  occupiedCells!: number;

  @Field(() => Int, { description: 'Cells that meet the study areas of both filters.' })
  cellCount!: number;

  /** Cells hot for either filter, from which `features` are made. */
  layout!: CellLayout;
  hotCells!: CoincidingCell[];
}
