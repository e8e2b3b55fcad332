import criteria from '../../../seeds/vocabulary/matrix-criteria.json';
import type { MatrixKind } from './matrix.type';

/** A column of one of the two matrices, as the product ships it. */
export interface MatrixCriterionSeed {
  matrix: `${MatrixKind}`;
  code: string;
  name: string;
  /** Least and greatest value: 0 and 1 is blank and ticked. */
  least: number;
  greatest: number;
  /** Rule that computes the column's cells from data. */
  rule?: 'VOLUME' | 'PEERS' | 'TREND' | 'HARM' | 'COMMUNITY';
  /** Reason why no data can fill the column, where there is no rule. */
  judgedBecause?: string;
}

/** In the order of the columns. */
export const MATRIX_CRITERIA = criteria as readonly MatrixCriterionSeed[];
