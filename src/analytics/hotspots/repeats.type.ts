import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Answer } from '../analytic';

export enum RepeatUnit {
  PLACE = 'PLACE',
}
registerEnumType(RepeatUnit, {
  name: 'RepeatUnit',
  description: 'Unit that is victimised again.',
  valuesConfig: { PLACE: { description: 'Place of an incident: one point, as it was recorded.' } },
});

@ObjectType({
  description:
    'Repeat victimisation (Farrell and Pease 1993). An incident is a repeat where its unit had another ' +
    'incident of the same filter on an earlier day within the 12 months before, in the period or ahead ' +
    'of it.',
})
export class RepeatVictimisation extends Answer {
  @Field(() => RepeatUnit, { description: 'Unit that incidents are grouped by.' })
  by!: RepeatUnit;

  @Field(() => Int, { description: 'Units with at least one incident in the period.' })
  units!: number;

  @Field(() => Int, { description: 'Units with at least one repeat in the period.' })
  repeatUnits!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'repeatIncidents ÷ incidents, 0 to 1; null without incidents.',
  })
  repeatShare!: number | null;

  @Field(() => Int, { description: 'Incidents of the period whose unit is known.' })
  incidents!: number;

  @Field(() => Int, { description: 'Incidents of the period that are repeats.' })
  repeatIncidents!: number;
}

export enum DistanceMetric {
  EUCLIDEAN = 'EUCLIDEAN',
  MANHATTAN = 'MANHATTAN',
}
registerEnumType(DistanceMetric, {
  name: 'DistanceMetric',
  description: 'Measure of the distance between two places on the National Grid.',
  valuesConfig: {
    EUCLIDEAN: { description: 'Straight line.' },
    MANHATTAN: { description: 'Sum of the east-west and the north-south distance.' },
  },
});

@ObjectType({ description: 'Pairs of incidents within one band of distance and one band of time.' })
export class NearRepeatBand {
  @Field(() => Float, { description: 'Smallest distance of the band in metres, included.' })
  distanceFrom!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Largest distance of the band in metres, excluded; null in the last band, which is open.',
  })
  distanceTo!: number | null;

  @Field(() => Float, { description: 'Smallest number of days of the band, included.' })
  daysFrom!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Largest number of days of the band, excluded; null in the last band, which is open.',
  })
  daysTo!: number | null;

  @Field(() => Int, { description: 'Pairs of incidents in the band.' })
  observed!: number;

  @Field(() => Float, {
    description: 'Mean number of pairs over the permutations of the days among the places.',
  })
  expected!: number;

  @Field(() => Float, {
    nullable: true,
    description:
      'observed ÷ expected, such as 1.5 for 50% more pairs than by chance; null where none are expected.',
  })
  ratio!: number | null;

  @Field(() => Float, {
    description:
      '(Permutations with as many pairs or more + 1) ÷ (permutations + 1), one-sided, for this band ' +
      'alone.',
  })
  pValue!: number;
}

@ObjectType({
  description:
    'Near repeats: the test of Knox (1964) with permuted days (Johnson et al. 2007), whether incidents ' +
    'close in space also follow each other closely in time.',
})
export class NearRepeats extends Answer {
  @Field(() => [NearRepeatBand], {
    description: 'Every combination of a distance band and a time band, the nearest first.',
  })
  bands!: NearRepeatBand[];

  @Field(() => Int, { description: 'Incidents with a place and a day, from which the pairs are made.' })
  incidents!: number;
}
