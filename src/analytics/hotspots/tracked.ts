import { ArgsType, Field, ID, Int, Resolver } from 'type-graphql';
import { type IncidentFilter, Needs, sealHotspot, selectHotspotKey } from '../../domain/incidents';
import { endOfMonth, IsoDate } from '../../platform/calendar';
import type { Session } from '../../platform/database';
import { Problem } from '../../platform/errors';
import { type Connection, checkFirst, connectionOf, decodeCursor, encodeCursor } from '../../platform/paging';
import { Analytic, type AnalyticContext } from '../analytic';
import {
  countHotspots,
  type HotspotList,
  type HotspotPosition,
  type HotspotRow,
  selectFirstStep,
  selectHotspots,
} from './tracked.queries';
import { HotspotStatus, type TrackedHotspot, TrackedHotspotConnection } from './tracked.type';

const MAX_PAGE = 500;

@ArgsType()
export class HotspotArgs {
  @Field(() => ID, { description: 'Code of the partnership.' })
  partnership!: string;

  @Field(() => ID, { description: 'Code of the theme, such as domestic-burglary.' })
  theme!: string;

  @Field(() => IsoDate, {
    nullable: true,
    description:
      'Day on which to look, such as 2024-04-30: hotspots are those of the newest delivered month that had ended by ' +
      'then, which `asOf` of each hotspot tells. NOT_ENOUGH_DATA before the first. Default: the newest delivered month.',
  })
  asOf?: string | null;

  @Field(() => Int, {
    defaultValue: 50,
    description: `Greatest number of rows of the page, up to ${MAX_PAGE}, 50 by default.`,
  })
  first!: number;

  @Field(() => String, {
    nullable: true,
    description: 'Cursor of the last row of the page before, `pageInfo.endCursor`. Default: the first page.',
  })
  after?: string | null;
}

const positionOf = ({ gone, incident_count, id }: HotspotRow): HotspotPosition => [
  Number(gone),
  incident_count,
  id,
];

function statusOf({ gone, is_new, step, tracked_since }: HotspotRow): HotspotStatus | null {
  if (gone) return HotspotStatus.GONE;
  if (step === tracked_since) return null;
  return is_new ? HotspotStatus.NEW : HotspotStatus.CONTINUING;
}

/** @param dated whether the question names a day, of which the hotspot then is another object */
function toHotspot(row: HotspotRow, key: Uint8Array, dated: boolean): TrackedHotspot {
  const anchorOf = (tracked: number) => sealHotspot(key, { tracked, asOf: null });
  return {
    id: sealHotspot(key, { tracked: row.id, asOf: dated ? endOfMonth(row.step) : null }),
    anchor: anchorOf(row.id),
    name: row.name,
    status: statusOf(row),
    asOf: endOfMonth(row.step),
    trackedSince: row.tracked_since,
    firstSeen: row.first_month,
    lastSeen: endOfMonth(row.last_month),
    incidentCount: row.incident_count,
    outline: JSON.parse(row.outline),
    splitFrom: row.split_from === null ? null : anchorOf(row.split_from),
    mergedFrom: row.merged.map(anchorOf),
    history: row.history,
  };
}

/** @throws Problem NOT_ENOUGH_DATA where hotspots were looked for in later months only: none would read as no hotspot. */
async function checkTracked(session: Session, list: HotspotList): Promise<void> {
  const first = list.asOf && (await selectFirstStep(session, list));
  if (!first || endOfMonth(first) <= list.asOf!) return;
  throw new Problem(
    'NOT_ENOUGH_DATA',
    `Hotspots of this theme are known from ${endOfMonth(first)} on, the end of the first twelve months that were delivered. ` +
      'Ask for that day or a later one.',
    { field: 'asOf' },
  );
}

@Resolver()
export class TrackedHotspotResolver {
  @Analytic<HotspotArgs>(() => TrackedHotspotConnection, {
    description:
      'Hotspots of a theme that are followed from month to month: the clusters of the twelve months before, with the ' +
      'defaults of hotspotClusters, of which each keeps its id and name as long as it is found again. Those that stand ' +
      'come first, by number of incidents, then those that are gone. Brought up to new data some seconds after a load. ' +
      'Hotspots that closed sources are part of need a key of the role ANALYST; other keys see those of the open ' +
      'sources, and are refused (FORBIDDEN) where there is no open source of the theme.',
    needs: Needs.PLACES,
    kept: false,
  })
  async hotspots(context: AnalyticContext, args: HotspotArgs): Promise<Connection<TrackedHotspot>> {
    const { partnership, theme, asOf = null } = args;
    const first = checkFirst(args.first, MAX_PAGE);
    const after = decodeCursor<HotspotPosition>(args.after, ['number', 'number', 'number'], (position) =>
      position.every(Number.isInteger),
    );
    const where: IncidentFilter = { partnership, themes: [theme] };
    const { list, rows, key } = await context.session(async (session) => {
      const { vocabulary, recordSources, ...selection } = await context.select(session, where);
      const list = {
        partnership: selection.partnership,
        theme_id: vocabulary.themes.find(theme)!.id,
        open: recordSources.every(({ access }) => access === 'OPEN'),
        asOf,
      };
      const rows = await selectHotspots(session, list, { first, after });
      if (rows.length === 0) await checkTracked(session, list);
      return {
        list,
        rows,
        key: await session.once(selectHotspotKey, 0),
      };
    });
    const count = () => context.session((session) => countHotspots(session, list));
    const page = connectionOf(rows, first, (row) => encodeCursor(positionOf(row)), count);
    return { ...page, nodes: page.nodes.map((row) => toHotspot(row, key, asOf !== null)) };
  }
}
