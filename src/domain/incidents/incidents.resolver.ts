import { ValidateNested } from 'class-validator';
import {
  Arg,
  Args,
  ArgsType,
  Ctx,
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
import { type FeatureCollection, GeoJsonFeatureCollection } from '../../platform/geo';
import {
  type Connection,
  checkFirst,
  connectionOf,
  connectionType,
  decodeCursor,
  encodeCursor,
  PageInfo,
} from '../../platform/paging';
import { areaById, Partnership, PostcodeDistrict, SntArea, Ward } from '../areas';
import { Coded } from '../vocabulary';
import { selectForCounts } from './counts';
import { type CountKey, countByDimensions } from './counts.queries';
import {
  CountDimension,
  CountTotal,
  DataCoverage,
  Incident,
  IncidentCountRow,
  IncidentOutcome,
  IncidentPlace,
} from './incident.type';
import { dataCoverageOf, outcomesOf } from './incidents.loaders';
import {
  countIncidents,
  selectIncident,
  selectIncidentFeatures,
  selectIncidentPlaces,
  selectIncidents,
  selectOutcomes,
} from './incidents.queries';
import { MOST_OUTCOMES } from './outcomes.queries';
import { IncidentFilter } from './selection/filter.input';
import { checkTiers, RECORDS, select } from './selection/selection.queries';

const MOST_INCIDENTS = 1000;
const MOST_FEATURES = 50_000;
const MOST_PLACES = 200_000;
const MOST_ROWS = 50_000;

/** Name of the list in its cursors. */
const INCIDENTS = 'incidents';

/** Whether a text is an instant as cursors have it. */
function isInstant(text: string): boolean {
  const time = Date.parse(text);
  return /^[12]\d{3}-/.test(text) && !Number.isNaN(time) && new Date(time).toISOString() === text;
}

const IncidentConnection = connectionType(Incident, 'Incident', 'incidents');

@ArgsType()
class IncidentPage {
  @ValidateNested()
  @Field(() => IncidentFilter, { description: 'Which incidents.' })
  where!: IncidentFilter;

  @Field(() => Int, { defaultValue: 100, description: `Rows per page, ${MOST_INCIDENTS} at most.` })
  first!: number;

  @Field(() => String, { nullable: true, description: 'Cursor of the row to start after.' })
  after?: string | null;
}

@ArgsType()
class CountPage {
  @ValidateNested()
  @Field(() => IncidentFilter, { description: 'Which incidents.' })
  where!: IncidentFilter;

  @Field(() => [CountDimension], { description: 'What to count by; empty for the total alone.' })
  by!: CountDimension[];

  @Field(() => Int, { defaultValue: 10_000, description: `Rows per page, ${MOST_ROWS} at most.` })
  first!: number;

  @Field(() => String, { nullable: true, description: 'Cursor of the row to start after.' })
  after?: string | null;
}

@ObjectType({ description: 'The places of the incidents of a filter.' })
class IncidentPlaces {
  @Field(() => [IncidentPlace], { description: 'Each place once. Incidents without a place are in none.' })
  places!: IncidentPlace[];

  @Field({ description: 'Names the data that this was computed from; it changes with every load.' })
  dataVersion!: string;

  @Field(() => [String], { description: 'What to know before using the numbers.' })
  caveats!: string[];
}

@ObjectType({ description: 'Counts of incidents as flat rows, sorted by their dimensions.' })
class IncidentCounts {
  @Field(() => [IncidentCountRow], { description: 'One row per combination that has incidents.' })
  rows!: IncidentCountRow[];

  @Field(() => CountTotal, {
    description: 'All selected incidents, each once, whatever the dimensions and the page.',
  })
  total!: CountTotal;

  @Field(() => PageInfo, { description: 'Where this page ends.' })
  pageInfo!: PageInfo;

  @Field({ description: 'Names the data that this was computed from; it changes with every load.' })
  dataVersion!: string;

  @Field(() => [String], { description: 'What to know before using the numbers.' })
  caveats!: string[];
}

@Resolver(() => Incident)
export class IncidentResolver {
  @Query(() => IncidentConnection, {
    description:
      'The incidents of a filter one by one, by time. Closed sources need a key of the role ANALYST.',
  })
  async incidents(
    @Ctx() context: RequestContext,
    @Args() { where, first, after }: IncidentPage,
  ): Promise<Connection<Incident>> {
    checkFirst(first, MOST_INCIDENTS);
    const cursor = decodeCursor<[string, string, number]>(
      after,
      ['string', 'string', 'number'],
      ([list, at, id]) => list === INCIDENTS && isInstant(at) && Number.isSafeInteger(id),
    );
    return context.session(async (session) => {
      const selection = await select(session, context.viewer, where, [RECORDS]);
      const incidents = await selectIncidents(session, selection, {
        after: cursor && [cursor[1], cursor[2]],
        first,
      });
      return connectionOf(
        incidents,
        first,
        (incident) => encodeCursor([INCIDENTS, incident.occurredFrom.toISOString(), incident.id]),
        () => context.session((counting) => countIncidents(counting, selection)),
      );
    });
  }

  @Query(() => Incident, {
    description: 'One incident; NOT_FOUND where there is none, or the key may not read it.',
  })
  async incident(
    @Ctx() context: RequestContext,
    @Arg('partnership', () => ID, { description: 'Code of the partnership.' }) partnership: string,
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
  ): Promise<Incident> {
    const found = /^\d{1,15}$/.test(id)
      ? await context.session(async (session) => {
          const selection = await select(session, context.viewer, { partnership }, [RECORDS]);
          return selectIncident(session, selection, Number(id));
        })
      : null;
    if (found) return found;
    throw new Problem('NOT_FOUND', 'There is no incident with this id that the key may read.');
  }

  @Query(() => GeoJsonFeatureCollection, {
    description:
      'The incidents of a filter that have a place, as points for a map, by time. The members numberMatched and ' +
      'numberReturned tell how many there are and how many came.',
  })
  incidentFeatures(
    @Ctx() context: RequestContext,
    @Arg('where', () => IncidentFilter, { description: 'Which incidents.' }) where: IncidentFilter,
    @Arg('limit', () => Int, { defaultValue: 5000, description: `Features, ${MOST_FEATURES} at most.` })
    limit: number,
  ): Promise<FeatureCollection> {
    checkFirst(limit, MOST_FEATURES);
    return context.session(async (session) => {
      const selection = await select(session, context.viewer, where, [RECORDS]);
      return selectIncidentFeatures(session, selection, limit);
    });
  }

  @Query(() => IncidentPlaces, {
    description:
      `The places of the incidents of a filter, each with how many happened there; ${MOST_PLACES} at most. Closed sources ` +
      'need a key of the role ANALYST.',
  })
  incidentPlaces(
    @Ctx() context: RequestContext,
    @Arg('where', () => IncidentFilter, { description: 'Which incidents.' }) where: IncidentFilter,
  ): Promise<IncidentPlaces> {
    return context.session(async (session) => {
      const selection = await select(session, context.viewer, where, [RECORDS]);
      const places = await selectIncidentPlaces(session, selection, MOST_PLACES + 1);
      if (places.length > MOST_PLACES)
        throw new Problem(
          'TOO_LARGE',
          `These incidents have more than ${MOST_PLACES} places. Narrow the filter.`,
          {
            limit: MOST_PLACES,
          },
        );
      return { places, dataVersion: selection.dataVersion, caveats: selection.caveats };
    });
  }

  @FieldResolver(() => Ward, {
    nullable: true,
    description: 'The ward of its time, or of areasAsOf; null outside all.',
  })
  ward(@Ctx() context: RequestContext, @Root() { wardId }: Incident): Promise<Ward> | null {
    return wardId === null ? null : context.loader(areaById).load(wardId);
  }

  @FieldResolver(() => SntArea, { nullable: true, description: 'The SNT area of its time, or of areasAsOf.' })
  sntArea(@Ctx() context: RequestContext, @Root() { sntAreaId }: Incident): Promise<SntArea> | null {
    return sntAreaId === null ? null : context.loader(areaById).load(sntAreaId);
  }

  @FieldResolver(() => PostcodeDistrict, { nullable: true, description: 'The postcode district.' })
  postcodeDistrict(
    @Ctx() context: RequestContext,
    @Root() { districtId }: Incident,
  ): Promise<PostcodeDistrict> | null {
    return districtId === null ? null : context.loader(areaById).load(districtId);
  }

  @FieldResolver(() => [IncidentOutcome], {
    description:
      `All that became of it, event by event, the latest first, ${MOST_OUTCOMES} at most. Empty where its source ` +
      'delivers no events, but only the last outcome.',
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
      'Counts of incidents by any set of dimensions, as flat rows for BI tools. Themes overlap, so rows by theme do ' +
      'not sum to the total.',
    // Its rows are flat: one object each.
    complexity: ({ args, childComplexity }) => args.first + childComplexity,
  })
  async incidentCounts(
    @Ctx() context: RequestContext,
    @Args() { where, by, first, after }: CountPage,
  ): Promise<IncidentCounts> {
    checkFirst(first, MOST_ROWS);
    const text = 'string' as const;
    const list = `counts by ${[...by].sort()}`;
    const cursor = decodeCursor<[string, ...CountKey]>(
      after,
      [text, text, text, text, text, text, text, text],
      ([of]) => of === list,
    );
    return context.session(async (session) => {
      const selection = await selectForCounts(session, context, where, by);
      const { rows, total } = await countByDimensions(session, selection, by, {
        after: cursor && (cursor.slice(1) as CountKey),
        first,
      });
      const page = connectionOf(
        rows,
        first,
        ({ key }) => encodeCursor([list, ...key]),
        async () => rows.length,
      );
      return {
        rows: page.nodes.map(({ row }) => row),
        total,
        pageInfo: page.pageInfo,
        dataVersion: selection.dataVersion,
        caveats: selection.caveats,
      };
    });
  }

  @Query(() => [Coded], {
    description: 'Outcomes that have been delivered so far, as the filter takes them.',
  })
  outcomes(@Ctx() context: RequestContext): Promise<Coded[]> {
    return context.session(selectOutcomes);
  }
}

@Resolver(() => Partnership)
export class DataCoverageResolver {
  @FieldResolver(() => [DataCoverage], { description: 'Which sources have delivered which months.' })
  async dataCoverage(
    @Ctx() context: RequestContext,
    @Root() partnership: Partnership,
  ): Promise<DataCoverage[]> {
    checkTiers(context.viewer, partnership);
    return context.loader(dataCoverageOf).load(partnership);
  }
}
