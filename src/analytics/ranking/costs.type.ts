import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { Coded } from '../../domain/vocabulary';
import { PeriodType } from '../../platform/calendar';
import { Answer } from '../analytic';

@ObjectType({ description: 'Cost or weight of incidents, in the unit of a weight set.' })
export class CrimeCost {
  @Field(() => Int, { description: 'Number of incidents, those without a known weight included.' })
  incidents!: number;

  @Field(() => Float, {
    nullable: true,
    description:
      'Sum of the weights of the incidents, in the unit of the weight set; incidents of unknown weight ' +
      'are left out. Null, which is not zero, where they are more than 10%.',
  })
  cost!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Sum of the known weights, the least that the cost can be, in the unit of the weight set; null, which is not zero, ' +
      'where no weight is known.',
  })
  costAtLeast!: number | null;

  @Field(() => Int, {
    description: 'Incidents left out of the cost because their offence has no known weight.',
  })
  withoutWeight!: number;
}

@ObjectType({ description: 'Cost of the incidents of one offence.' })
export class OffenceCost extends CrimeCost {
  @Field(() => Coded, { description: 'Offence of the incidents.' })
  offence!: Coded;

  @Field(() => Float, {
    nullable: true,
    description: 'Weight of one incident, in the unit of the weight set; null where it is not known.',
  })
  weight!: number | null;
}

@ObjectType({
  description: 'Cost of the incidents of one theme. Themes overlap: their costs do not add up.',
})
export class ThemeCost extends CrimeCost {
  @Field(() => Coded, { description: 'Theme of the incidents.' })
  theme!: Coded;

  @Field(() => [OffenceCost], {
    description:
      'Costs by offence, the highest first, offences without a weight last. Incidents that belong to the ' +
      'theme by a flag only are in no offence.',
  })
  offences!: OffenceCost[];
}

@ObjectType({ description: 'Costs of incidents by theme and offence, in the unit of a weight set.' })
export class CrimeCosts extends Answer {
  @Field(() => CrimeCost, { description: 'All incidents of the sources that add to themes, each once.' })
  total!: CrimeCost;

  @Field(() => [ThemeCost], {
    description:
      'Themes that a source tells apart and that had incidents, the highest cost first, themes without a ' +
      'known cost last.',
  })
  rows!: ThemeCost[];

  @Field(() => ID, { description: 'Edition of the weight set, as code@version.' })
  weightSet!: string;

  @Field({ description: 'Unit of every cost, such as pounds, or days of imprisonment.' })
  unit!: string;

  @Field(() => PeriodType, {
    description: 'Days of the period that every source has delivered, which were counted.',
  })
  window!: PeriodType;
}
