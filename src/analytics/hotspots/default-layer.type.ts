import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Answer } from '../analytic';
import { Predictor } from './accuracy.type';

@ObjectType({ description: 'Accuracy of one layer of the map over the months that it was tested on.' })
export class LayerAccuracy {
  @Field(() => Predictor, { description: 'Predictor that the layer shows.' })
  predictor!: Predictor;

  @Field(() => Float, {
    description: 'Share of the incidents of the tested months that lay on the searched cells, 0 to 1.',
  })
  hitRate!: number;

  @Field(() => Float, {
    description:
      'Predictive accuracy index: hit rate ÷ share of the area; 1 is chance (Chainey et al. 2008).',
  })
  pai!: number;

  @Field(() => Float, {
    nullable: true,
    description:
      'Two-sided p-value of the difference from the layer chosen, from sign flips of the differences on ' +
      'squares of 1 km (Fisher 1935), adjusted for the number of pairs of layers. Null for the layer chosen.',
  })
  pValue!: number | null;
}

@ObjectType({
  description:
    'Layer of hotspots that a map opens with. CLUSTERS unless another layer found more of the ' +
    'incidents of later months on 2% of the area, beyond chance (adjusted p < 0.05).',
})
export class DefaultLayer extends Answer {
  @Field(() => Predictor, { description: 'Predictor that the layer shows.' })
  layer!: Predictor;

  @Field({ description: 'Reason for the layer in a sentence, for the legend of the map.' })
  because!: string;

  @Field(() => Int, {
    description:
      'Number of months that the layers were tested on, each predicted from the 12 delivered months before ' +
      'it; 0 where too few months have been delivered.',
  })
  months!: number;

  @Field(() => [LayerAccuracy], {
    description: 'Accuracy of every layer; empty where the layers could not be tested.',
  })
  rows!: LayerAccuracy[];
}
