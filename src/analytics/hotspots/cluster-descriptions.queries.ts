import { holdersOf } from '../../domain/areas';
import type { Selection } from '../../domain/incidents';
import type { Stretches } from '../../platform/calendar';
import type { Session } from '../../platform/database';
import { type Fragment, join, loadSql, sql } from '../../platform/database/sql';
import type { Geometry } from '../../platform/geo';
import type { ClusterMembers } from './clusters.queries';

const DESCRIBE_CLUSTERS = loadSql(__dirname, 'describe_clusters');

/** Description of a cluster from the database. */
export interface ClusterDescription {
  hull: Geometry;
  longitude: number;
  latitude: number;
  /** Name from the gazetteer, else the publisher, else the SNT area, else the ward; null outside all of them. */
  name: string | null;
  wardId: number | null;
  sntAreaId: number | null;
  offences: { offence_id: number; count: number }[];
}

/** Selection, with the clusters found in it. */
export interface ClustersAsked {
  selection: Selection;
  /** Stretches whose offences are counted; empty: none. */
  counted: Stretches;
  members: ClusterMembers;
}

const NO_COUNTS = sql`SELECT NULL::integer AS request, NULL::integer AS location_id, NULL::smallint AS offence_id,
    NULL::integer AS n WHERE false`;

/** Counts of one selection as rows of request, location_id, offence_id and n. */
function countsOf({ selection: { rows }, counted, members }: ClustersAsked, request: number): Fragment {
  if (counted.length === 0) return NO_COUNTS;
  // Places are repeated here because the planner would otherwise look up each on its own.
  const branches = counted.map(
    (span) => sql`SELECT ${request}::integer AS request, c.location_id, c.offence_id, c.n
    FROM ${rows.counts(span)} AS c
    WHERE c.location_id = ANY (${members.locationIds}::integer[])`,
  );
  return join(branches, ' UNION ALL ');
}

interface DescriptionRow {
  request: number;
  cluster: number;
  hull: string;
  longitude: number;
  latitude: number;
  name: string | null;
  ward_id: number | null;
  snt_area_id: number | null;
  offences: { offence_id: number; count: number }[] | null;
}

/**
 * Hull, name, areas and offences of all clusters of each selection, by cluster, in one statement.
 *
 * @param asked selections of one partnership.
 */
export async function describeClusters(
  session: Session,
  asked: ClustersAsked[],
  eps: number,
): Promise<Map<number, ClusterDescription>[]> {
  const described = asked.map(() => new Map<number, ClusterDescription>());
  const found = asked.flatMap((each, request) =>
    each.members.centres.length > 0 ? [{ ...each, request }] : [],
  );
  if (found.length === 0) return described;
  const counts = join(
    found.map((each) => countsOf(each, each.request)),
    ' UNION ALL ',
  );
  const rows = await session.query<DescriptionRow>(DESCRIBE_CLUSTERS.with({ counts }), {
    partnership_ids: holdersOf(found[0].selection.partnership).ids,
    requests: found.flatMap(({ members, request }) => members.clusters.map(() => request)),
    clusters: found.flatMap(({ members }) => members.clusters),
    locations: found.flatMap(({ members }) => members.locationIds),
    weights: found.flatMap(({ members }) => members.weights),
    centre_requests: found.flatMap(({ members, request }) => members.centres.map(() => request)),
    centre_clusters: found.flatMap(({ members }) => members.centres.map(({ cluster }) => cluster)),
    centre_eastings: found.flatMap(({ members }) => members.centres.map(({ easting }) => easting)),
    centre_northings: found.flatMap(({ members }) => members.centres.map(({ northing }) => northing)),
    centre_days: found.flatMap(({ selection, members }) =>
      members.centres.map(() => selection.areasAsOf ?? selection.period.to),
    ),
    eps,
  });
  for (const row of rows)
    described[row.request].set(row.cluster, {
      hull: JSON.parse(row.hull),
      longitude: row.longitude,
      latitude: row.latitude,
      name: row.name,
      wardId: row.ward_id,
      sntAreaId: row.snt_area_id,
      offences: row.offences ?? [],
    });
  return described;
}
