import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Answer } from '../analytic';

export enum ConcentrationUnit {
  CELL = 'CELL',
  LOCATION = 'LOCATION',
}
registerEnumType(ConcentrationUnit, {
  name: 'ConcentrationUnit',
  description: 'What incidents are counted by.',
  valuesConfig: {
    CELL: {
      description: 'Square cells of the national grid: all that meet the study area, the empty ones too.',
    },
    LOCATION: {
      description:
        'Distinct places: all on the ground that the filter asks about at which the sources of the filter have ever ' +
        'recorded an incident, of any offence. (Places where nothing was ever recorded are not known.)',
    },
  },
});

@ObjectType({ description: 'A point of the Lorenz curve (Lorenz 1905).' })
export class LorenzPoint {
  @Field(() => Float, { description: 'Share of the units, those with fewest incidents first, 0 to 1.' })
  unitShare!: number;

  @Field(() => Float, { description: 'Share of the incidents that these units hold, 0 to 1.' })
  incidentShare!: number;
}

@ObjectType({
  description:
    'How unevenly incidents are spread (Weisburd 2015). All but the units is null without incidents.',
})
export class Concentration extends Answer {
  @Field(() => Int, { description: 'Units, the ones without incidents too.' })
  units!: number;

  @Field(() => Int, { description: 'Incidents at these units.' })
  incidents!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'Fewest units that together hold a quarter of the incidents.',
  })
  unitsFor25Percent!: number | null;

  @Field(() => Int, { nullable: true, description: 'Fewest units that together hold half of the incidents.' })
  unitsFor50Percent!: number | null;

  @Field(() => Float, { nullable: true, description: 'unitsFor25Percent ÷ units, 0 to 1.' })
  shareFor25Percent!: number | null;

  @Field(() => Float, { nullable: true, description: 'unitsFor50Percent ÷ units, 0 to 1.' })
  shareFor50Percent!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Gini coefficient (Gini 1912): 0 where all units have the same, nearly 1 where one has all. Where there are ' +
      'fewer incidents than units it is high whatever the pattern: use generalisedGini.',
  })
  gini!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Generalised Gini coefficient (Bernasco and Steenbeek 2017): against the most even spread that so few incidents ' +
      'allow. 0 where every incident has a unit of its own.',
  })
  generalisedGini!: number | null;

  @Field(() => [LorenzPoint], {
    description:
      'Corners of the Lorenz curve from (0, 0) to (1, 1), straight between them; about 200 at most.',
  })
  lorenz!: LorenzPoint[];
}
