import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Answer } from '../analytic';

export enum ConcentrationUnit {
  CELL = 'CELL',
  LOCATION = 'LOCATION',
}
registerEnumType(ConcentrationUnit, {
  name: 'ConcentrationUnit',
  description: 'Unit that incidents are counted by.',
  valuesConfig: {
    CELL: {
      description: 'Square cells of the National Grid that meet the study area, empty ones included.',
    },
    LOCATION: {
      description:
        "Distinct places inside the extent of the filter at which the filter's sources have ever recorded " +
        'an incident of any offence.',
    },
  },
});

@ObjectType({ description: 'Point of the Lorenz curve (Lorenz 1905).' })
export class LorenzPoint {
  @Field(() => Float, {
    description: 'Cumulative share of the units, those with fewest incidents first, 0 to 1.',
  })
  unitShare!: number;

  @Field(() => Float, { description: 'Cumulative share of the incidents that these units hold, 0 to 1.' })
  incidentShare!: number;
}

@ObjectType({
  description:
    'Concentration of incidents over cells or places (Weisburd 2015). All fields but `units` and ' +
    '`incidents` are null without incidents.',
})
export class Concentration extends Answer {
  @Field(() => Int, { description: 'Number of cells or places, those without incidents included.' })
  units!: number;

  @Field(() => Int, { description: 'Incidents in the cells or at the places counted.' })
  incidents!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'Smallest number of units that together hold 25% of the incidents.',
  })
  unitsFor25Percent!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Smallest number of units that together hold 50% of the incidents.',
  })
  unitsFor50Percent!: number | null;

  @Field(() => Float, { nullable: true, description: 'unitsFor25Percent ÷ units, 0 to 1.' })
  shareFor25Percent!: number | null;

  @Field(() => Float, { nullable: true, description: 'unitsFor50Percent ÷ units, 0 to 1.' })
  shareFor50Percent!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Gini coefficient (Gini 1912), 0 to 1: 0 where all units have the same number, close to 1 where one ' +
      'has all. High by construction where there are fewer incidents than units; use generalisedGini ' +
      'there.',
  })
  gini!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Generalised Gini coefficient (Bernasco and Steenbeek 2017), 0 to 1: against the most even spread ' +
      'that the number of incidents allows. 0 where every incident has a unit of its own.',
  })
  generalisedGini!: number | null;

  @Field(() => [LorenzPoint], {
    description:
      'Corners of the Lorenz curve from (0, 0) to (1, 1), joined by straight lines; about 200 at most.',
  })
  lorenz!: LorenzPoint[];
}
