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
      'are left out. Null, which is not zero, where they are more than 10%. An offence without a weight has the mean of ' +
      'its parts, mixed as in the recorded crime of the partnership in the whole quarters of the period, where these are known.',
  })
  cost!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Least that the cost can be, in the unit of the weight set: the sum of the known weights, and for an offence without ' +
      'one the least of its parts. Null, which is not zero, where no weight is known.',
  })
  costAtLeast!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Greatest that the cost can be, in the unit of the weight set: for an offence without a weight the greatest of its ' +
      'parts. Null where the weight of any incident has no bound.',
  })
  costAtMost!: number | null;

  @Field(() => Int, {
    description:
      'Incidents left out of the cost because neither their offence nor all of its parts have a known weight.',
  })
  withoutWeight!: number;
}

@ObjectType({ description: 'Cost of the incidents of one offence.' })
export class OffenceCost extends CrimeCost {
  @Field(() => Coded, { description: 'Offence of the incidents.' })
  offence!: Coded;

  @Field(() => Float, {
    nullable: true,
    description:
      'Weight of one incident, in the unit of the weight set, or the mean of its parts; null where it is not known.',
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
