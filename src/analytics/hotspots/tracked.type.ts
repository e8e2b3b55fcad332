import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { IsoDate } from '../../platform/calendar';
import { GeoJsonGeometry, type Geometry } from '../../platform/geo';
import { connectionType } from '../../platform/paging';

export enum HotspotStatus {
  NEW = 'NEW',
  CONTINUING = 'CONTINUING',
  GONE = 'GONE',
}
registerEnumType(HotspotStatus, {
  name: 'HotspotStatus',
  description: 'State of a tracked hotspot in the newest month that it was looked for, or that of `asOf`.',
  valuesConfig: {
    NEW: {
      description: 'Found for the first time, and not in the first month that hotspots were looked for in.',
    },
    CONTINUING: { description: 'Found, as in an earlier month.' },
    GONE: { description: 'Found in an earlier month, and no more.' },
  },
});

@ObjectType({
  description: 'Incidents of a tracked hotspot as it was found on the twelve months to a month.',
})
export class HotspotMonth {
  @Field(() => IsoDate, { description: 'First day of the last of the twelve months.' })
  month!: string;

  @Field(() => Int, { description: 'Incidents of the twelve months in the hotspot as it was then.' })
  count!: number;
}

@ObjectType({
  description:
    'Hotspot of a theme that is followed from month to month: a cluster of the twelve months before, the same one where it ' +
    'shares at least 30% of its incidents with the cluster of the month before (Jaccard index of the incidents by place).',
})
export class TrackedHotspot {
  @Field(() => ID, {
    description:
      "Id of the hotspot, opaque: the filter's field `hotspot` selects the incidents at its places by it. Where the " +
      'question names a day (`asOf`), the id is of the hotspot in that month, so that caches of clients keep its months ' +
      'apart, and selects its places of that month; else it is equal to `anchor`.',
  })
  id!: string;

  @Field(() => ID, {
    description:
      "Id of the hotspot itself, opaque, which stays while it lasts: in the filter's field `hotspot` it stands for the " +
      'newest places.',
  })
  anchor!: string;

  @Field({ description: 'Name of the hotspot when it was found first, which stays while it lasts.' })
  name!: string;

  @Field(() => HotspotStatus, {
    nullable: true,
    description:
      'Whether the hotspot is new, continues or is gone. Null in the first month that hotspots of the theme were looked ' +
      'for in (`trackedSince`): whether it was there before is not known.',
  })
  status!: HotspotStatus | null;

  @Field(() => IsoDate, {
    description:
      'Last day of the month whose hotspots these are: the newest delivered one that had ended by the argument `asOf`.',
  })
  asOf!: string;

  @Field(() => IsoDate, {
    description:
      'First day of the first month that hotspots of the theme were looked for in. A hotspot that was found in it ' +
      '(`firstSeen`) may be older.',
  })
  trackedSince!: string;

  @Field(() => IsoDate, {
    description:
      'First day of the month that it was found on first; where it is `trackedSince`, the hotspot may be older.',
  })
  firstSeen!: string;

  @Field(() => IsoDate, { description: 'Last day of the month that it was found on last.' })
  lastSeen!: string;

  @Field(() => Int, {
    description: 'Incidents of the twelve months to `lastSeen` in the hotspot.',
  })
  incidentCount!: number;

  @Field(() => GeoJsonGeometry, {
    description: 'Concave hull of its places in the month that it was found on last.',
  })
  outline!: Geometry;

  @Field(() => ID, {
    nullable: true,
    description:
      '`anchor` of the hotspot of the month before that came apart into this one and others, in the month of `lastSeen`.',
  })
  splitFrom!: string | null;

  @Field(() => [ID], {
    description:
      '`anchor` of each other hotspot of the month before that grew together to this one, in the month of `lastSeen`.',
  })
  mergedFrom!: string[];

  @Field(() => [HotspotMonth], { description: 'Months that it was found on, the earliest first.' })
  history!: HotspotMonth[];
}

export const TrackedHotspotConnection = connectionType(TrackedHotspot, 'TrackedHotspot', 'tracked hotspots');
