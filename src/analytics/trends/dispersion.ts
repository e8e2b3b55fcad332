import DataLoader from 'dataloader';
import type { RequestContext } from '../../access';
import { AreaKind } from '../../domain/areas';
import { type Caveat, CaveatCode, caveatIf } from '../../domain/caveats';
import {
  CountDimension,
  countByDimensions,
  groundsBeside,
  type IncidentFilter,
  Needs,
  namedArea,
} from '../../domain/incidents';
import { orRefusal, Problem } from '../../platform/errors';
import { type Dispersion, dispersion, isThin, pooledDispersion } from '../../platform/statistics';
import { type AnalyticContext, listParameters, type Parameter } from '../analytic';
import { groundSeries } from './grounds.queries';
import { seriesOfMonths } from './series';
import type { CountedPeriod } from './windows';

/** Maximum and minimum number of months for estimating a dispersion, a trend or a season. */
export const MAX_MONTHS = 36;
export const MIN_MONTHS = 24;

/** Maximum number of rows of areas × months; a partnership has several thousand. */
const MAX_ROWS = 1_000_000;

/** Filter, and the months in which its series was too sparse. */
interface ThinSeries {
  context: AnalyticContext;
  where: IncidentFilter;
  months: readonly CountedPeriod[];
}

/** Filter without its limits of place; null where it has none. */
function withoutPlace(where: IncidentFilter): IncidentFilter | null {
  const { areas, within, bbox, near, hotspot, ...everywhere } = where;
  return areas?.length || within || bbox || near || hotspot ? everywhere : null;
}

/** Kind of the areas that a filter names; wards by default. */
function kindOf({ areas }: IncidentFilter): AreaKind {
  return areas?.length ? namedArea(areas[0], 'areas').kind : AreaKind.WARD;
}

/** Pooled dispersion of the areas of a kind, for a filter without its limits of place. */
async function dispersionOfAreas({ context, where, months }: ThinSeries): Promise<Dispersion | null> {
  const kind = kindOf(where);
  const period = { from: months[0].from, to: months.at(-1)!.to };
  const rows = await context.session(async (session) => {
    const selection = await context.select(session, { ...withoutPlace(where)!, period }, [kind]);
    const by = [CountDimension[kind], CountDimension.MONTH];
    return (await countByDimensions(session, selection, by, { after: null, first: MAX_ROWS })).rows;
  });
  const nth = new Map(months.map(({ from }, i) => [from.slice(0, 7), i]));
  const byArea = new Map<string, (number | null)[]>();
  for (const { row, count } of rows) {
    if (row.areaCode === null) continue;
    const counts =
      byArea.get(row.areaCode) ?? months.map(({ counted }): number | null => (counted.length > 0 ? 0 : null));
    byArea.set(row.areaCode, counts);
    const month = nth.get(row.month!)!;
    if (counts[month] !== null) counts[month] = count;
  }
  return pooledDispersion([...byArea.values()].map((counts) => seriesOfMonths(months, counts)));
}

/** Pooled dispersion of all hotspots of the question that the filter's hotspot answers, for the filter elsewhere. */
async function dispersionOfHotspots({ context, where, months }: ThinSeries): Promise<Dispersion | null> {
  const grounds = (await groundsBeside(context.request, where))!;
  const period = { from: months[0].from, to: months.at(-1)!.to };
  const [series] = await context.session(async (session) => {
    const question = { ...where, hotspot: null, period };
    const selection = await context.needing(Needs.PLACES).select(session, question);
    return groundSeries(session, [{ selection, months, grounds }]);
  });
  return pooledDispersion(series);
}

/** Pooled dispersions of areas, read once for all filters of a request that differ only in place. */
function areaDispersions(_: RequestContext): DataLoader<ThinSeries, Dispersion | null, string> {
  return new DataLoader<ThinSeries, Dispersion | null, string>(
    (asked) =>
      Promise.all(
        asked.map(async (each) => {
          // Where the viewer may not read counts by area, the filter's own series is used.
          const found = await orRefusal(dispersionOfAreas(each));
          return found instanceof Problem ? null : found;
        }),
      ),
    {
      cacheKeyFn: ({ where, months }) =>
        JSON.stringify([withoutPlace(where), kindOf(where), months.map(({ from }) => from)]),
    },
  );
}

/**
 * Dispersion for testing the counts of a filter: that of its own months or, where these have fewer than five incidents
 * on average, the pooled one of all hotspots of a hotspot's question, or of all areas of the kind that the filter names.
 *
 * @returns null where fewer than 24 months are known.
 */
export async function dispersionFor(
  context: AnalyticContext,
  where: IncidentFilter,
  months: readonly CountedPeriod[],
  counts: readonly (number | null)[],
): Promise<Dispersion | null> {
  const series = seriesOfMonths(months, counts);
  const known = counts.filter((count) => count !== null).length;
  if (known < MIN_MONTHS) return null;
  if (!isThin(series) || !withoutPlace(where)) return dispersion(series);
  const thin = { context, where, months };
  const pooled = where.hotspot
    ? await dispersionOfHotspots(thin)
    : await context.loader(areaDispersions).load(thin);
  return pooled ?? dispersion(series);
}

const rounded = (n: number) => String(Number(n.toPrecision(4)));

/** Parameters for the dispersion used in an answer. */
export function dispersionParameters(known: Dispersion | null): Parameter[] {
  return listParameters({
    dispersion: known ? rounded(known.value) : '1 (unknown)',
    dispersionDegrees: known?.degrees,
  });
}

/** Caveat of a test whose dispersion is unknown. */
export function dispersionCaveats(known: Dispersion | null): Caveat[] {
  return caveatIf(
    known === null,
    CaveatCode.NOT_ENOUGH_DATA,
    `There are too few months or incidents to tell how much these counts vary (${MIN_MONTHS} months are needed): the change ` +
      'is tested as one of Poisson counts, so its uncertainty is as large as told or larger.',
  );
}
