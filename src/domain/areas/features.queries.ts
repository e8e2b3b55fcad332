import type { Session } from '../../platform/database';
import { loadSql } from '../../platform/database/sql';
import type { Geometry } from '../../platform/geo';
import type { Area, AreaKind } from './area.type';
import { type AreaRow, toArea } from './areas.queries';

const SELECT_AREA_FEATURES = loadSql(__dirname, 'select_area_features');

/** Box in a CRS known to PostGIS by its EPSG code, easting or longitude first. */
export interface ProjectedBox {
  srid: number;
  west: number;
  south: number;
  east: number;
  north: number;
}

/** Areas to read as features, and the form of their outlines. */
export interface AreaLayer {
  /** Partnerships that hold the areas (`holdersOf`). */
  holderIds: readonly number[];
  kind: AreaKind;
  /** Day on which the areas are valid. */
  day: string;
  /** EPSG code of the outlines' CRS. */
  srid: number;
  /** Whether northing or latitude comes first. */
  latitudeFirst: boolean;
  /** Decimals of a coordinate. */
  decimals: number;
}

/** Area with its outline in the requested CRS. */
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
 * Page of areas as features, by id as text; one more than `first`, to show that more follow. `matched` is the number on
 * all pages.
 *
 * @param page `box`: only areas that intersect it, null for all; `after`: only areas with a later id.
 */
export function selectAreaFeatures(
  session: Session,
  layer: AreaLayer,
  { box, after, first }: { box: ProjectedBox | null; after: string | null; first: number },
): Promise<{ features: AreaFeature[]; matched: number }> {
  return selectFeatures(session, layer, { box, after, most: first + 1 });
}

/** Feature of one area of a layer; null where the layer has none with this id. */
export async function selectAreaFeature(
  session: Session,
  layer: AreaLayer,
  id: number,
): Promise<AreaFeature | null> {
  return (await selectFeatures(session, layer, { id, most: 1 })).features[0] ?? null;
}
