import { Field, Float, ObjectType, registerEnumType } from 'type-graphql';
import { Answer } from '../analytic';

export enum Predictor {
  KDE = 'KDE',
  GI_STAR = 'GI_STAR',
  LAST_PERIOD = 'LAST_PERIOD',
}
registerEnumType(Predictor, {
  name: 'Predictor',
  description: 'By what of the training period the cells are put in order.',
  valuesConfig: {
    KDE: { description: 'Kernel density at the centre, quartic kernel (Silverman 1986).' },
    GI_STAR: { description: 'Gi* (Ord and Getis 1995).' },
    LAST_PERIOD: { description: 'Incidents of the cell itself.' },
  },
});

@ObjectType({ description: 'How well one predictor did with one share of the area.' })
export class AccuracyRow {
  @Field(() => Predictor, { description: 'The predictor.' })
  predictor!: Predictor;

  @Field(() => Float, { description: 'Share of the area asked for, in per cent.' })
  coveragePercent!: number;

  @Field(() => Float, {
    description: 'Share of the area of the cells chosen, in per cent: whole cells, at least one.',
  })
  areaPercent!: number;

  @Field(() => Float, { description: 'Share of the incidents of the test that fell into them, 0 to 1.' })
  hitRate!: number;

  @Field(() => Float, {
    description:
      'Predictive accuracy index: hit rate ÷ share of the area; 1 is chance (Chainey et al. 2008).',
  })
  pai!: number;

  @Field(() => Float, {
    description:
      'Predictive efficiency index: PAI ÷ the best possible with as many cells, 0 to 1 (Hunt 2016).',
  })
  pei!: number;
}

@ObjectType({ description: 'How well hotspots of one period found the incidents of another.' })
export class HotspotAccuracy extends Answer {
  @Field(() => [AccuracyRow], { description: 'One row for each predictor and share of the area.' })
  rows!: AccuracyRow[];
}
