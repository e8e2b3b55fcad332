import { Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Node, NodeId } from '../../access';
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
  description: 'Precision with which the time of an incident is known.',
  valuesConfig: {
    MINUTE: { description: 'Known to the minute, or as a span of minutes from occurredFrom to occurredTo.' },
    DAY: { description: 'Known to the day.' },
    MONTH: { description: 'Known to the month; occurredFrom and occurredTo are its bounds.' },
  },
});

@ObjectType({ description: 'Place of an incident, as exact as its source delivers it.' })
export class IncidentLocation {
  @Field(() => Float, { description: 'Degrees east (WGS 84).' })
  longitude!: number;

  @Field(() => Float, { description: 'Degrees north (WGS 84).' })
  latitude!: number;

  @Field(() => Float, {
    description: 'Easting in metres on the National Grid (EPSG:27700), good to a metre or so.',
  })
  easting!: number;

  @Field(() => Float, {
    description: 'Northing in metres on the National Grid (EPSG:27700), good to a metre or so.',
  })
  northing!: number;

  @Field({ description: 'Whether the point is an anonymous map point that stands for its surroundings.' })
  snapped!: boolean;
}

/** `simpleResolvers` skips middleware, since there may be 200,000 of these. */
@ObjectType({ description: 'Place with the number of incidents of a filter.', simpleResolvers: true })
export class IncidentPlace extends IncidentLocation {
  @Field(() => ID, {
    description:
      'Id of the place in the answer to this filter on these data, so that caches of clients keep the counts of each ' +
      'filter apart. See `place` for the place alone.',
  })
  id!: string;

  @Field(() => ID, { description: 'Id of the place, opaque, and equal in the answers to all filters.' })
  place!: string;

  @Field(() => Int, { description: 'Incidents of the filter at the place.' })
  count!: number;
}

@ObjectType({
  description: 'Event in the course of an incident after it was recorded, such as a charge or a closed case.',
})
export class IncidentOutcome {
  @Field({ description: 'Calendar month of the event, YYYY-MM.' })
  month!: string;

  @Field(() => Coded, { description: 'Decision or finding.' })
  outcome!: Coded;
}

@ObjectType({
  description: 'Numbers of people hurt in a collision, adults and children as the source distinguishes them.',
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

@ObjectType({ implements: Node, description: 'One incident of one source, without names and addresses.' })
export class Incident {
  /** Day of the boundaries that its areas are of; null: those of its month. */
  areasAsOf!: string | null;

  @NodeId<Incident>(
    'Id of the incident, opaque: `incident` and `node` find it again. It keeps the day of `areasAsOf`, where the filter ' +
      'names one, because the areas of the incident depend on it.',
    ({ partnershipId, id, areasAsOf }) => ({ kind: 'Incident', partnershipId, id, day: areasAsOf }),
  )
  id!: number;

  @Field(() => String, {
    nullable: true,
    description: 'Reference that the agency gave the incident; null where it gave none.',
  })
  reference!: string | null;

  @Field(() => Source, { description: 'Source that delivered the incident.' })
  source!: Source;

  @Field(() => Coded, { description: 'Offence, in the finest classification of the source.' })
  offence!: Coded;

  @Field(() => [Coded], { description: 'Themes of the incident, by offence or by flag.' })
  themes!: Coded[];

  @Field(() => LondonDateTime, { description: 'Earliest time at which the incident can have happened.' })
  occurredFrom!: Date;

  @Field(() => LondonDateTime, { description: 'Latest time at which the incident can have happened.' })
  occurredTo!: Date;

  @Field(() => TimePrecision, { description: 'Precision with which the time is known.' })
  precision!: Precision;

  @Field(() => IncidentLocation, {
    nullable: true,
    description: 'Point of the incident; null where the source delivers none.',
  })
  location!: IncidentLocation | null;

  @Field(() => String, {
    nullable: true,
    description:
      "Code of the last known outcome: the one of the latest month. An outcome in the incident's own " +
      'record counts for the month of the incident, and yields to an event of that month.',
  })
  outcome!: string | null;

  @Field(() => [String], { description: 'Codes of the flags of the incident, such as domestic-abuse.' })
  flags!: string[];

  @Field(() => Casualties, {
    nullable: true,
    description: 'Casualties of a collision; null where the source delivers none.',
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
    'Dimension to count incidents by: at most one of the areas, at most one of month, quarter and year, ' +
    'and any others.',
  valuesConfig: {
    WARD: {
      description: 'Ward, in the boundaries of the first day of the month, or of the day `areasAsOf`.',
    },
    SNT_AREA: {
      description: 'SNT area; protected counts go to the area that holds at least half of the ward.',
    },
    POSTCODE_DISTRICT: { description: 'Postcode district, such as LU6.' },
    LSOA: { description: 'Lower-layer Super Output Area (LSOA).' },
    PARTNERSHIP: { description: 'Partnership as a whole; for a county, each of its members.' },
    MONTH: { description: 'Calendar month, YYYY-MM.' },
    QUARTER: { description: 'Calendar quarter, such as 2023Q2.' },
    YEAR: { description: 'Calendar year, YYYY.' },
    THEME: { description: 'Theme. Themes overlap: rows by theme do not add up to the total.' },
    OFFENCE: { description: 'Offence, in the classification of its source.' },
    SOURCE: { description: 'Source that delivered the incident.' },
    OUTCOME: { description: 'Last known outcome.' },
  },
});

@ObjectType({
  description:
    'Number of incidents for one combination of dimensions, flat for BI tools. Fields of dimensions ' +
    'that were not asked for are null.',
})
export class IncidentCountRow {
  @Field(() => String, { nullable: true, description: 'Kind of the area; null where not counted by area.' })
  areaKind!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Code of the area; null also for incidents outside all areas of the kind, or without a place.',
  })
  areaCode!: string | null;

  @Field(() => String, { nullable: true, description: 'Name of the area.' })
  areaName!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Calendar month, YYYY-MM; null where not counted by month.',
  })
  month!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Calendar quarter, YYYYQn, such as 2023Q2; null where not counted by quarter.',
  })
  quarter!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Calendar year, YYYY; null where not counted by year.',
  })
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

  @Field(() => Int, {
    nullable: true,
    description:
      'Incidents of the combination; null for a theme that is not recorded in all of the months, because a source of the ' +
      'same events that tells less is counted in some: its count would be of fewer months than that of others. Combinations without any have no row, but where counted by month, quarter or year ' +
      'each one that occurs has a row in all units of time that were delivered, 0 where there was none.',
  })
  count!: number | null;

  @Field({
    description:
      'Whether every day of the month, quarter or year, or else of the period, is counted and its theme, offence or source ' +
      'recorded on all of them; if not, the count is not to be compared with others.',
  })
  complete!: boolean;

  @Field({
    description: 'Whether disclosure control has changed the count by up to ±3 per cell of ward and month.',
  })
  perturbed!: boolean;

  @Field({
    description:
      'Whether part of the count is a best fit through LSOAs from wards of another time than `areasAsOf`; ' +
      'rounded, so that rows may not add up to the total.',
  })
  estimated!: boolean;
}

@ObjectType({ description: 'Total number of incidents.' })
export class CountTotal {
  @Field(() => Int, {
    nullable: true,
    description:
      'Incidents, each once, of the days that were delivered; null where nothing of the period was: unknown, not zero.',
  })
  count!: number | null;

  @Field({
    description: 'Whether disclosure control has changed the count, by up to ±3 per cell of ward and month.',
  })
  perturbed!: boolean;

  @Field({
    description: 'Whether part of the count is a best fit, where a filter takes only parts of former wards.',
  })
  estimated!: boolean;
}

@ObjectType({ description: 'Span of months that a source has delivered.' })
export class DataCoverage {
  @Field(() => Source, { description: 'Source that delivered the records.' })
  source!: Source;

  @Field(() => String, { description: 'First day of the first month that has records.' })
  from!: string;

  @Field(() => String, { description: 'Last day of the last month that has records.' })
  to!: string;

  @Field(() => Int, {
    description: 'Incidents of the source; a protected count where the source is closed to the key.',
  })
  incidentCount!: number;
}
