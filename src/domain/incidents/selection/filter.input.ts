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

/** The area that an input names. Problem BAD_USER_INPUT where it names none, or several. */
export function namedArea(area: AreaBy, field: string): NamedArea {
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
    'Which incidents are meant; the same for every list and every analytic. Filters combine with AND, the values ' +
    'inside one filter with OR.',
})
export class IncidentFilter {
  @Field(() => ID, { description: 'Code of the partnership.' })
  partnership!: string;

  @IsOptional()
  @ValidateNested()
  @Field(() => PeriodInput, {
    nullable: true,
    description:
      'When; by default all that has been delivered. Records that only tell the month count where the period holds ' +
      'the whole month; a caveat says what was left out.',
  })
  period?: PeriodInput | null;

  @ArrayMaxSize(100)
  @IsOptional()
  @Field(() => [ID], {
    nullable: true,
    description:
      'Codes of themes. Takes crimes, police incidents and collisions only, unless `sources` names others: health, ' +
      'fire and council records never add to a theme by themselves.',
  })
  themes?: string[] | null;

  @ArrayMaxSize(100)
  @IsOptional()
  @Field(() => [ID], { nullable: true, description: 'Codes of offences.' })
  offences?: string[] | null;

  @ArrayMaxSize(100)
  @IsOptional()
  @Field(() => [ID], { nullable: true, description: 'Codes of sources; by default all.' })
  sources?: string[] | null;

  @ArrayMaxSize(500)
  @IsOptional()
  @ValidateNested()
  @Field(() => [AreaBy], {
    nullable: true,
    description:
      'Areas, each in the boundaries of its time: a month counts in those of its first day. With areasAsOf, in those ' +
      'of that day.',
  })
  areas?: AreaBy[] | null;

  @IsOptional()
  @Field(() => IsoDate, {
    nullable: true,
    description:
      'Counts every month in the wards, SNT areas, postcode districts and LSOAs of this one day, so that months ' +
      'before and after a change of boundaries compare. Incidents with a place count where it lies, exactly. Counts ' +
      'of closed sources that the key reads by ward only are divided by best fit through LSOAs and marked as ' +
      'estimated. By default each month counts in the areas of its first day.',
  })
  areasAsOf?: string | null;

  @IsOptional()
  @Field(() => GeoJsonGeometry, { nullable: true, description: 'Inside a GeoJSON Polygon or MultiPolygon.' })
  within?: Shape | null;

  @IsOptional()
  @ValidateNested()
  @Field(() => BoundingBox, { nullable: true, description: 'Inside a box.' })
  bbox?: BoundingBox | null;

  @IsOptional()
  @ValidateNested()
  @Field(() => Near, { nullable: true, description: 'Within a distance of a point.' })
  near?: Near | null;

  @ArrayMaxSize(20)
  @IsOptional()
  @Field(() => [ID], {
    nullable: true,
    description: 'Codes of flags: domestic-abuse, hate, alcohol, repeat, weapon.',
  })
  flags?: string[] | null;

  @ArrayMaxSize(100)
  @IsOptional()
  @Field(() => [ID], { nullable: true, description: 'Codes of outcomes; the query `outcomes` lists them.' })
  outcomes?: string[] | null;
}
