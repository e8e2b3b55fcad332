import { Field, Float, InterfaceType, ObjectType, registerEnumType } from 'type-graphql';
import { Node, NodeId, type NodeKind, type NodeReference } from '../../access';
import { Position } from '../../platform/geo';
import type { Partnership } from './partnership.type';

export enum AreaKind {
  WARD = 'WARD',
  SNT_AREA = 'SNT_AREA',
  POSTCODE_DISTRICT = 'POSTCODE_DISTRICT',
  LSOA = 'LSOA',
  PARTNERSHIP = 'PARTNERSHIP',
}
registerEnumType(AreaKind, {
  name: 'AreaKind',
  description: 'Kind of area.',
  valuesConfig: {
    WARD: { description: 'Electoral ward (ONS code).' },
    SNT_AREA: { description: 'Area of a Safer Neighbourhood Team of the police.' },
    POSTCODE_DISTRICT: {
      description: 'Outward part of a postcode, such as LU6: the finest place in health data.',
    },
    LSOA: { description: 'Lower-layer Super Output Area of the census.' },
    PARTNERSHIP: {
      description: 'Boundary of a Community Safety Partnership; for a county, those of its members.',
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
  description: 'Origin of a boundary.',
  valuesConfig: {
    IMPORTED: { description: 'Imported from a file.' },
    DERIVED: { description: 'Derived from other areas, as the union of wards.' },
    SYNTHETIC: { description: 'Invented for a demonstration; not a real boundary.' },
  },
});

/** Area as an answer has it: the fields that depend on its question are part of its identity. */
export type AskedArea = Pick<Area, 'kind' | 'id' | 'day' | 'county'>;

/** Kinds of area with fields that depend on the day of the question. */
const BY_DAY: readonly AreaKind[] = [AreaKind.SNT_AREA, AreaKind.POSTCODE_DISTRICT];

/**
 * Reference of an area. An area of a county is another object than that of its member, and so is one that was asked for
 * on a day where its fields depend on it.
 */
export const areaReference = ({ kind, id, day, county }: AskedArea): NodeReference => ({
  kind: AREA_TYPES[kind],
  partnershipId: county?.id ?? 0,
  id,
  day: BY_DAY.includes(kind) ? day : null,
});

@InterfaceType({
  implements: Node,
  description: 'Boundary of an area, with the time for which it is valid.',
  resolveType: (area: Area) => AREA_TYPES[area.kind],
})
export abstract class Area {
  /** Day that the question names; undefined where it names none, or the area was reached from another object. */
  day?: string | null;

  /** County in the question; undefined where it was none, or the area was reached from another object. */
  county?: Pick<Partnership, 'id' | 'code'>;

  /** Ids of the same area in other members of a county; undefined where the area was reached from another object. */
  twins?: number[];

  @NodeId<Area>(
    'Id of the boundary version, opaque: `node` finds it again. That of an SNT area or postcode district keeps the day ' +
      'that the question named, and that of an area of a county its county.',
    areaReference,
  )
  id!: number;

  @Field({ description: 'ONS code, outward code of a postcode, or the code in the imported file.' })
  code!: string;

  @Field({ description: 'Name as delivered.' })
  name!: string;

  @Field(() => AreaKind, { description: 'Kind of area.' })
  kind!: AreaKind;

  @Field(() => AreaOrigin, {
    description: 'Origin of the boundary: imported, derived from other areas, or synthetic.',
  })
  origin!: AreaOrigin;

  @Field(() => Float, { description: 'Size in square kilometres on the National Grid.' })
  areaKm2!: number;

  @Field(() => Position, {
    description: 'Centre of gravity; it may lie outside an area with a concave outline.',
  })
  centroid!: Position;

  @Field(() => String, {
    nullable: true,
    description: 'First day of this boundary version (ISO 8601); null where it has no beginning.',
  })
  validFrom!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Last day of this boundary version (ISO 8601); null while it is in force.',
  })
  validTo!: string | null;
}

@ObjectType({ implements: [Area, Node], description: 'Electoral ward.' })
export class Ward extends Area {}

@ObjectType({
  implements: [Area, Node],
  description: 'Area of a Safer Neighbourhood Team (SNT) of the police.',
})
export class SntArea extends Area {}

@ObjectType({
  implements: [Area, Node],
  description: 'Postcode district: the outward part of a postcode, such as LU6.',
})
export class PostcodeDistrict extends Area {}

@ObjectType({
  implements: [Area, Node],
  description: 'Lower-layer Super Output Area (LSOA) of the census.',
})
export class Lsoa extends Area {}

@ObjectType({ implements: [Area, Node], description: 'Boundary of a partnership.' })
export class PartnershipArea extends Area {}

const AREA_TYPES = {
  WARD: 'Ward',
  SNT_AREA: 'SntArea',
  POSTCODE_DISTRICT: 'PostcodeDistrict',
  LSOA: 'Lsoa',
  PARTNERSHIP: 'PartnershipArea',
} as const satisfies Record<AreaKind, NodeKind>;

@ObjectType({ description: 'Intersection of a postcode district with a ward.' })
export class Overlap {
  wardId!: number;

  @Field(() => Float, { description: 'Share of the district that lies in the ward, 0 to 1.' })
  shareOfDistrict!: number;

  @Field(() => Float, { description: 'Share of the ward that lies in the district, 0 to 1.' })
  shareOfWard!: number;
}
