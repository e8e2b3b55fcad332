import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { type EmergingCategory as Category, EMERGING_CATEGORIES } from '../../platform/statistics';
import { Answer } from '../analytic';
import type { CellLayout } from './cell-features';
import { Cell } from './grid.type';

export type EmergingCategory = Category;

export const EmergingCategory = Object.fromEntries(EMERGING_CATEGORIES.map((name) => [name, name])) as Record<
  Category,
  Category
>;
registerEnumType(EmergingCategory, {
  name: 'EmergingCategory',
  description:
    'Behaviour of a cell as a hotspot over the steps of a period: the categories of Esri (2015), tested ' +
    'in the order HISTORICAL, INTENSIFYING, PERSISTENT, DIMINISHING, NEW, CONSECUTIVE, OSCILLATING, ' +
    'SPORADIC, NONE.',
  valuesConfig: {
    HISTORICAL: { description: 'Not hot in the last step, hot in at least 90% of the earlier ones.' },
    INTENSIFYING: { description: 'Hot in at least 90% of the steps and in the last one, with rising Gi*.' },
    PERSISTENT: { description: 'Hot in at least 90% of the steps and in the last one, without a trend.' },
    DIMINISHING: { description: 'Hot in at least 90% of the steps and in the last one, with falling Gi*.' },
    NEW: { description: 'Hot in the last step and never before.' },
    CONSECUTIVE: {
      description: 'Hot in the last two or more steps without a break, and never before them.',
    },
    OSCILLATING: { description: 'Hot in the last step, cold in some earlier one.' },
    SPORADIC: { description: 'Hot in the last step and on and off before, never cold.' },
    NONE: { description: 'No category of emerging hotspots applies.' },
  },
});

@ObjectType({
  description: 'Cell of a grid with its behaviour as a hotspot over time.',
  simpleResolvers: true,
})
export class EmergingCell extends Cell {
  @Field(() => EmergingCategory, { description: 'Category of the cell.' })
  category!: EmergingCategory;

  @Field(() => Int, { description: 'Steps in which the cell was hot (HOT_95 or HOT_99).' })
  hotSteps!: number;

  @Field(() => Int, { description: 'Number of steps of the period.' })
  steps!: number;

  @Field(() => Float, {
    description:
      "Standard score of the Mann-Kendall test for a trend in the cell's Gi* (Mann 1945; Kendall 1975).",
  })
  trendZ!: number;
}

@ObjectType({ description: 'Number of cells in one category.' })
export class EmergingCategoryCount {
  @Field(() => EmergingCategory, { description: 'Category that is counted.' })
  category!: EmergingCategory;

  @Field(() => Int, { description: 'Number of cells in the category.' })
  count!: number;
}

@ObjectType({ description: 'Behaviour of the cells of a study area as hotspots over time.' })
export class EmergingHotspots extends Answer {
  @Field(() => [EmergingCell], {
    description: 'Every cell that meets the study area, by column, then row of the grid.',
  })
  cells!: EmergingCell[];

  @Field(() => [EmergingCategoryCount], {
    description: 'Number of cells in each category, empty categories included.',
  })
  categoryCounts!: EmergingCategoryCount[];

  /** Cells from which `features` are made. */
  layout!: CellLayout;
}
