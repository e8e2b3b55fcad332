import type { Session } from '../../platform/database';
import { loadSql } from '../../platform/database/sql';
import type { Geometry } from '../../platform/geo';
import type { Area, AreaKind } from './area.type';
import { type AreaRow, toArea } from './areas.queries';

const SELECT_AREA_FEATURES = loadSql(__dirname, 'select_area_features');

/** A box in a CRS that PostGIS knows by its number, easting or longitude first. */
export interface ProjectedBox {
  srid: number;
  west: number;
  south: number;
  east: number;
  north: number;
}

/** Areas to show as features, and how their outlines are written. */
export interface AreaLayer {
  /** Partnerships that hold the areas (`holdersOf`). */
  holderIds: readonly number[];
  kind: AreaKind;
  /** The day on which they are valid. */
  day: string;
  /** CRS of the outlines. */
  srid: number;
  /** Whether northing or latitude comes first. */
  latitudeFirst: boolean;
  /** Decimals of a coordinate. */
  decimals: number;
}

/** An area with its outline in the CRS asked for. */
export interface AreaFeature extends Area {
  geometry: Geometry;
}

interface AreaFeatureRow extends AreaRow {
  geometry: string;
  matched: number;
}

async function selectFeatures(
  session: Session,
  { holderIds, kind, day, srid, latitudeFirst, decimals }: AreaLayer,
  which: { id?: number; box?: ProjectedBox | null; after?: string | null; most: number },
): Promise<{ features: AreaFeature[]; matched: number }> {
  const { id = null, box, after = null, most } = which;
  const rows = await session.query<AreaFeatureRow>(SELECT_AREA_FEATURES, {
    partnership_ids: holderIds,
    kind,
    at: day,
    srid,
    latitude_first: latitudeFirst,
    decimals,
    id,
    box_srid: box?.srid ?? null,
    west: box?.west ?? null,
    south: box?.south ?? null,
    east: box?.east ?? null,
    north: box?.north ?? null,
    after_id: after,
    most,
  });
  const features = rows
    .filter((row) => row.id !== null)
    .map((row) => ({ ...toArea(row), geometry: JSON.parse(row.geometry) }));
  return { features, matched: rows[0].matched };
}

/**
 * A page of areas as features by their ids as text, one more than `first` to show that more follow, and how many there are
 * in all.
 *
 * @param page only areas that share ground with `box`, where one is given; only those after the id `after`.
 */
export function selectAreaFeatures(
  session: Session,
  layer: AreaLayer,
  { box, after, first }: { box: ProjectedBox | null; after: string | null; first: number },
): Promise<{ features: AreaFeature[]; matched: number }> {
  return selectFeatures(session, layer, { box, after, most: first + 1 });
}

/** The feature of one area of a layer; null where the layer has none with this id. */
export async function selectAreaFeature(
  session: Session,
  layer: AreaLayer,
  id: number,
): Promise<AreaFeature | null> {
  return (await selectFeatures(session, layer, { id, most: 1 })).features[0] ?? null;
}
