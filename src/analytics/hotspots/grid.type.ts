import { Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import {
  HOT_REASONS,
  HOTSPOT_CLASSES,
  MORAN_CLASSES,
  type HotReason as Reason,
} from '../../platform/statistics';
import { Change, ComparedAnswer } from '../trends';
import type { CellLayout } from './cell-features';

export enum GridStatistic {
  COUNT = 'COUNT',
  KDE = 'KDE',
  GI_STAR = 'GI_STAR',
  LOCAL_MORAN = 'LOCAL_MORAN',
}
registerEnumType(GridStatistic, {
  name: 'GridStatistic',
  description: 'Statistic that is computed for each cell beside its count.',
  valuesConfig: {
    COUNT: { description: 'No statistic: the number of incidents alone.' },
    KDE: { description: 'Kernel density, quartic kernel (Silverman 1986), at the centre of each cell.' },
    GI_STAR: {
      description:
        'Gi* with binary weights, the cell itself included (Ord and Getis 1995): whether a cell and its ' +
        'neighbours together hold more or fewer incidents than chance would give. p-values are exact for ' +
        'counts: they compare a neighbourhood with draws from the map and a single cell with a negative ' +
        'binomial distribution, so that maps of few incidents have no hot cells by chance. Classes after ' +
        'control of the false discovery rate over all cells (Benjamini and Hochberg 1995). A cell is compared with the ' +
        'others of the map: an area that is busy throughout, such as a city centre by itself, can have no hot cell; ' +
        'use KDE or hotspotClusters there.',
    },
    LOCAL_MORAN: {
      description:
        "Local Moran's I with row-standardised weights and (n − 1) scaling (Anselin 1995): whether a cell " +
        'and its neighbours are alike. Classes from 9,999 or more conditional permutations, two-sided, after ' +
        'control of the false discovery rate over all cells (Benjamini and Hochberg 1995).',
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
  description: 'Class of a cell: HOT_… and COLD_… by GI_STAR, HIGH_… and LOW_… by LOCAL_MORAN.',
  valuesConfig: {
    HOT_99: { description: 'Hot: adjusted p ≤ .01.' },
    HOT_95: { description: 'Hot: adjusted p ≤ .05.' },
    HOT_90: { description: 'Hot: adjusted p ≤ .10; other analytics do not count it as hot.' },
    NOT_SIGNIFICANT: { description: 'Not significant: chance alone may explain the count.' },
    COLD_90: { description: 'Cold: adjusted p ≤ .10.' },
    COLD_95: { description: 'Cold: adjusted p ≤ .05.' },
    COLD_99: { description: 'Cold: adjusted p ≤ .01.' },
    HIGH_HIGH: {
      description: 'More than the mean among neighbours with more than the mean (adjusted p ≤ .05).',
    },
    LOW_LOW: {
      description: 'Less than the mean among neighbours with less than the mean (adjusted p ≤ .05).',
    },
    HIGH_LOW: {
      description: 'More than the mean among neighbours with less than the mean (adjusted p ≤ .05).',
    },
    LOW_HIGH: {
      description: 'Less than the mean among neighbours with more than the mean (adjusted p ≤ .05).',
    },
  },
});

export const HotReason = Object.fromEntries(HOT_REASONS.map((name) => [name, name])) as Record<
  Reason,
  Reason
>;
export type HotReason = Reason;
registerEnumType(HotReason, {
  name: 'HotReason',
  description: 'Test that made a cell hot or cold by GI_STAR.',
  valuesConfig: {
    NEIGHBOURS: {
      description:
        'The cell and its neighbours together hold more or fewer incidents than as many cells drawn at ' +
        'random from the map, counted in full or up to the 95th percentile of the cells with incidents.',
    },
    PLACE: {
      description:
        'The cell by itself holds more incidents than a negative binomial distribution with the mean of all ' +
        'cells and the dispersion of the other cells gives.',
    },
  },
});

/** Identity and position of a cell. Without middleware: there may be 200,000 of them. */
@ObjectType({ simpleResolvers: true })
export abstract class Cell {
  @Field(() => ID, {
    description:
      'Id of the cell in the answer to this question on these data, so that caches of clients keep the ' +
      'figures of each question apart. See `cell` for the place.',
  })
  id!: string;

  @Field(() => ID, {
    description:
      'Id of the place of the cell, equal in every answer with this shape and size, such as ' +
      'S250:1987:910.',
  })
  cell!: string;

  @Field(() => Float, { description: 'Easting of the centre in metres on the National Grid (EPSG:27700).' })
  easting!: number;

  @Field(() => Float, { description: 'Northing of the centre in metres on the National Grid (EPSG:27700).' })
  northing!: number;
}

@ObjectType({ description: 'Cell of a grid with its incidents and its statistic.', simpleResolvers: true })
export class GridCell extends Cell {
  @Field(() => Int, { description: 'Incidents of `window` in the cell.' })
  count!: number;

  @Field(() => Float, {
    nullable: true,
    description:
      'Sum of the weights of the incidents, on which the statistic is then computed. Null without a ' +
      'weight set.',
  })
  weighted!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Incidents, or weight, per square kilometre at the centre. Null for statistics other than KDE.',
  })
  density!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Gi* as a standard score, 0 where it cannot be computed; not always of the sign of the class, which ' +
      'follows the p-values. Null for statistics other than GI_STAR.',
  })
  z!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: "Local Moran's I. Null for statistics other than LOCAL_MORAN.",
  })
  moranI!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Two-sided p-value, not adjusted for the number of cells. Null for COUNT and KDE.',
  })
  pValue!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'p-value adjusted for the false discovery rate over all cells (Benjamini and Hochberg 1995). Null ' +
      'for COUNT and KDE.',
  })
  adjustedPValue!: number | null;

  @Field(() => CellClass, {
    nullable: true,
    description: 'Class of the cell by its statistic. Null for COUNT and KDE.',
  })
  class!: CellClass | null;

  @Field(() => HotReason, {
    nullable: true,
    description:
      'Test by which a class of GI_STAR stands. Null where the cell is not significant, and for other ' +
      'statistics.',
  })
  because!: HotReason | null;

  @Field(() => Change, {
    nullable: true,
    description:
      'Incidents of the cell in `window` against those in `previousWindow`; the p-value is not adjusted for the number ' +
      'of cells. Null where no comparison was asked for, or where it reaches outside the delivered data.',
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
  because?: (HotReason | null)[];
  change?: Change[];
}

@ObjectType({ description: 'Number of cells in one class.' })
export class CellClassCount {
  @Field(() => CellClass, { description: 'Class that is counted.' })
  class!: CellClass;

  @Field(() => Int, { description: 'Number of cells in the class.' })
  count!: number;
}

@ObjectType({ description: 'Grid over the study area, which is the extent of the filter.' })
export class HotspotGrid extends ComparedAnswer {
  @Field(() => Int, { description: 'Number of cells that meet the study area.' })
  cellCount!: number;

  @Field(() => Int, { description: 'Incidents in the cells.' })
  incidentCount!: number;

  @Field(() => [CellClassCount], {
    description:
      'Number of cells in each class of the statistic, empty classes included; empty for COUNT and KDE.',
  })
  classCounts!: CellClassCount[];

  @Field(() => Float, {
    nullable: true,
    description:
      'Smallest sum of incidents, or of their weights, in a cell and its neighbours with which a cell is ' +
      'hot (HOT_95 or HOT_99). Null where no cell is hot, and for statistics other than GI_STAR.',
  })
  leastHotSum!: number | null;

  /** Cells from which `cells` and `features` are made. */
  columns!: CellColumns;
  layout!: CellLayout;
}
