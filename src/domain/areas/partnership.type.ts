import { Field, Float, ObjectType } from 'type-graphql';
import { Node, NodeId } from '../../access';

@ObjectType({ implements: Node, description: 'Community Safety Partnership.' })
export class Partnership {
  @NodeId<Partnership>('Id of the partnership, opaque: `node` finds it again.', ({ id }) => ({
    kind: 'Partnership',
    partnershipId: 0,
    id,
  }))
  id!: number;

  /** Changes with every load; for viewers below exact counts with loads of open data, and releases. */
  dataVersion!: string;

  /** Day on which the next release of protected counts is due. */
  releaseDue!: string;

  /** Raised by every run that follows its hotspots from month to month. */
  hotspotsVersion!: number;

  /** Ids, codes and names of the members of a county, by code; empty where it is not a county. */
  memberIds!: number[];
  memberCodes!: string[];
  memberNames!: string[];

  /** Ids of the members that share their closed records with the county's keys. */
  sharingIds!: number[];

  /** County that the partnership is a member of, and whether it shares its closed records with it. */
  countyId!: number | null;
  sharesRecords!: boolean;

  /** Greatest overlap of the boundaries of a county's members, square metres. */
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

/** Whether a partnership is made of members, whose data answers for it. */
export function isCounty({ memberIds }: Pick<Partnership, 'memberIds'>): boolean {
  return memberIds.length > 0;
}

/** Partnership where it is a county; undefined otherwise. */
export function countyOf(partnership: Partnership): Partnership | undefined {
  return isCounty(partnership) ? partnership : undefined;
}

/**
 * Partnerships that hold the data of one: itself, or the members of a county. Only this function knows the tiers: every
 * statement takes `partnership_ids`.
 */
export function holdersOf(partnership: Partnership): { ids: number[]; codes: string[]; names: string[] } {
  const { id, code, name, memberIds, memberCodes, memberNames } = partnership;
  return memberIds.length > 0
    ? { ids: memberIds, codes: memberCodes, names: memberNames }
    : { ids: [id], codes: [code], names: [name] };
}
