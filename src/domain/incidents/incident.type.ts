import { Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { LondonDateTime } from '../../platform/calendar';
import { Coded, Source } from '../vocabulary';
import type { Precision } from './record';

export enum TimePrecision {
  MINUTE = 'MINUTE',
  DAY = 'DAY',
  MONTH = 'MONTH',
}
registerEnumType(TimePrecision, {
  name: 'TimePrecision',
  description: 'How exactly the time of an incident is known.',
  valuesConfig: {
    MINUTE: { description: 'From–to in minutes.' },
    DAY: { description: 'The day only.' },
    MONTH: { description: 'The month only; occurredFrom and occurredTo are its bounds.' },
  },
});

@ObjectType({ description: 'Where an incident happened, as exactly as its source tells.' })
export class IncidentLocation {
  @Field(() => Float, { description: 'Degrees east (WGS 84).' })
  longitude!: number;

  @Field(() => Float, { description: 'Degrees north (WGS 84).' })
  latitude!: number;

  @Field(() => Float, { description: 'Metres east on the National Grid, good to a metre or so.' })
  easting!: number;

  @Field(() => Float, { description: 'Metres north on the National Grid, good to a metre or so.' })
  northing!: number;

  @Field({ description: 'Whether the point is an anonymous map point that stands for its surroundings.' })
  snapped!: boolean;
}

/** Without middleware: there may be 200,000 of them. */
@ObjectType({ description: 'A place where incidents happened.', simpleResolvers: true })
export class IncidentPlace extends IncidentLocation {
  @Field(() => ID, { description: 'Stable within this installation.' })
  id!: number;

  @Field(() => Int, { description: 'Incidents of the filter there.' })
  count!: number;
}

@ObjectType({ description: 'One event of what became of an incident.' })
export class IncidentOutcome {
  @Field({ description: 'Calendar month of the event, YYYY-MM.' })
  month!: string;

  @Field(() => Coded, { description: 'What was decided or found.' })
  outcome!: Coded;
}

@ObjectType({
  description: 'Numbers of people hurt in a collision, as its source tells adults from children.',
})
export class Casualties {
  @Field(() => Int, { description: 'Adults killed.' })
  adultsKilled!: number;

  @Field(() => Int, { description: 'Adults seriously injured.' })
  adultsSeriouslyInjured!: number;

  @Field(() => Int, { description: 'Adults slightly injured.' })
  adultsSlightlyInjured!: number;

  @Field(() => Int, { description: 'Children killed.' })
  childrenKilled!: number;

  @Field(() => Int, { description: 'Children seriously injured.' })
  childrenSeriouslyInjured!: number;

  @Field(() => Int, { description: 'Children slightly injured.' })
  childrenSlightlyInjured!: number;
}

@ObjectType({ description: 'One incident of one source. No names, no addresses.' })
export class Incident {
  @Field(() => ID, { description: 'Stable within this installation.' })
  id!: number;

  @Field(() => String, { nullable: true, description: "The agency's own reference, where it gave one." })
  reference!: string | null;

  @Field(() => Source, { description: 'The source that delivered it.' })
  source!: Source;

  @Field(() => Coded, { description: 'What happened, in the finest terms of its source.' })
  offence!: Coded;

  @Field(() => [Coded], { description: 'The themes it belongs to, by offence or by flag.' })
  themes!: Coded[];

  @Field(() => LondonDateTime, { description: 'Earliest time it can have happened.' })
  occurredFrom!: Date;

  @Field(() => LondonDateTime, { description: 'Latest time it can have happened.' })
  occurredTo!: Date;

  @Field(() => TimePrecision, { description: 'How exactly the time is known.' })
  precision!: Precision;

  @Field(() => IncidentLocation, {
    nullable: true,
    description: 'Null where the source tells less than a point.',
  })
  location!: IncidentLocation | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Code of the last known outcome: that of the latest month. What the record of the incident itself states counts in ' +
      'the month of the incident, and yields to an event of that month.',
  })
  outcome!: string | null;

  @Field(() => [String], { description: 'Codes of its flags.' })
  flags!: string[];

  @Field(() => Casualties, {
    nullable: true,
    description: 'Of a collision: who was hurt, where its source tells.',
  })
  casualties!: Casualties | null;

  partnershipId!: number;
  wardId!: number | null;
  sntAreaId!: number | null;
  districtId!: number | null;
}

export enum CountDimension {
  WARD = 'WARD',
  SNT_AREA = 'SNT_AREA',
  POSTCODE_DISTRICT = 'POSTCODE_DISTRICT',
  LSOA = 'LSOA',
  PARTNERSHIP = 'PARTNERSHIP',
  MONTH = 'MONTH',
  QUARTER = 'QUARTER',
  YEAR = 'YEAR',
  THEME = 'THEME',
  OFFENCE = 'OFFENCE',
  SOURCE = 'SOURCE',
  OUTCOME = 'OUTCOME',
}
registerEnumType(CountDimension, {
  name: 'CountDimension',
  description:
    'What to count by: at most one of the areas, at most one of month, quarter and year, and any others.',
  valuesConfig: {
    WARD: { description: 'The ward valid on the first day of the month, or on that of areasAsOf.' },
    SNT_AREA: {
      description: 'The SNT area; protected counts go with the area that holds at least half of the ward.',
    },
    POSTCODE_DISTRICT: { description: 'The postcode district.' },
    LSOA: { description: 'The Lower-layer Super Output Area.' },
    PARTNERSHIP: { description: 'The partnership as a whole; of a county each of its members.' },
    MONTH: { description: 'Calendar month, YYYY-MM.' },
    QUARTER: { description: 'Calendar quarter, such as 2023Q2.' },
    YEAR: { description: 'Calendar year, YYYY.' },
    THEME: { description: 'Theme. Themes overlap: rows by theme do not add up to the total.' },
    OFFENCE: { description: 'Offence.' },
    SOURCE: { description: 'Source.' },
    OUTCOME: { description: 'Last known outcome.' },
  },
});

@ObjectType({
  description: 'A count of incidents, flat for BI tools. Fields of dimensions not asked for are null.',
})
export class IncidentCountRow {
  @Field(() => String, { nullable: true, description: 'Kind of area asked for.' })
  areaKind!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Code of the area; null also for incidents that lie in no such area or whose place is not told.',
  })
  areaCode!: string | null;

  @Field(() => String, { nullable: true, description: 'Name of the area.' })
  areaName!: string | null;

  @Field(() => String, { nullable: true, description: 'YYYY-MM' })
  month!: string | null;

  @Field(() => String, { nullable: true, description: 'Calendar quarter, YYYYQn' })
  quarter!: string | null;

  @Field(() => String, { nullable: true, description: 'Calendar year, YYYY' })
  year!: string | null;

  @Field(() => String, { nullable: true, description: 'Code of the theme.' })
  theme!: string | null;

  @Field(() => String, { nullable: true, description: 'Code of the offence.' })
  offence!: string | null;

  @Field(() => String, { nullable: true, description: 'Code of the source.' })
  source!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Code of the last known outcome; null also where none is known.',
  })
  outcome!: string | null;

  @Field(() => Int, { description: 'Incidents. Combinations without any have no row.' })
  count!: number;

  @Field({
    description: 'Whether disclosure control has changed the count by up to ±3 per cell of ward and month.',
  })
  perturbed!: boolean;

  @Field({
    description:
      'Whether some of it is a best fit through LSOAs, from wards of another time than areasAsOf; rounded, so that ' +
      'rows may not add up to the total.',
  })
  estimated!: boolean;
}

@ObjectType({ description: 'A number of incidents.' })
export class CountTotal {
  @Field(() => Int, { description: 'Incidents, each once.' })
  count!: number;

  @Field({ description: 'Whether disclosure control has changed the count.' })
  perturbed!: boolean;

  @Field({
    description: 'Whether some of it is a best fit, where a filter takes only parts of former wards.',
  })
  estimated!: boolean;
}

@ObjectType({ description: 'What a source has delivered.' })
export class DataCoverage {
  @Field(() => Source, { description: 'The source that delivered.' })
  source!: Source;

  @Field(() => String, { description: 'First day of the first month that has records.' })
  from!: string;

  @Field(() => String, { description: 'Last day of the last month that has records.' })
  to!: string;

  @Field(() => Int, {
    description: 'Incidents; under disclosure control where the source is closed to the key.',
  })
  incidentCount!: number;
}
