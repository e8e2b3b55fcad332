import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { Coded } from '../../domain/vocabulary';
import { PeriodType } from '../../platform/calendar';
import { Answer } from '../analytic';

@ObjectType({ description: 'What some incidents cost, or weigh, in the unit of a weight set.' })
export class CrimeCost {
  @Field(() => Int, { description: 'Incidents.' })
  incidents!: number;

  @Field(() => Float, {
    nullable: true,
    description:
      'Incidents × weight, over those whose weight is known; null where none is known, which is not zero.',
  })
  cost!: number | null;

  @Field(() => Int, { description: 'Incidents that the cost leaves out: their offence has no known weight.' })
  withoutWeight!: number;
}

@ObjectType({ description: 'What the incidents of one offence cost.' })
export class OffenceCost extends CrimeCost {
  @Field(() => Coded, { description: 'The offence.' })
  offence!: Coded;

  @Field(() => Float, {
    nullable: true,
    description: 'What one incident costs; null where that is not known.',
  })
  weight!: number | null;
}

@ObjectType({
  description: 'What the incidents of one theme cost. Themes overlap: their costs do not add up.',
})
export class ThemeCost extends CrimeCost {
  @Field(() => Coded, { description: 'The theme.' })
  theme!: Coded;

  @Field(() => [OffenceCost], {
    description:
      'By offence, the dearest first, those without a weight last. Incidents that are told by their flag only are in ' +
      'no offence.',
  })
  offences!: OffenceCost[];
}

@ObjectType({ description: 'What crime and incidents cost, or weigh, by theme and offence.' })
export class CrimeCosts extends Answer {
  @Field(() => CrimeCost, { description: 'Of all incidents of the sources that add to themes, each once.' })
  total!: CrimeCost;

  @Field(() => [ThemeCost], {
    description:
      'The themes that a source tells apart and that had incidents, the dearest first, those without a known cost last.',
  })
  rows!: ThemeCost[];

  @Field(() => ID, { description: 'The weight set: code@version.' })
  weightSet!: string;

  @Field({ description: 'The unit of every cost: pounds, days, or what the weight set counts.' })
  unit!: string;

  @Field(() => PeriodType, {
    description: 'The days that were counted: of the period, what all sources have delivered.',
  })
  window!: PeriodType;
}
