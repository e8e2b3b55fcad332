import { IsLatitude, IsLongitude, Max, Min } from 'class-validator';
import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  Float,
  ID,
  Int,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import type { RequestContext } from '../../access';
import { IsoDate, today } from '../../platform/calendar';
import { type ExportDefinition, Exported } from '../../platform/exports';
import { checkAxisOrder, GeoJsonGeometry, type Geometry } from '../../platform/geo';
import {
  type Connection,
  checkFirst,
  connectionOf,
  connectionType,
  decodeCursor,
  encodeCursor,
} from '../../platform/paging';
import { Area, AreaKind, areaReference, Lsoa, Overlap, PostcodeDistrict, SntArea, Ward } from './area.type';
import { areaById, areaCountsOf, boundsOf, outline, overlaps, partnershipById } from './areas.loaders';
import { countAreas, findPartnership, listPartnerships, selectAreas, selectAreasAt } from './areas.queries';
import { findWard } from './find-area';
import { countyOf, holdersOf, Partnership } from './partnership.type';

const MAX_AREAS = 1000;

/** Least share of a ward inside an SNT area for the ward to count as part of it. */
const HALF = 0.5;

const WardConnection = connectionType(Ward, 'Ward', 'wards');
const SntAreaConnection = connectionType(SntArea, 'SntArea', 'SNT areas');
const PostcodeDistrictConnection = connectionType(PostcodeDistrict, 'PostcodeDistrict', 'postcode districts');
const LsoaConnection = connectionType(Lsoa, 'Lsoa', 'LSOAs');

@ArgsType()
class AreaPage {
  @Field(() => ID, { description: 'Code of the partnership.' })
  partnership!: string;

  @Field(() => Int, {
    defaultValue: 200,
    description: `Rows per page, 0 to ${MAX_AREAS}, such as 50. Default: 200.`,
  })
  first!: number;

  @Field(() => String, {
    nullable: true,
    description: 'Cursor of the row to start after; omit it for the first page.',
  })
  after?: string | null;

  @Field(() => IsoDate, {
    nullable: true,
    description: 'Day on which the boundaries are valid. Default: today.',
  })
  at?: string | null;
}

@ArgsType()
class Point {
  @Field(() => ID, { description: 'Code of the partnership.' })
  partnership!: string;

  @IsLongitude()
  @Field(() => Float, { description: 'Degrees east (WGS 84).' })
  longitude!: number;

  @IsLatitude()
  @Field(() => Float, { description: 'Degrees north (WGS 84).' })
  latitude!: number;

  @Field(() => IsoDate, {
    nullable: true,
    description: 'Day on which the boundaries are valid. Default: today.',
  })
  at?: string | null;
}

@ArgsType()
export class Simplification {
  @Min(0)
  @Max(10_000)
  @Field(() => Float, {
    defaultValue: 0,
    description:
      'Tolerance in metres, 0 to 10,000, such as 20 for a map of a town: vertices that move the line by ' +
      'less are left out (Douglas and Peucker 1973). Neighbours are simplified independently, so hairline ' +
      'gaps may show. Default: 0, no simplification.',
  })
  simplify!: number;
}

async function page<T extends Area>(
  context: RequestContext,
  kind: AreaKind,
  { partnership: code, first, after, at }: AreaPage,
): Promise<Connection<T>> {
  checkFirst(first, MAX_AREAS);
  const nodeIds = await context.nodeIds();
  const cursor = decodeCursor<[string, string, string]>(
    after,
    ['string', 'string', 'string'],
    ([list, , id]) => list === kind && nodeIds.decode(id) !== null,
  );
  const day = at ?? today();
  return context.session(async (session) => {
    const partnership = await findPartnership(session, code);
    const { ids } = holdersOf(partnership);
    const areas = await selectAreas(session, {
      partnershipIds: ids,
      kind,
      at: day,
      after: cursor && [cursor[1], nodeIds.decode(cursor[2])!.id],
      first,
    });
    return connectionOf(
      areas.map((area) => ({ ...area, day: at, county: countyOf(partnership) })) as T[],
      first,
      (area) => encodeCursor([kind, area.code, nodeIds.encode(areaReference(area))]),
      () => context.session(async (counting) => (await countAreas(counting, ids, day)).get(kind) ?? 0),
    );
  });
}

const AREA_EXPORT: ExportDefinition = {
  rows: 'nodes',
  columns:
    'id code name kind origin areaKm2 validFrom validTo centroid { longitude: longitude latitude: latitude }',
  place: 'geometry',
};

@Resolver()
export class AreaListResolver {
  @Query(() => WardConnection, { description: 'Wards of a partnership, by code.' })
  @Exported({ ...AREA_EXPORT, layer: 'Wards' })
  wards(@Ctx() context: RequestContext, @Args() args: AreaPage): Promise<Connection<Ward>> {
    return page(context, AreaKind.WARD, args);
  }

  @Query(() => Ward, {
    nullable: true,
    description:
      'Ward with a code; NOT_FOUND where there is none on the day, BAD_USER_INPUT where several partnerships have one ' +
      'and none is named.',
  })
  ward(
    @Ctx() context: RequestContext,
    @Arg('code', () => ID, { description: 'ONS code of the ward, such as E05001234.' }) code: string,
    @Arg('at', () => IsoDate, {
      nullable: true,
      description: 'Day on which the boundary is valid. Default: today.',
    })
    at?: string | null,
    @Arg('partnership', () => ID, {
      nullable: true,
      description: 'Code of the partnership, for a code that several partnerships have. Default: any.',
    })
    partnership?: string | null,
  ): Promise<Ward> {
    return findWard(context, code, partnership ?? null, at ?? null);
  }

  @Query(() => SntAreaConnection, {
    description: 'Safer Neighbourhood Team areas of a partnership, by code.',
  })
  @Exported({ ...AREA_EXPORT, layer: 'Safer Neighbourhood Team areas' })
  sntAreas(@Ctx() context: RequestContext, @Args() args: AreaPage): Promise<Connection<SntArea>> {
    return page(context, AreaKind.SNT_AREA, args);
  }

  @Query(() => PostcodeDistrictConnection, { description: 'Postcode districts of a partnership, by code.' })
  @Exported({ ...AREA_EXPORT, layer: 'Postcode districts' })
  postcodeDistricts(
    @Ctx() context: RequestContext,
    @Args() args: AreaPage,
  ): Promise<Connection<PostcodeDistrict>> {
    return page(context, AreaKind.POSTCODE_DISTRICT, args);
  }

  @Query(() => LsoaConnection, { description: 'Lower-layer Super Output Areas of a partnership, by code.' })
  @Exported(AREA_EXPORT)
  lsoas(@Ctx() context: RequestContext, @Args() args: AreaPage): Promise<Connection<Lsoa>> {
    return page(context, AreaKind.LSOA, args);
  }

  @Query(() => [Area], {
    description:
      'Areas that contain a point, one of each kind. A point on a shared edge belongs to the area with ' +
      'the lowest code, as an incident there does. Empty where no area contains it.',
  })
  areasAt(@Ctx() context: RequestContext, @Args() point: Point): Promise<Area[]> {
    const day = point.at ?? today();
    checkAxisOrder('longitude, latitude', [[point.longitude, point.latitude]]);
    return context.session(async (session) => {
      const partnership = await findPartnership(session, point.partnership);
      const { ids } = holdersOf(partnership);
      const areas = await selectAreasAt(session, { ...point, partnershipIds: ids, at: day });
      return areas.map((area) => ({ ...area, day: point.at, county: countyOf(partnership) }));
    });
  }
}

@Resolver(() => Area)
export class AreaResolver {
  @FieldResolver(() => GeoJsonGeometry, {
    description: 'Outline as GeoJSON MultiPolygon in degrees (WGS 84).',
  })
  geometry(
    @Ctx() context: RequestContext,
    @Root() area: Area,
    @Args() { simplify }: Simplification,
  ): Promise<Geometry> {
    return context.loader(outline).load({ id: area.id, simplify });
  }
}

/** Overlaps of an area with wards, in the boundaries of the day in question; by default today's, or the area's last. */
async function sharedWith(
  context: RequestContext,
  { id, twins = [], day, validTo }: Area,
): Promise<Overlap[]> {
  const last = today();
  const asked = day ?? (validTo !== null && validTo < last ? validTo : last);
  const shared = [id, ...twins].map((each) => context.loader(overlaps).load({ id: each, day: asked }));
  const all = (await Promise.all(shared)).flat();
  return twins.length === 0 ? all : all.sort((a, b) => b.shareOfDistrict - a.shareOfDistrict);
}

@Resolver(() => SntArea)
export class SntAreaResolver {
  @FieldResolver(() => [Ward], {
    description:
      'Wards with at least half of their land in the SNT area, in the boundaries of the day asked for.',
  })
  async wards(@Ctx() context: RequestContext, @Root() area: SntArea): Promise<Ward[]> {
    const shared = await sharedWith(context, area);
    const ids = shared.filter(({ shareOfWard }) => shareOfWard >= HALF).map(({ wardId }) => wardId);
    const wards = await Promise.all(ids.map((id) => context.loader(areaById).load(id)));
    return wards.sort((a, b) => (a.code < b.code ? -1 : 1));
  }
}

@Resolver(() => PostcodeDistrict)
export class PostcodeDistrictResolver {
  @FieldResolver(() => [Overlap], {
    description:
      'Wards that share land with the postcode district on the day asked for, the greatest share first.',
  })
  overlaps(@Ctx() context: RequestContext, @Root() district: PostcodeDistrict): Promise<Overlap[]> {
    return sharedWith(context, district);
  }
}

@Resolver(() => Overlap)
export class OverlapResolver {
  @FieldResolver(() => Ward, { description: 'Ward that the postcode district overlaps.' })
  ward(@Ctx() context: RequestContext, @Root() overlap: Overlap): Promise<Ward> {
    return context.loader(areaById).load(overlap.wardId);
  }
}

@Resolver(() => Partnership)
export class PartnershipResolver {
  @Query(() => Partnership, { description: 'Partnership with this code; NOT_FOUND where there is none.' })
  partnership(
    @Ctx() context: RequestContext,
    @Arg('code', () => ID, { description: 'ONS code of the partnership, or DEMO2009 for the demonstration.' })
    code: string,
  ): Promise<Partnership> {
    return context.session((session) => findPartnership(session, code));
  }

  @Query(() => [Partnership], { description: 'All partnerships of this installation, by code.' })
  partnerships(@Ctx() context: RequestContext): Promise<Partnership[]> {
    return context.session(listPartnerships);
  }

  @FieldResolver(() => [Partnership], {
    description:
      'District partnerships of a county, by code. Analytics of the county answer for all of them ' +
      'together; the judgements, targets and priorities of each can be asked for here. Empty where the ' +
      'partnership is not a county.',
  })
  members(@Ctx() context: RequestContext, @Root() { memberIds }: Partnership): Promise<Partnership[]> {
    return Promise.all(memberIds.map((id) => context.loader(partnershipById).load(id)));
  }

  @FieldResolver(() => Partnership, {
    nullable: true,
    description: 'County partnership of a district; null where it belongs to none.',
  })
  county(@Ctx() context: RequestContext, @Root() { countyId }: Partnership): Promise<Partnership> | null {
    return countyId === null ? null : context.loader(partnershipById).load(countyId);
  }

  @FieldResolver()
  bbox(@Ctx() context: RequestContext, @Root() partnership: Partnership): Promise<number[] | null> {
    return context.loader(boundsOf).load(partnership);
  }

  @FieldResolver(() => Int, { description: 'Number of areas of a kind on a day.' })
  async areaCount(
    @Ctx() context: RequestContext,
    @Root() partnership: Partnership,
    @Arg('kind', () => AreaKind, { description: 'Kind of area to count.' }) kind: AreaKind,
    @Arg('at', () => IsoDate, {
      nullable: true,
      description: 'Day on which the boundaries are valid. Default: today.',
    })
    at?: string | null,
  ): Promise<number> {
    const counts = await context.loader(areaCountsOf).load({ partnership, day: at ?? today() });
    return counts.get(kind) ?? 0;
  }
}
