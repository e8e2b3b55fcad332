import { ValidateNested } from 'class-validator';
import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Extensions,
  Field,
  FieldResolver,
  ID,
  Int,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import type { RequestContext } from '../../access';
import { Problem } from '../../platform/errors';
import { Exported } from '../../platform/exports';
import { type FeatureCollection, GeoJsonFeatureCollection } from '../../platform/geo';
import { checkFirst, connectionOf, decodeCursor, encodeCursor, PageInfo } from '../../platform/paging';
import { areaById, Partnership, PostcodeDistrict, SntArea, Ward } from '../areas';
import { Caveat } from '../caveats';
import { Coded, Source } from '../vocabulary';
import {
  caveatsOfCounts,
  needsOf,
  selectForCounts,
  streamCounts,
  unitCaveats,
  unplacedCaveats,
  unrecordedThemeCaveats,
} from './counts';
import { type CountKey, countByDimensions } from './counts.queries';
import { findIncident } from './find-incident';
import {
  CountDimension,
  CountTotal,
  DataCoverage,
  Incident,
  IncidentCountRow,
  IncidentOutcome,
} from './incident.type';
import { IncidentConnection, type SelectedIncidents } from './incident-page.resolver';
import { dataCoverageOf, outcomesOf } from './incidents.loaders';
import { countIncidents, selectIncidentFeatures, selectIncidents, selectOutcomes } from './incidents.queries';
import { MAX_OUTCOMES } from './outcomes.queries';
import { readRecords } from './record-reads';
import { IncidentFilter } from './selection/filter.input';
import { findHotspots } from './selection/find-hotspots';
import { Needs } from './selection/needs';
import { checkTiers } from './selection/rights';

const MAX_INCIDENTS = 1000;
const MAX_FEATURES = 50_000;
const MAX_ROWS = 50_000;

/** Name of the list in cursors. */
const INCIDENTS = 'incidents';

/** Whether a text is an instant in the form of cursors. */
function isInstant(text: string): boolean {
  const time = Date.parse(text);
  return /^[12]\d{3}-/.test(text) && !Number.isNaN(time) && new Date(time).toISOString() === text;
}

@ArgsType()
class IncidentPage {
  @ValidateNested()
  @Field(() => IncidentFilter, { description: 'Incidents to list.' })
  where!: IncidentFilter;

  @Field(() => Int, {
    defaultValue: 100,
    description: `Rows per page, 0 to ${MAX_INCIDENTS}, such as 50. Default: 100.`,
  })
  first!: number;

  @Field(() => String, {
    nullable: true,
    description: 'Cursor of the row to start after; omit it for the first page.',
  })
  after?: string | null;
}

@ArgsType()
class CountPage {
  @ValidateNested()
  @Field(() => IncidentFilter, { description: 'Incidents to count.' })
  where!: IncidentFilter;

  @Field(() => [CountDimension], { description: 'Dimensions to count by; empty for the total alone.' })
  by!: CountDimension[];

  @Field(() => Int, {
    defaultValue: 10_000,
    description: `Rows per page, 0 to ${MAX_ROWS}. Default: 10,000.`,
  })
  first!: number;

  @Field(() => String, {
    nullable: true,
    description: 'Cursor of the row to start after; omit it for the first page.',
  })
  after?: string | null;
}

@ObjectType({ description: 'Counts of incidents as flat rows, sorted by their dimensions.' })
class IncidentCounts {
  @Field(() => [IncidentCountRow], {
    description: 'One row per combination that has incidents, and rows of 0 in other units of time.',
  })
  rows!: IncidentCountRow[];

  @Field(() => CountTotal, {
    description: 'All incidents of the filter, each once, independent of the dimensions and the page.',
  })
  total!: CountTotal;

  @Field(() => PageInfo, { description: 'Position of this page in the list of rows.' })
  pageInfo!: PageInfo;

  @Field(() => [Source], { description: 'Sources that were counted.' })
  sources!: Source[];

  @Field({
    description:
      'Version of the data that the answer was computed from; a load of what the viewer reads exactly changes it, and else a release.',
  })
  dataVersion!: string;

  @Field(() => [Caveat], {
    description:
      'Limits of the answer, each once, to be shown beside its figures; empty where none is known.',
  })
  caveats!: Caveat[];
}

@Resolver(() => Incident)
export class IncidentResolver {
  @Query(() => IncidentConnection, {
    description: 'Incidents of a filter one by one, by time. Closed sources need a key of the role ANALYST.',
  })
  @Extensions({ needs: Needs.RECORDS })
  @Exported({
    rows: 'nodes',
    columns:
      'id reference source { source: code } offence { offence: code offenceName: name } themes { themes: code } ' +
      'occurredFrom occurredTo precision outcome flags ' +
      'location { longitude: longitude latitude: latitude easting: easting northing: northing snapped: snapped } ' +
      'ward { wardCode: code wardName: name } sntArea { sntAreaCode: code sntAreaName: name } ' +
      'postcodeDistrict { postcodeDistrict: code }',
    place: 'location { longitude latitude }',
    one: 'incident',
    layer: 'Incidents',
  })
  async incidents(
    @Ctx() context: RequestContext,
    @Args() { where, first, after }: IncidentPage,
  ): Promise<SelectedIncidents> {
    checkFirst(first, MAX_INCIDENTS);
    const nodeIds = await context.nodeIds();
    const cursor = decodeCursor<[string, string, string]>(
      after,
      ['string', 'string', 'string'],
      ([list, at, id]) => list === INCIDENTS && isInstant(at) && nodeIds.idOf('Incident', id) !== null,
    );
    await findHotspots(context, [where]);
    return readRecords(context, { field: 'incidents', where }, async (session, selection) => {
      const incidents = await selectIncidents(session, selection, {
        after: cursor && [cursor[1], nodeIds.idOf('Incident', cursor[2])!],
        first,
      });
      const page = connectionOf(
        incidents,
        first,
        ({ occurredFrom, partnershipId, id }) =>
          encodeCursor([
            INCIDENTS,
            occurredFrom.toISOString(),
            nodeIds.encode({ kind: 'Incident', partnershipId, id }),
          ]),
        () => context.session((counting) => countIncidents(counting, selection)),
      );
      return { ...page, selection, rows: page.nodes.length };
    });
  }

  @Query(() => Incident, {
    description: 'One incident by its id; NOT_FOUND where there is none, or the key may not read it.',
  })
  async incident(
    @Ctx() context: RequestContext,
    @Arg('partnership', () => ID, { description: 'Code of the partnership.' }) partnership: string,
    @Arg('id', () => ID, { description: 'Id of the incident.' }) id: string,
  ): Promise<Incident> {
    const reference = (await context.nodeIds()).decode(id);
    const incident =
      reference?.kind === 'Incident' ? await findIncident(context, 'incident', partnership, reference) : null;
    if (incident) return incident;
    throw new Problem('NOT_FOUND', 'There is no incident with this id that the key may read.');
  }

  @Query(() => GeoJsonFeatureCollection, {
    description:
      'Incidents of a filter that have a place, as points of a map layer, by time. The members ' +
      '`numberMatched` and `numberReturned` of the collection count the incidents in all and in this ' +
      'answer.',
  })
  @Extensions({ needs: Needs.RECORDS })
  async incidentFeatures(
    @Ctx() context: RequestContext,
    @Arg('where', () => IncidentFilter, { description: 'Incidents to map.' }) where: IncidentFilter,
    @Arg('limit', () => Int, {
      defaultValue: 5000,
      description: `Features to return, 0 to ${MAX_FEATURES}, such as 1000. Default: 5,000.`,
    })
    limit: number,
  ): Promise<FeatureCollection> {
    checkFirst(limit, MAX_FEATURES);
    await findHotspots(context, [where]);
    const read = { field: 'incidentFeatures', where };
    const { collection, day } = await readRecords(context, read, async (session, selection) => {
      const found = await selectIncidentFeatures(session, selection, limit);
      return { collection: found, day: selection.areasAsOf, rows: found.features.length };
    });
    const nodeIds = await context.nodeIds();
    const features = collection.features.map((feature) => {
      const { partnership: partnershipId, incident: id } = feature.id;
      return { ...feature, id: nodeIds.encode({ kind: 'Incident', partnershipId, id, day }) };
    });
    return { ...collection, features };
  }

  @FieldResolver(() => Ward, {
    nullable: true,
    description:
      'Ward of the incident on the day it happened, or on the day `areasAsOf`; null outside all wards.',
  })
  ward(@Ctx() context: RequestContext, @Root() { wardId }: Incident): Promise<Ward> | null {
    return wardId === null ? null : context.loader(areaById).load(wardId);
  }

  @FieldResolver(() => SntArea, {
    nullable: true,
    description:
      'SNT area of the incident on the day it happened, or on the day `areasAsOf`; null outside all SNT ' +
      'areas.',
  })
  sntArea(@Ctx() context: RequestContext, @Root() { sntAreaId }: Incident): Promise<SntArea> | null {
    return sntAreaId === null ? null : context.loader(areaById).load(sntAreaId);
  }

  @FieldResolver(() => PostcodeDistrict, {
    nullable: true,
    description: 'Postcode district of the incident; null where it is not known.',
  })
  postcodeDistrict(
    @Ctx() context: RequestContext,
    @Root() { districtId }: Incident,
  ): Promise<PostcodeDistrict> | null {
    return districtId === null ? null : context.loader(areaById).load(districtId);
  }

  @FieldResolver(() => [IncidentOutcome], {
    description:
      `Outcome events of the incident, the latest first, ${MAX_OUTCOMES} at most. Empty where the source delivers ` +
      'the last outcome only.',
  })
  outcomes(
    @Ctx() context: RequestContext,
    @Root() { partnershipId, id }: Incident,
  ): Promise<IncidentOutcome[]> {
    return context.loader(outcomesOf).load({ partnershipId, id });
  }
}

@Resolver()
export class IncidentCountResolver {
  @Query(() => IncidentCounts, {
    description:
      'Numbers of incidents by any set of dimensions, as flat rows for BI tools. Themes overlap, so rows ' +
      'by theme do not sum to the total.',
    // Rows are flat, one object each.
    complexity: ({ args, childComplexity }) => args.first + childComplexity,
  })
  @Extensions({ needs: ({ by = [] }: Partial<CountPage>) => needsOf(by) })
  @Exported({
    rows: 'rows',
    columns:
      'areaKind areaCode areaName month quarter year theme offence source outcome count complete perturbed estimated',
    defaultParameters: { by: 'month' },
    stream: (context: RequestContext, { where, by }) =>
      streamCounts(context, where as IncidentFilter, by as CountDimension[]),
  })
  async incidentCounts(
    @Ctx() context: RequestContext,
    @Args() { where, by, first, after }: CountPage,
  ): Promise<IncidentCounts> {
    checkFirst(first, MAX_ROWS);
    const text = 'string' as const;
    const list = `counts by ${[...by].sort()}`;
    const cursor = decodeCursor<[string, ...CountKey]>(
      after,
      [text, text, text, text, text, text, text, text],
      ([of]) => of === list,
    );
    await findHotspots(context, [where]);
    return context.session(async (session) => {
      const selection = await selectForCounts(session, context, where, by);
      const { rows, total, filled } = await countByDimensions(session, selection, by, {
        after: cursor && (cursor.slice(1) as CountKey),
        first,
      });
      const page = connectionOf(
        rows,
        first,
        ({ key }) => encodeCursor([list, ...key]),
        async () => rows.length,
      );
      const shown = page.nodes.map(({ row }) => row);
      return {
        rows: shown,
        total,
        pageInfo: page.pageInfo,
        sources: [...selection.recordSources, ...selection.cellSources],
        dataVersion: selection.dataVersion,
        caveats: [
          ...caveatsOfCounts(selection, by),
          ...unitCaveats(selection, by, filled),
          ...unrecordedThemeCaveats(selection, shown),
          ...(await unplacedCaveats(session, selection, total.count)),
        ],
      };
    });
  }

  @Query(() => [Coded], {
    description: 'Outcomes that occur in the delivered data, as `IncidentFilter.outcomes` takes them.',
  })
  outcomes(@Ctx() context: RequestContext): Promise<Coded[]> {
    return context.session(selectOutcomes);
  }
}

@Resolver(() => Partnership)
export class DataCoverageResolver {
  @FieldResolver(() => [DataCoverage], { description: 'Spans of months that each source has delivered.' })
  async dataCoverage(
    @Ctx() context: RequestContext,
    @Root() partnership: Partnership,
  ): Promise<DataCoverage[]> {
    checkTiers(context.viewer, partnership);
    return context.loader(dataCoverageOf).load(partnership);
  }
}
