import { type Fragment, join, sql } from '../../../platform/database/sql';
import { Problem } from '../../../platform/errors';
import { checkAxisOrder, positionsOf, toEwkb } from '../../../platform/geo';
import type { Vocabulary } from '../../vocabulary';
import type { FilterCodes } from './codes';
import type { IncidentFilter } from './filter.input';
import { Needs } from './needs';

/** Conditions that a filter puts on rows, all but the partnership, the source and the time. */
export interface Conditions {
  /** On counts and incidents alike, alias `c`. */
  rows: Fragment[];
  /** On cells, alias `e`. */
  cells: Fragment[];
  /** Geometries (EPSG:27700) whose intersection the rows lie in. Empty: the whole partnership. */
  regions: Fragment[];
  /** Detail of the records that the conditions need. */
  needs: Needs[];
}

/** All conditions of several parts of a filter. */
export function allOf(parts: readonly Partial<Conditions>[]): Conditions {
  return {
    rows: parts.flatMap(({ rows }) => rows ?? []),
    cells: parts.flatMap(({ cells }) => cells ?? []),
    regions: parts.flatMap(({ regions }) => regions ?? []),
    needs: parts.flatMap(({ needs }) => needs ?? []),
  };
}

/** Conditions by themes, offences, flags and outcomes. */
export function codeConditions(codes: FilterCodes, vocabulary: Vocabulary): Conditions {
  const { offences, flags, outcomes } = codes;
  const parts: Partial<Conditions>[] = [];
  if (codes.themes.length > 0) parts.push(themeConditions(codes, vocabulary));
  if (offences.length > 0) {
    const ids = sql`${offences.map(({ id }) => id)}::smallint[]`;
    parts.push({ rows: [sql`c.offence_id = ANY (${ids})`], cells: [sql`e.offence_id = ANY (${ids})`] });
  }
  if (flags !== 0) parts.push({ rows: [sql`c.flags & ${flags}::integer <> 0`], needs: [Needs.FLAGS] });
  if (outcomes.length > 0)
    parts.push({
      rows: [sql`c.outcome_id = ANY (${outcomes.map(({ id }) => id)}::smallint[])`],
      needs: [Needs.OUTCOMES],
    });
  return allOf(parts);
}

function themeConditions(codes: FilterCodes, vocabulary: Vocabulary): Partial<Conditions> {
  const { themes } = codes;
  const either = themes.filter(({ match }) => match === 'ANY');
  const ids = sql`${offencesOf(either, vocabulary)}::smallint[]`;
  const flags = sql`${flagsOf(either)}::integer`;
  const both = themes
    .filter((theme) => !either.includes(theme))
    .map((theme) => {
      const own = sql`${offencesOf([theme], vocabulary)}::smallint[]`;
      return sql`c.offence_id = ANY (${own}) AND c.flags & ${theme.flags}::integer <> 0`;
    });
  return {
    rows: [anyOf([sql`c.offence_id = ANY (${ids}) OR c.flags & ${flags} <> 0`, ...both])],
    cells: [sql`(e.offence_id = ANY (${ids}) OR e.flag & ${flags} <> 0)`],
    needs: needsOf(codes),
  };
}

/** Bits of the flags of any of the themes. */
const flagsOf = (themes: readonly { flags: number }[]) => themes.reduce((bits, { flags }) => bits | flags, 0);

function needsOf({ themes, offences }: FilterCodes): Needs[] {
  if (themes.some(({ inCells }) => !inCells)) return [Needs.FLAGS];
  const alone = themes.length === 1 && offences.length === 0;
  // A record lies in the cell of its offence and in that of its flag: adding both would count it twice.
  return flagsOf(themes) !== 0 && !alone ? [Needs.FLAG_THEME_AMONG_OTHERS] : [];
}

/** Ids of the offences that belong to any of the themes. */
export function offencesOf(themes: readonly { id: number }[], { offenceThemes }: Vocabulary): number[] {
  const ids = themes.map(({ id }) => id);
  return offenceThemes.filter(({ themeId }) => ids.includes(themeId)).map(({ offenceId }) => offenceId);
}

/**
 * Conditions by the shape, the box and the circle of a filter.
 *
 * @param holders ids of the partnerships that hold the rows.
 * @throws Problem BAD_USER_INPUT where the box is empty, or latitude comes before longitude.
 */
export function shapeConditions({ within, bbox, near }: IncidentFilter, holders: Fragment): Conditions {
  const parts: Partial<Conditions>[] = [];
  const add = (region: Fragment, inside: Fragment) =>
    parts.push({
      rows: [
        sql`c.location_id IN (SELECT id FROM location WHERE partnership_id = ANY (${holders}) AND ${inside})`,
      ],
      regions: [region],
      needs: [Needs.SHAPES],
    });
  if (within) {
    checkAxisOrder('within', positionsOf(within));
    const shape = sql`${toEwkb(within, 4326)}::geometry`;
    const point = sql`ST_SetSRID(ST_MakePoint(longitude, latitude), 4326)`;
    add(onGrid(shape), sql`ST_Intersects(${point}, (SELECT ST_MakeValid(${shape})))`);
  }
  if (bbox) {
    const { west, south, east, north } = bbox;
    if (west >= east || south >= north)
      throw new Problem('BAD_USER_INPUT', 'bbox: west must be less than east, and south less than north.');
    checkAxisOrder('bbox', [
      [west, south],
      [east, north],
    ]);
    const [w, s, e, n] = [west, south, east, north].map((degrees) => sql`${degrees}::float8`);
    add(
      onGrid(sql`ST_MakeEnvelope(${w}, ${s}, ${e}, ${n}, 4326)`),
      sql`longitude BETWEEN ${w} AND ${e} AND latitude BETWEEN ${s} AND ${n}`,
    );
  }
  if (near) {
    checkAxisOrder('near', [[near.longitude, near.latitude]]);
    // No place is beyond, but the projection has no values there.
    const clamp = (value: number, least: number, most: number) => Math.min(most, Math.max(least, value));
    const longitude = clamp(near.longitude, -12, 6);
    const latitude = clamp(near.latitude, 47, 64);
    const metres = sql`${near.metres}::float8`;
    const point = sql`(SELECT ST_Transform(ST_SetSRID(ST_MakePoint(${longitude}::float8, ${latitude}::float8),
        4326), 27700))`;
    // A polygon of 256 sides that just holds the circle.
    add(
      sql`(SELECT ST_Buffer(${point}, ${metres} / cos(pi() / 256), 64))`,
      sql`ST_DWithin(geom, ${point}, ${metres})`,
    );
  }
  return allOf(parts);
}

/**
 * A shape in degrees as a polygon in EPSG:27700. Its edges are straight in longitude and latitude (RFC 7946), so they
 * are bent here; only what lies around Britain can be transformed.
 */
function onGrid(shape: Fragment): Fragment {
  return sql`(SELECT ST_CollectionExtract(ST_Transform(ST_Segmentize(
      ST_Intersection(ST_MakeValid(${shape}), ST_MakeEnvelope(-10, 49, 4, 62, 4326)), 0.01), 27700), 3))`;
}

/** A condition that holds where any of several does. */
export function anyOf(conditions: readonly Fragment[]): Fragment {
  return sql`(${join(conditions, ' OR ')})`;
}
