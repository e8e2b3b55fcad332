import { Field, Float, ObjectType } from 'type-graphql';

@ObjectType({ description: 'Community Safety Partnership.' })
export class Partnership {
  id!: number;

  /** Raised by every load. */
  dataVersion!: number;

  /** Of a county: ids and codes of its members, by code; else empty. */
  memberIds!: number[];
  memberCodes!: string[];

  /** Ids of the members that share their closed records with the county's keys. */
  sharingIds!: number[];

  /** The county that it is a member of, and whether it shares its closed records with it. */
  countyId!: number | null;
  sharesRecords!: boolean;

  /** Of a county: square metres on which boundaries of its members overlap, the greatest of them. */
  overlap!: number;

  @Field({ description: 'ONS code of the partnership (E22…), or the code of a demonstration.' })
  code!: string;

  @Field({ description: 'Name as people write it.' })
  name!: string;

  @Field({ description: 'Whether people, places and incidents are invented.' })
  synthetic!: boolean;

  @Field(() => [Float], {
    nullable: true,
    description:
      'Bounding box as west, south, east, north in degrees (WGS 84); null without a boundary and wards.',
  })
  bbox?: number[] | null;
}

/** Whether a partnership is made of others, whose data answer for it. */
export function isCounty({ memberIds }: Pick<Partnership, 'memberIds'>): boolean {
  return memberIds.length > 0;
}

/**
 * The partnerships that hold the data of one: itself, or the members of a county. The one place that knows the tiers:
 * every statement asks for `partnership_ids`, whichever they are.
 */
export function holdersOf({ id, code, memberIds, memberCodes }: Partnership): {
  ids: number[];
  codes: string[];
} {
  return memberIds.length > 0 ? { ids: memberIds, codes: memberCodes } : { ids: [id], codes: [code] };
}
