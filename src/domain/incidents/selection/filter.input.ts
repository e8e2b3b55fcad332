import { ArrayMaxSize, IsOptional, ValidateNested } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { IsoDate, PeriodInput } from '../../../platform/calendar';
import { Problem } from '../../../platform/errors';
import { BoundingBox, GeoJsonGeometry, Near, type Shape } from '../../../platform/geo';
import { AreaKind } from '../../areas';

@InputType({ description: 'One area, by exactly one of its codes.' })
export class AreaBy {
  @Field(() => ID, { nullable: true, description: 'Code of a ward.' })
  ward?: string;

  @Field(() => ID, { nullable: true, description: 'Code of an SNT area.' })
  sntArea?: string;

  @Field(() => ID, { nullable: true, description: 'Code of a postcode district.' })
  postcodeDistrict?: string;

  @Field(() => ID, { nullable: true, description: 'Code of a Lower-layer Super Output Area.' })
  lsoa?: string;

  @Field(() => ID, {
    nullable: true,
    description:
      'Id of a tracked hotspot, from `hotspots`: for zones of actions only, since incident filters have a field `hotspot` ' +
      'of their own.',
  })
  hotspot?: string;
}

const KINDS = {
  ward: AreaKind.WARD,
  sntArea: AreaKind.SNT_AREA,
  postcodeDistrict: AreaKind.POSTCODE_DISTRICT,
  lsoa: AreaKind.LSOA,
} as const;

/** An area that a caller has named. */
export interface NamedArea {
  kind: (typeof KINDS)[keyof typeof KINDS];
  code: string;
  /** The input that named it, for errors. */
  field: string;
}

/** The area that an input names. Problem BAD_USER_INPUT where it names none, several, or a hotspot. */
export function namedArea({ hotspot, ...area }: AreaBy, field: string): NamedArea {
  if (hotspot != null)
    throw new Problem(
      'BAD_USER_INPUT',
      `${field}.hotspot: an area of a filter cannot be a hotspot. Use the field hotspot of the filter.`,
      { field: `${field}.hotspot` },
    );
  const given = Object.entries(area).filter(([, code]) => code != null) as [keyof typeof KINDS, string][];
  if (given.length !== 1)
    throw new Problem(
      'BAD_USER_INPUT',
      `${field} must name exactly one of ${Object.keys(KINDS).join(', ')}.`,
      {
        field,
      },
    );
  const [[by, code]] = given;
  return { kind: KINDS[by], code, field: `${field}.${by}` };
}

/** The input that names an area. */
export function areaBy({ kind, code }: Pick<NamedArea, 'kind' | 'code'>): AreaBy {
  const by = Object.entries(KINDS).find(([, each]) => each === kind)![0];
  return { [by]: code };
}

@InputType({
  description:
    'Filter of incidents, with one meaning for every list and every analytic. Fields combine with AND, ' +
    'the values inside one field with OR.',
})
export class IncidentFilter {
  @Field(() => ID, { description: 'Code of the partnership.' })
  partnership!: string;

  @IsOptional()
  @ValidateNested()
  @Field(() => PeriodInput, {
    nullable: true,
    description:
      'Days on which the incidents happened. Default: all that has been delivered. Records known to the ' +
      'month count where the period holds the whole month; a caveat says how many were left out.',
  })
  period?: PeriodInput | null;

  @ArrayMaxSize(100)
  @IsOptional()
  @Field(() => [ID], {
    nullable: true,
    description:
      'Codes of themes, such as domestic-burglary. Limits the filter to crimes, police incidents and, for ' +
      'themes of theirs, road collisions, unless `sources` names others: health, fire and council records ' +
      'count in a theme only where they are named. Default: all.',
  })
  themes?: string[] | null;

  @ArrayMaxSize(100)
  @IsOptional()
  @Field(() => [ID], {
    nullable: true,
    description:
      'Codes of offences, such as burglary-dwelling. Counted from the sources that record them, unless ' +
      '`sources` names others. Default: all.',
  })
  offences?: string[] | null;

  @ArrayMaxSize(100)
  @IsOptional()
  @Field(() => [ID], {
    nullable: true,
    description:
      'Codes of sources, such as police-crimes. Default: police incidents, police recorded crimes and ' +
      'data.police.uk street-level crime; with `themes`, only the ones that record a theme named, and road ' +
      'collisions for themes of theirs; with `offences`, all sources that record one. Where the police ' +
      'have delivered a month that data.police.uk publishes too, the month counts from the police alone, ' +
      'as far as the key may read them in the detail asked for; both count where both are named. A source ' +
      'that cannot hold the themes or offences asked for takes no part.',
  })
  sources?: string[] | null;

  @ArrayMaxSize(500)
  @IsOptional()
  @ValidateNested()
  @Field(() => [AreaBy], {
    nullable: true,
    description:
      'Areas in which the incidents happened, each month in the boundaries of its first day; with ' +
      '`areasAsOf`, in those of that day. Default: the whole partnership.',
  })
  areas?: AreaBy[] | null;

  @IsOptional()
  @Field(() => IsoDate, {
    nullable: true,
    description:
      'Day whose wards, SNT areas, postcode districts and LSOAs every month is counted in, so that months ' +
      'before and after a change of boundaries compare. Incidents with a place count exactly. Exact ' +
      'counts of closed sources that the key reads by ward only are divided by best fit through LSOAs and marked as ' +
      'estimated; protected counts by ward are refused. Default: each month in the areas of its first day.',
  })
  areasAsOf?: string | null;

  @IsOptional()
  @Field(() => GeoJsonGeometry, {
    nullable: true,
    description: 'GeoJSON Polygon or MultiPolygon in degrees (WGS 84) in which the incidents happened.',
  })
  within?: Shape | null;

  @IsOptional()
  @ValidateNested()
  @Field(() => BoundingBox, {
    nullable: true,
    description: 'Box in degrees (WGS 84) in which the incidents happened.',
  })
  bbox?: BoundingBox | null;

  @IsOptional()
  @ValidateNested()
  @Field(() => Near, { nullable: true, description: 'Circle in which the incidents happened.' })
  near?: Near | null;

  @IsOptional()
  @Field(() => ID, {
    nullable: true,
    description:
      'Id of a hotspot, from `hotspotClusters` or `hotspots`: incidents at its places. The hotspot is found again in the ' +
      'present data; where less than 30% of its places are left in one, the filter is refused (NOT_FOUND). Needs the ' +
      'rights of the question that the hotspot answers; closed sources need a key of the role ANALYST.',
  })
  hotspot?: string | null;

  @ArrayMaxSize(20)
  @IsOptional()
  @Field(() => [ID], {
    nullable: true,
    description:
      'Codes of flags, such as domestic-abuse, hate, alcohol, repeat or weapon; incidents with any of ' +
      'them. Default: all incidents.',
  })
  flags?: string[] | null;

  @ArrayMaxSize(100)
  @IsOptional()
  @Field(() => [ID], {
    nullable: true,
    description: 'Codes of last known outcomes, which the query `outcomes` lists. Default: all.',
  })
  outcomes?: string[] | null;
}
