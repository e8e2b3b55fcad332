import type { LayerSpecification, StyleSpecification } from 'maplibre-gl';
import { INK } from '../figures/chart';
import type { FeatureCollection } from '../schema/operation';
import type { Basemap } from './settings';

/** Collection without features. */
export const EMPTY: FeatureCollection = { type: 'FeatureCollection', features: [] };

const BORDER = '#7b858e';
const WHITE = '#ffffff';

/** Outlines of the areas and their names. */
const areaLayers = (
  overBasemap: boolean,
): Record<'fill' | 'borders' | 'chosen' | 'names', LayerSpecification> => ({
  fill: {
    id: 'areas',
    type: 'fill',
    source: 'outlines',
    paint: { 'fill-color': INK.area, 'fill-opacity': overBasemap ? 0 : 1 },
  },
  borders: {
    id: 'borders',
    type: 'line',
    source: 'outlines',
    paint: { 'line-color': BORDER, 'line-width': 0.8 },
  },
  chosen: {
    id: 'chosen-area',
    type: 'line',
    source: 'outlines',
    filter: ['==', ['get', 'code'], ''],
    paint: { 'line-color': INK.text, 'line-width': 3 },
  },
  names: {
    id: 'names',
    type: 'symbol',
    source: 'outlines',
    layout: { 'text-field': ['get', 'name'], 'text-size': 11, 'text-max-width': 7 },
    paint: { 'text-color': '#3c444b', 'text-halo-color': WHITE, 'text-halo-width': 1.5 },
  },
});

/** Shapes of the selected layer: hotspots, cells or areas. */
const featureLayers: Record<'fill' | 'edges' | 'chosen' | 'labels', LayerSpecification> = {
  fill: {
    id: 'features',
    type: 'fill',
    source: 'features',
    paint: { 'fill-color': ['get', 'colour'], 'fill-opacity': 0.72 },
  },
  edges: {
    id: 'edges',
    type: 'line',
    source: 'features',
    filter: ['has', 'rank'],
    paint: { 'line-color': ['get', 'colour'], 'line-width': 1.5 },
  },
  chosen: {
    id: 'chosen',
    type: 'line',
    source: 'features',
    filter: ['==', ['get', 'id'], ''],
    paint: { 'line-color': INK.text, 'line-width': 3.5 },
  },
  labels: {
    id: 'labels',
    type: 'symbol',
    source: 'features',
    layout: {
      'text-field': ['get', 'label'],
      'text-size': 14,
      'text-offset': [0, -1.1],
      'text-allow-overlap': true,
    },
    paint: { 'text-color': INK.text, 'text-halo-color': WHITE, 'text-halo-width': 2 },
  },
};

/** Style of the map, the lowest layer first, over a basemap where one is set. */
export function mapStyle(basemap: Basemap | null): StyleSpecification {
  const areas = areaLayers(basemap !== null);
  const features = featureLayers;
  return {
    version: 8,
    sources: {
      ...(basemap && {
        basemap: { type: 'raster', tiles: [basemap.tiles], tileSize: 256, attribution: basemap.attribution },
      }),
      outlines: { type: 'geojson', data: EMPTY as never },
      features: { type: 'geojson', data: EMPTY as never, promoteId: 'id' },
    },
    layers: [
      { id: 'ground', type: 'background', paint: { 'background-color': WHITE } },
      ...(basemap ? [{ id: 'basemap', type: 'raster', source: 'basemap' } as const] : []),
      areas.fill,
      features.fill,
      areas.borders,
      features.edges,
      areas.chosen,
      features.chosen,
      areas.names,
      features.labels,
    ],
  };
}
