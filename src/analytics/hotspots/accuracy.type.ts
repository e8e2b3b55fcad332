import { Field, Float, ObjectType, registerEnumType } from 'type-graphql';
import { type Predictor as Named, PREDICTORS } from '../../platform/statistics';
import { Answer } from '../analytic';

export type Predictor = Named;

export const Predictor = Object.fromEntries(PREDICTORS.map((name) => [name, name])) as Record<Named, Named>;
registerEnumType(Predictor, {
  name: 'Predictor',
  description: 'Quantity of past incidents by which cells are ranked for a search.',
  valuesConfig: {
    CLUSTERS: {
      description:
        'Incidents per square kilometre of the hotspot cluster that the cell lies in, with the default ' +
        'settings of hotspotClusters; all cells outside of clusters are equal.',
    },
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

@ObjectType({ description: 'Predictor to use for one share of the area.' })
export class PredictorChoice {
  @Field(() => Float, { description: 'Share of the area that is searched, in per cent, 0.01 to 100.' })
  coveragePercent!: number;

  @Field(() => Predictor, { description: 'Predictor whose cells held most incidents of the test period.' })
  predictor!: Predictor;

  @Field(() => [Predictor], {
    description:
      'Other predictors that found fewer incidents by no more than chance (adjusted p of 0.05 or more), the ' +
      'best first: any of them may be used as well.',
  })
  asGood!: Predictor[];

  @Field(() => Float, {
    description:
      'Two-sided p-value of the difference between the best and the second best predictor, from sign flips ' +
      'of their differences on squares of 1 km (Fisher 1935), adjusted for the number of pairs of predictors.',
  })
  pValue!: number;
}

@ObjectType({ description: 'Accuracy with which hotspots of one period predicted the incidents of another.' })
export class HotspotAccuracy extends Answer {
  @Field(() => [AccuracyRow], { description: 'One row for each predictor and share of the area.' })
  rows!: AccuracyRow[];

  @Field(() => [PredictorChoice], {
    description: 'Predictor to use for each share of the area, in the order asked for.',
  })
  choices!: PredictorChoice[];
}
