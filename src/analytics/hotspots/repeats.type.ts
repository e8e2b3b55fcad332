import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Answer } from '../analytic';

export enum RepeatUnit {
  PLACE = 'PLACE',
}
registerEnumType(RepeatUnit, {
  name: 'RepeatUnit',
  description: 'Who or what is victimised again.',
  valuesConfig: { PLACE: { description: 'The place of an incident: one point, as it was recorded.' } },
});

@ObjectType({
  description:
    'Repeat victimisation: how much happens to those it happened to before (Farrell and Pease 1993). An incident is a ' +
    'repeat where the same unit had another, of the same filter, on an earlier day within the 12 months before, in ' +
    'the period or ahead of it.',
})
export class RepeatVictimisation extends Answer {
  @Field(() => RepeatUnit, { description: 'What the units are.' })
  by!: RepeatUnit;

  @Field(() => Int, { description: 'Units with an incident in the period.' })
  units!: number;

  @Field(() => Int, { description: 'Units with a repeat in the period.' })
  repeatUnits!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'repeatIncidents ÷ incidents, 0 to 1; null without incidents.',
  })
  repeatShare!: number | null;

  @Field(() => Int, { description: 'Incidents of the period whose unit is known.' })
  incidents!: number;

  @Field(() => Int, { description: 'Those of them that are repeats.' })
  repeatIncidents!: number;
}

export enum DistanceMetric {
  EUCLIDEAN = 'EUCLIDEAN',
  MANHATTAN = 'MANHATTAN',
}
registerEnumType(DistanceMetric, {
  name: 'DistanceMetric',
  description: 'How the distance between two places is measured on the National Grid.',
  valuesConfig: {
    EUCLIDEAN: { description: 'As the crow flies.' },
    MANHATTAN: { description: 'East-west and north-south parts added.' },
  },
});

@ObjectType({ description: 'Pairs of incidents so far apart in space and in time.' })
export class NearRepeatBand {
  @Field(() => Float, { description: 'Metres, included.' })
  distanceFrom!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Metres, excluded; null in the last band, which is open.',
  })
  distanceTo!: number | null;

  @Field(() => Float, { description: 'Days, included.' })
  daysFrom!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Days, excluded; null in the last band, which is open.',
  })
  daysTo!: number | null;

  @Field(() => Int, { description: 'Pairs of incidents in this band.' })
  observed!: number;

  @Field(() => Float, {
    description: 'Mean number of pairs when the days are dealt out anew among the places.',
  })
  expected!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'observed ÷ expected: 1.5 is half as many again as by chance; null where none are expected.',
  })
  ratio!: number | null;

  @Field(() => Float, {
    description:
      '(Permutations with as many pairs or more + 1) ÷ (permutations + 1), one-sided, each band by itself.',
  })
  pValue!: number;
}

@ObjectType({
  description:
    'Near repeats: do incidents that are close in space follow each other closely in time? The test of Knox (1964) ' +
    'with permuted days (Johnson et al. 2007).',
})
export class NearRepeats extends Answer {
  @Field(() => [NearRepeatBand], { description: 'Every distance band with every time band, nearest first.' })
  bands!: NearRepeatBand[];

  @Field(() => Int, { description: 'Incidents with a place and a day, which the pairs are made of.' })
  incidents!: number;
}
