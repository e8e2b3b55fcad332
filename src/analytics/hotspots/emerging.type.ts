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
    'How a cell behaves as a hotspot over the steps of a period (the categories of Esri 2015, tested in this order).',
  valuesConfig: {
    HISTORICAL: { description: 'Not hot in the last step, but in 90 % or more of the earlier ones.' },
    INTENSIFYING: { description: 'Hot in 90 % or more of the steps and in the last one, with rising Gi*.' },
    PERSISTENT: { description: 'Hot in 90 % or more of the steps and in the last one, without a trend.' },
    DIMINISHING: { description: 'Hot in 90 % or more of the steps and in the last one, with falling Gi*.' },
    NEW: { description: 'Hot in the last step and never before.' },
    CONSECUTIVE: {
      description: 'Hot in the last steps without a break, two or more, and never before them.',
    },
    OSCILLATING: { description: 'Hot in the last step, cold in some earlier one.' },
    SPORADIC: { description: 'Hot in the last step and on and off before, never cold.' },
    NONE: { description: 'None of these.' },
  },
});

@ObjectType({ description: 'A cell with its behaviour over time.', simpleResolvers: true })
export class EmergingCell extends Cell {
  @Field(() => EmergingCategory, { description: 'How it behaves.' })
  category!: EmergingCategory;

  @Field(() => Int, { description: 'Steps in which it was hot (HOT_95 or HOT_99).' })
  hotSteps!: number;

  @Field(() => Int, { description: 'Steps in all.' })
  steps!: number;

  @Field(() => Float, {
    description: 'Standard score of the Mann-Kendall test for a trend in its Gi* (Mann 1945; Kendall 1975).',
  })
  trendZ!: number;
}

@ObjectType({ description: 'Cells of one category.' })
export class EmergingCategoryCount {
  @Field(() => EmergingCategory, { description: 'The category.' })
  category!: EmergingCategory;

  @Field(() => Int, { description: 'How many cells have it.' })
  count!: number;
}

@ObjectType({ description: 'How the cells of a study area behave as hotspots over time.' })
export class EmergingHotspots extends Answer {
  @Field(() => [EmergingCell], {
    description: 'Every cell that meets the study area, by column, then row of the grid.',
  })
  cells!: EmergingCell[];

  @Field(() => [EmergingCategoryCount], {
    description: 'Cells of every category, also where there are none.',
  })
  categoryCounts!: EmergingCategoryCount[];

  /** What `features` are made of. */
  layout!: CellLayout;
}
