import { Field, Float, ObjectType, registerEnumType } from 'type-graphql';
import { Answer } from '../analytic';

export enum Predictor {
  KDE = 'KDE',
  GI_STAR = 'GI_STAR',
  LAST_PERIOD = 'LAST_PERIOD',
}
registerEnumType(Predictor, {
  name: 'Predictor',
  description: 'Quantity of the training period by which cells are ranked for the search.',
  valuesConfig: {
    KDE: { description: 'Kernel density at the centre, quartic kernel (Silverman 1986).' },
    GI_STAR: { description: 'Gi* (Ord and Getis 1995).' },
    LAST_PERIOD: { description: 'Number of incidents in the cell itself.' },
  },
});

@ObjectType({ description: 'Accuracy of one predictor at one share of the area.' })
export class AccuracyRow {
  @Field(() => Predictor, { description: 'Predictor that ranked the cells.' })
  predictor!: Predictor;

  @Field(() => Float, { description: 'Share of the area that was asked for, in per cent, 0.01 to 100.' })
  coveragePercent!: number;

  @Field(() => Float, {
    description: 'Share of the area that the chosen cells cover, in per cent; whole cells, at least one.',
  })
  areaPercent!: number;

  @Field(() => Float, { description: 'Share of the test incidents that fell into the chosen cells, 0 to 1.' })
  hitRate!: number;

  @Field(() => Float, {
    description:
      'Predictive accuracy index: hit rate ÷ share of the area; 1 is chance (Chainey et al. 2008).',
  })
  pai!: number;

  @Field(() => Float, {
    description:
      'Predictive efficiency index: PAI ÷ the best PAI possible with as many cells, 0 to 1 (Hunt 2016).',
  })
  pei!: number;
}

@ObjectType({ description: 'Accuracy with which hotspots of one period predicted the incidents of another.' })
export class HotspotAccuracy extends Answer {
  @Field(() => [AccuracyRow], { description: 'One row for each predictor and share of the area.' })
  rows!: AccuracyRow[];
}
