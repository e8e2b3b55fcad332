import type { RequestContext } from '../../access';
import { batchesOf, type Session } from '../../platform/database';
import { Problem } from '../../platform/errors';
import { AreaKind } from '../areas';
import { type Caveat, CaveatCode, caveatIf, distinctCaveats } from '../caveats';
import { belongsTo, haveIncidentsInCommon } from '../vocabulary';
import { countedUnits, partlyCountedCaveats } from './counted-units';
import { AREA_DIMENSIONS, type CountKey, handCounts, TIME_DIMENSIONS } from './counts.queries';
import { CountDimension, type IncidentCountRow } from './incident.type';
import { countIncidents } from './incidents.queries';
import type { IncidentFilter } from './selection/filter.input';
import { findHotspots } from './selection/find-hotspots';
import { Needs } from './selection/needs';
import { select } from './selection/select';
import type { Selection } from './selection/selection';

function checkDimensions(by: CountDimension[]): void {
  const most = (allowed: string[], what: string) => {
    if (allowed.filter((dimension) => by.includes(dimension as CountDimension)).length > 1)
      throw new Problem('BAD_USER_INPUT', `by: at most one of ${what}: ${allowed.join(', ')}.`, {
        field: 'by',
      });
  };
  most(AREA_DIMENSIONS, 'the areas');
  most(Object.keys(TIME_DIMENSIONS), 'the times');
}

const NEEDS: Partial<Record<CountDimension, Needs>> = {
  OUTCOME: Needs.COUNTS_BY_OUTCOME,
  LSOA: Needs.COUNTS_BY_LSOA,
};

/** Detail of the records that counts by some dimensions require. */
export function needsOf(by: CountDimension[]): [Needs, ...Needs[]] {
  return [Needs.COUNTS, ...by.flatMap((dimension) => NEEDS[dimension] ?? [])];
}

/** Kinds of area among some dimensions whose boundaries have versions. */
function kindsIn(by: CountDimension[]): AreaKind[] {
  const kinds = [AreaKind.WARD, AreaKind.SNT_AREA, AreaKind.POSTCODE_DISTRICT, AreaKind.LSOA];
  return kinds.filter((kind) => by.includes(kind as unknown as CountDimension));
}

/**
 * Selection for counts by some dimensions.
 *
 * @throws Problem BAD_USER_INPUT where the dimensions exclude each other, and as in `select`.
 */
export async function selectForCounts(
  session: Session,
  context: RequestContext,
  where: IncidentFilter,
  by: CountDimension[],
): Promise<Selection> {
  checkDimensions(by);
  return select(session, context.viewer, where, { needs: needsOf(by), by: kindsIn(by), answersNull: true });
}

/**
 * Caveat on incidents without a place, any of which may belong to the areas or shapes of a filter: bounds of its total.
 *
 * @param total number of incidents counted; null where unknown.
 */
export async function unplacedCaveats(
  session: Session,
  selection: Selection,
  total: number | null,
): Promise<Caveat[]> {
  if (total === null || selection.rows.regions.length === 0) return [];
  const unplaced = await countIncidents(session, { ...selection, rows: selection.rows.unplaced() });
  return caveatIf(
    unplaced > 0,
    CaveatCode.UNLOCATED,
    `${unplaced} incidents of the partnership have no place, and any of them may belong to these areas or shapes, which ` +
      `have ${total} to ${total + unplaced}.`,
  );
}

/**
 * Caveats on rows by month, quarter or year: those of which only some days are counted, and those that are left out.
 *
 * @param filled whether there are rows of 0.
 */
export function unitCaveats(selection: Selection, by: readonly CountDimension[], filled: boolean): Caveat[] {
  const unit = (Object.keys(TIME_DIMENSIONS) as CountDimension[]).find((time) => by.includes(time));
  if (!unit) return [];
  return [
    ...partlyCountedCaveats(countedUnits(selection, unit)),
    ...caveatIf(
      !filled,
      CaveatCode.PARTLY_COUNTED,
      'Rows of 0 are left out, since there would be more than 50,000 rows: a combination without a row may have no ' +
        'incidents or be unknown. Ask for fewer dimensions or a shorter period.',
    ),
  ];
}

/** Caveat on themes whose rows have no number, because a source that is counted in some months does not record them. */
export function unrecordedThemeCaveats(
  { vocabulary }: Selection,
  rows: readonly IncidentCountRow[],
): Caveat[] {
  const codes = rows.flatMap(({ theme, count }) => (theme !== null && count === null ? [theme] : []));
  const names = [...new Set(codes)].map((code) => vocabulary.themes.find(code)!.name);
  return caveatIf(
    names.length > 0,
    CaveatCode.THEME_NOT_RECORDED,
    `${names.join(', ')}: not recorded by the source that is counted in some of the months, so there is no number to ` +
      'compare with those of other themes. Ask for the theme alone, or for months in which it is recorded.',
  );
}

/** Rows of every offence of a filter, with and without flags, that its sources may record. */
function possibleRows({ recordSources, cellSources, offenceIds, vocabulary }: Selection) {
  const { sourceOffences, flags } = vocabulary;
  const allFlags = flags.reduce((mask, { bit }) => mask | bit, 0);
  return [...recordSources, ...cellSources].flatMap((source) =>
    sourceOffences
      .filter(({ sourceId }) => sourceId === source.id)
      .filter(({ offenceId }) => offenceIds.length === 0 || offenceIds.includes(offenceId))
      .flatMap(({ offenceId }) => {
        const row = { offence_id: offenceId, flags: 0, n: 1 };
        return source.access === 'CLOSED' && source.byDefault ? [row, { ...row, flags: allFlags }] : [row];
      }),
  );
}

/** Caveats on counts by some dimensions: by theme, also on each theme that incidents of the filter may belong to. */
export function caveatsOfCounts(selection: Selection, by: readonly CountDimension[]): Caveat[] {
  const { vocabulary, period, caveats } = selection;
  if (!by.includes(CountDimension.THEME)) return caveats;
  const rows = possibleRows(selection);
  const themes = vocabulary.themes.all.filter((theme) => rows.some(belongsTo(theme, vocabulary)));
  return distinctCaveats([
    ...caveats,
    ...selection.categoryCaveats(themes, period),
    ...caveatIf(
      haveIncidentsInCommon(themes, rows, vocabulary),
      CaveatCode.COUNTED_TWICE,
      'Themes have incidents in common: rows by theme do not add up to the total.',
    ),
  ]);
}

/**
 * All counts by some dimensions, sorted by them, in batches that are read on demand: a fast reader costs one statement,
 * a slow one holds no connection.
 *
 * @throws Problem CONFLICT where a load comes between two statements, which would mix rows of two states.
 */
export async function* streamCounts(
  context: RequestContext,
  where: IncidentFilter,
  by: CountDimension[],
): AsyncGenerator<IncidentCountRow[]> {
  let after: CountKey | null = null;
  let version: string | null = null;
  for (let complete = false; !complete; ) {
    context.forget(); // so that a load between two batches is noticed
    await findHotspots(context, [where]);
    const batches = batchesOf<IncidentCountRow[]>((hand) =>
      context.session(async (session) => {
        const selection = await selectForCounts(session, context, where, by);
        version ??= selection.dataVersion;
        if (selection.dataVersion !== version)
          throw new Problem('CONFLICT', 'The data changed while it was read. Ask again.');
        complete = await handCounts(session, selection, by, after, (batch, last) => {
          after = last;
          return hand(batch);
        });
      }),
    );
    yield* batches;
  }
}
