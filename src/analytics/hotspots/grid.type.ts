import { Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { HOTSPOT_CLASSES, MORAN_CLASSES } from '../../platform/statistics';
import { Answer } from '../analytic';
import { Change } from '../trends';
import type { CellLayout } from './cell-features';

export enum GridStatistic {
  COUNT = 'COUNT',
  KDE = 'KDE',
  GI_STAR = 'GI_STAR',
  LOCAL_MORAN = 'LOCAL_MORAN',
}
registerEnumType(GridStatistic, {
  name: 'GridStatistic',
  description: 'What is computed for each cell, beside its incidents.',
  valuesConfig: {
    COUNT: { description: 'Nothing more: the incidents of each cell.' },
    KDE: { description: 'Kernel density, quartic kernel (Silverman 1986), at the centre of each cell.' },
    GI_STAR: {
      description:
        'Gi* with binary weights, the cell itself included (Ord and Getis 1995): whether a cell and its neighbours ' +
        'together hold more or fewer incidents than chance would give. Classes after the false discovery rate over ' +
        'all cells (Benjamini and Hochberg 1995).',
    },
    LOCAL_MORAN: {
      description:
        "Local Moran's I with row-standardised weights and (n − 1) scaling (Anselin 1995): whether a cell and its " +
        'neighbours are alike. Classes by 999 conditional permutations.',
    },
  },
});

export enum CellShape {
  SQUARE = 'SQUARE',
  HEXAGON = 'HEXAGON',
}
registerEnumType(CellShape, {
  name: 'CellShape',
  description: 'Shape of the cells of a grid, aligned to the origin of the National Grid.',
  valuesConfig: {
    SQUARE: { description: 'Squares; their neighbours are the eight around them (queen).' },
    HEXAGON: { description: 'Regular hexagons with corners to the west and east; six neighbours.' },
  },
});

/** A class of either statistic that classifies. */
export type CellClass = (typeof HOTSPOT_CLASSES)[number] | (typeof MORAN_CLASSES)[number];

export const CellClass = Object.fromEntries(
  [...HOTSPOT_CLASSES, ...MORAN_CLASSES].map((name) => [name, name]),
) as Record<CellClass, CellClass>;
registerEnumType(CellClass, {
  name: 'CellClass',
  description: 'What a cell is classified as: HOT_… and COLD_… by GI_STAR, HIGH_… and LOW_… by LOCAL_MORAN.',
  valuesConfig: {
    HOT_99: { description: 'Hot: adjusted p ≤ .01.' },
    HOT_95: { description: 'Hot: adjusted p ≤ .05.' },
    HOT_90: { description: 'Hot: adjusted p ≤ .10. Not called hot elsewhere.' },
    NOT_SIGNIFICANT: { description: 'Chance alone may explain it.' },
    COLD_90: { description: 'Cold: adjusted p ≤ .10.' },
    COLD_95: { description: 'Cold: adjusted p ≤ .05.' },
    COLD_99: { description: 'Cold: adjusted p ≤ .01.' },
    HIGH_HIGH: {
      description: 'More than the mean among neighbours with more than the mean (pseudo p ≤ .05).',
    },
    LOW_LOW: { description: 'Less than the mean among neighbours with less than the mean (pseudo p ≤ .05).' },
    HIGH_LOW: { description: 'More than the mean among neighbours with less (pseudo p ≤ .05).' },
    LOW_HIGH: { description: 'Less than the mean among neighbours with more (pseudo p ≤ .05).' },
  },
});

/** What every analytic tells of a cell. Without middleware: there may be 200,000 of them. */
@ObjectType({ simpleResolvers: true })
export abstract class Cell {
  @Field(() => ID, {
    description: 'The same for the same shape, size and place in every answer: S250:1987:910.',
  })
  id!: string;

  @Field(() => Float, { description: 'Of the centre, metres east on the National Grid (EPSG:27700).' })
  easting!: number;

  @Field(() => Float, { description: 'Of the centre, metres north on the National Grid (EPSG:27700).' })
  northing!: number;
}

@ObjectType({ description: 'A cell of a grid with its incidents and its statistic.', simpleResolvers: true })
export class GridCell extends Cell {
  @Field(() => Int, { description: 'Incidents.' })
  count!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Sum of their weights, which the statistic is then made of. Null without a weight set.',
  })
  weighted!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Incidents, or weight, per square kilometre at the centre. Null but for KDE.',
  })
  density!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Gi*, a standard score; 0 where nothing can be said. Null but for GI_STAR.',
  })
  z!: number | null;

  @Field(() => Float, { nullable: true, description: "Local Moran's I. Null but for LOCAL_MORAN." })
  moranI!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Not adjusted for the number of cells: two-sided for GI_STAR; for LOCAL_MORAN one-sided, from 999 permutations. ' +
      'Null for COUNT and KDE.',
  })
  pValue!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'p-value adjusted for the false discovery rate over all cells (Benjamini and Hochberg 1995). Null but for GI_STAR.',
  })
  adjustedPValue!: number | null;

  @Field(() => CellClass, { nullable: true, description: 'Null for COUNT and KDE.' })
  class!: CellClass | null;

  @Field(() => Change, {
    nullable: true,
    description:
      'Incidents of the cell against the comparison period; its p-value is not adjusted for the number of cells. Null ' +
      'where no comparison was asked for, or where it reaches outside what the sources have delivered.',
  })
  change!: Change | null;
}

/** The fields of all cells, column by column; what was not computed is missing. */
export interface CellColumns extends Record<'easting' | 'northing' | 'count', Float64Array> {
  weighted?: Float64Array;
  density?: Float64Array;
  z?: Float64Array;
  moranI?: Float64Array;
  pValue?: Float64Array;
  adjustedPValue?: Float64Array;
  class?: CellClass[];
  change?: Change[];
}

@ObjectType({ description: 'Cells of one class.' })
export class CellClassCount {
  @Field(() => CellClass, { description: 'The class.' })
  class!: CellClass;

  @Field(() => Int, { description: 'How many cells have it.' })
  count!: number;
}

@ObjectType({ description: 'A grid over the study area: the ground that the filter asks about.' })
export class HotspotGrid extends Answer {
  @Field(() => Int, { description: 'How many cells there are.' })
  cellCount!: number;

  @Field(() => Int, { description: 'Incidents in the cells.' })
  incidentCount!: number;

  @Field(() => [CellClassCount], {
    description: 'Cells of every class of the statistic, also where there are none; empty for COUNT and KDE.',
  })
  classCounts!: CellClassCount[];

  /** What `cells` and `features` are made of. */
  columns!: CellColumns;
  layout!: CellLayout;
}
