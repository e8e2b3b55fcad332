import { Field, Float, ID, InterfaceType, ObjectType, registerEnumType } from 'type-graphql';
import { Position } from '../../platform/geo';

export enum AreaKind {
  WARD = 'WARD',
  SNT_AREA = 'SNT_AREA',
  POSTCODE_DISTRICT = 'POSTCODE_DISTRICT',
  LSOA = 'LSOA',
  PARTNERSHIP = 'PARTNERSHIP',
}
registerEnumType(AreaKind, {
  name: 'AreaKind',
  description: 'What an area is.',
  valuesConfig: {
    WARD: { description: 'Electoral ward (ONS code).' },
    SNT_AREA: { description: 'Area of a Safer Neighbourhood Team of the police.' },
    POSTCODE_DISTRICT: {
      description: 'Outward part of a postcode, the finest place that health data tells.',
    },
    LSOA: { description: 'Lower-layer Super Output Area of the census.' },
    PARTNERSHIP: {
      description: 'Boundary of the Community Safety Partnership itself; of a county those of its members.',
    },
  },
});

export enum AreaOrigin {
  IMPORTED = 'IMPORTED',
  DERIVED = 'DERIVED',
  SYNTHETIC = 'SYNTHETIC',
}
registerEnumType(AreaOrigin, {
  name: 'AreaOrigin',
  description: 'Where a boundary comes from.',
  valuesConfig: {
    IMPORTED: { description: 'From a file that was imported.' },
    DERIVED: { description: 'Made from other areas: the union of the wards.' },
    SYNTHETIC: { description: 'Invented for a demonstration; not a real boundary.' },
  },
});

@InterfaceType({
  description: 'A boundary with the time it is valid for.',
  resolveType: (area: Area) => AREA_TYPES[area.kind],
})
export abstract class Area {
  /** The day that it was asked for; absent where it was reached from something else. */
  day?: string;

  /** Code of the partnership that it was asked of; absent where it was reached from something else. */
  askedOf?: string;

  /** Ids of the same area as other members of a county have it; absent where it was reached from something else. */
  twins?: number[];

  @Field(() => ID, { description: 'Stable within this installation; one per boundary version.' })
  id!: number;

  @Field({ description: 'ONS code, outward code, or the code of the file it came from.' })
  code!: string;

  @Field({ description: 'Name as delivered.' })
  name!: string;

  @Field(() => AreaKind, { description: 'What kind of area it is.' })
  kind!: AreaKind;

  @Field(() => AreaOrigin, { description: 'Imported, derived from other areas, or synthetic.' })
  origin!: AreaOrigin;

  @Field(() => Float, { description: 'Square kilometres on the National Grid.' })
  areaKm2!: number;

  @Field(() => Position, { description: 'Centre of gravity; of a bent area it may lie outside.' })
  centroid!: Position;

  @Field(() => String, {
    nullable: true,
    description: 'First day of this boundary (ISO date); null: always was.',
  })
  validFrom!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Last day of this boundary (ISO date); null: still is.',
  })
  validTo!: string | null;
}

@ObjectType({ implements: Area, description: 'An electoral ward.' })
export class Ward extends Area {}

@ObjectType({ implements: Area, description: 'An area of a Safer Neighbourhood Team.' })
export class SntArea extends Area {}

@ObjectType({ implements: Area, description: 'A postcode district, such as LU6.' })
export class PostcodeDistrict extends Area {}

@ObjectType({ implements: Area, description: 'A Lower-layer Super Output Area.' })
export class Lsoa extends Area {}

@ObjectType({ implements: Area, description: 'The boundary of a partnership.' })
export class PartnershipArea extends Area {}

const AREA_TYPES: Record<AreaKind, string> = {
  WARD: Ward.name,
  SNT_AREA: SntArea.name,
  POSTCODE_DISTRICT: PostcodeDistrict.name,
  LSOA: Lsoa.name,
  PARTNERSHIP: PartnershipArea.name,
};

@ObjectType({ description: 'Ground that a postcode district shares with a ward.' })
export class Overlap {
  wardId!: number;

  @Field(() => Float, { description: 'Share of the district that lies in the ward, 0 to 1.' })
  shareOfDistrict!: number;

  @Field(() => Float, { description: 'Share of the ward that lies in the district, 0 to 1.' })
  shareOfWard!: number;
}
