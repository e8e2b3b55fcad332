import { IsOptional, Max, Min } from 'class-validator';
import { ArgsType, Field, Float } from 'type-graphql';
import { type Grid, gridOf } from '../../platform/statistics';

/** Metres. */
const LEAST = 10;
const GREATEST = 50_000;
/** Size of cells where the caller gives none, metres. */
export const DEFAULT_CELL_SIZE = 250;

/** Size of the cells of a kernel density where the caller gives none, metres. */
export const KDE_CELL_SIZE = 100;

/** The argument of every analytic that is made of cells. */
@ArgsType()
export abstract class CellSizeArgs {
  @IsOptional()
  @Min(LEAST)
  @Max(GREATEST)
  @Field(() => Float, {
    nullable: true,
    description:
      `Side of a square cell, or distance between opposite sides of a hexagon, in metres: ${LEAST} to ${GREATEST}. ` +
      `Default: ${DEFAULT_CELL_SIZE}; ${KDE_CELL_SIZE} where only a kernel density is computed.`,
  })
  cellSize?: number | null;
}

/** Default of the argument. */
export const CELL_SIZE_DEFAULT: Partial<CellSizeArgs> = { cellSize: DEFAULT_CELL_SIZE };

/** The grid that a caller means, its default filled in. */
export function gridFor({ cellSize }: CellSizeArgs, shape: Grid['shape'] = 'SQUARE'): Grid {
  return gridOf(shape, cellSize!);
}
