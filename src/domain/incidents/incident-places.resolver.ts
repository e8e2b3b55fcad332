import { createHash } from 'node:crypto';
import { Arg, Ctx, Extensions, Field, ObjectType, Query, Resolver } from 'type-graphql';
import type { NodeIds, RequestContext } from '../../access';
import { Problem } from '../../platform/errors';
import { Exported } from '../../platform/exports';
import { Caveat } from '../caveats';
import { IncidentPlace } from './incident.type';
import { type NumberedPlace, selectIncidentPlaces } from './incidents.queries';
import { readRecords } from './record-reads';
import { IncidentFilter } from './selection/filter.input';
import { findHotspots } from './selection/find-hotspots';
import { Needs } from './selection/needs';

const MAX_PLACES = 200_000;

@ObjectType({ description: 'Places of the incidents of a filter.' })
class IncidentPlaces {
  @Field(() => [IncidentPlace], {
    description:
      'Every place with at least one incident of the filter; incidents without a place are left out.',
  })
  places!: IncidentPlace[];

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

/** Places with their ids. @param question text that tells the answer from every other. */
function withIds(nodeIds: NodeIds, found: readonly NumberedPlace[], question: string): IncidentPlace[] {
  const answer = createHash('sha256').update(question).digest('hex').slice(0, 12);
  return found.map(({ partnership_id: partnershipId, id, ...rest }) => {
    const place = nodeIds.encode({ kind: 'Place', partnershipId, id });
    return { ...rest, id: `${place}:${answer}`, place };
  });
}

@Resolver()
export class IncidentPlaceResolver {
  @Query(() => IncidentPlaces, {
    description:
      `Places of the incidents of a filter, each with the number of incidents; ${MAX_PLACES} at most. Closed sources ` +
      'need a key of the role ANALYST.',
  })
  @Extensions({ needs: Needs.PLACES })
  @Exported({
    rows: 'places',
    columns: 'id place count longitude latitude easting northing snapped',
    place: '',
  })
  async incidentPlaces(
    @Ctx() context: RequestContext,
    @Arg('where', () => IncidentFilter, { description: 'Incidents whose places are listed.' })
    where: IncidentFilter,
  ): Promise<IncidentPlaces> {
    await findHotspots(context, [where]);
    const nodeIds = await context.nodeIds();
    return readRecords(context, { field: 'incidentPlaces', where }, async (session, selection) => {
      const found = await selectIncidentPlaces(session, selection, MAX_PLACES + 1);
      if (found.length > MAX_PLACES)
        throw new Problem(
          'TOO_LARGE',
          `These incidents have more than ${MAX_PLACES} places. Narrow the filter.`,
          { limit: MAX_PLACES },
        );
      const { dataVersion, caveats } = selection;
      const places = withIds(nodeIds, found, JSON.stringify(['incidentPlaces', dataVersion, where]));
      return { places, dataVersion, caveats, rows: places.length };
    });
  }
}
