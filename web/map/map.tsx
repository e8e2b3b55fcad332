import {
  Map as MapLibre,
  NavigationControl,
  ScaleControl,
  type StyleSpecification,
  setWorkerUrl,
} from 'maplibre-gl';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { FeatureCollection, Geometry } from './api';
import { settings } from './settings';

setWorkerUrl(new URL('explorer/maplibre-gl-worker.mjs', document.baseURI).href);

interface Outline {
  code: string;
  name: string;
  geometry: Geometry;
}

export interface MapProps {
  /** West, south, east, north in degrees. */
  bbox: readonly number[] | null;
  outlines: readonly Outline[];
  features: FeatureCollection | null;
  /** Id of the chosen feature or code of the chosen area. */
  chosen: string | null;
  chosenArea: string | null;
  /** Told the id of a feature, or the code of an area, that was clicked. */
  onFeature(id: string): void;
  onArea(code: string): void;
  /** Given a way to get the picture as PNG. */
  onReady(picture: () => Promise<Blob>): void;
}

const EMPTY: FeatureCollection = { type: 'FeatureCollection', features: [] };

function style(): StyleSpecification {
  const { basemap } = settings;
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
      { id: 'ground', type: 'background', paint: { 'background-color': '#ffffff' } },
      ...(basemap ? [{ id: 'basemap', type: 'raster', source: 'basemap' } as const] : []),
      {
        id: 'areas',
        type: 'fill',
        source: 'outlines',
        paint: { 'fill-color': '#f4f5f2', 'fill-opacity': basemap ? 0 : 1 },
      },
      {
        id: 'features',
        type: 'fill',
        source: 'features',
        paint: { 'fill-color': ['get', 'colour'], 'fill-opacity': 0.72 },
      },
      {
        id: 'borders',
        type: 'line',
        source: 'outlines',
        paint: { 'line-color': '#7b858e', 'line-width': 0.8 },
      },
      {
        id: 'edges',
        type: 'line',
        source: 'features',
        filter: ['has', 'rank'],
        paint: { 'line-color': ['get', 'colour'], 'line-width': 1.5 },
      },
      {
        id: 'chosen-area',
        type: 'line',
        source: 'outlines',
        filter: ['==', ['get', 'code'], ''],
        paint: { 'line-color': '#1c2126', 'line-width': 3 },
      },
      {
        id: 'chosen',
        type: 'line',
        source: 'features',
        filter: ['==', ['get', 'id'], ''],
        paint: { 'line-color': '#1c2126', 'line-width': 3.5 },
      },
      {
        id: 'names',
        type: 'symbol',
        source: 'outlines',
        layout: { 'text-field': ['get', 'name'], 'text-size': 11, 'text-max-width': 7 },
        paint: { 'text-color': '#3c444b', 'text-halo-color': '#ffffff', 'text-halo-width': 1.5 },
      },
      {
        id: 'labels',
        type: 'symbol',
        source: 'features',
        layout: {
          'text-field': ['get', 'label'],
          'text-size': 14,
          'text-offset': [0, -1.1],
          'text-allow-overlap': true,
        },
        paint: { 'text-color': '#1c2126', 'text-halo-color': '#ffffff', 'text-halo-width': 2 },
      },
    ],
  };
}

const asFeatures = (outlines: readonly Outline[]): FeatureCollection => ({
  type: 'FeatureCollection',
  features: outlines.map(({ code, name, geometry }) => ({
    type: 'Feature',
    geometry,
    properties: { code, name },
  })),
});

type Nested = number[] | Nested[];

function boundsOf({ coordinates }: Geometry): [number, number, number, number] {
  const box: [number, number, number, number] = [180, 90, -180, -90];
  const visit = (part: Nested): void => {
    if (typeof part[0] === 'number') {
      const [x, y] = part as number[];
      box[0] = Math.min(box[0], x);
      box[1] = Math.min(box[1], y);
      box[2] = Math.max(box[2], x);
      box[3] = Math.max(box[3], y);
    } else for (const inner of part as Nested[]) visit(inner);
  };
  visit(coordinates as Nested);
  return box;
}

/** The map. All that can be done on it can be done in the table below it, too. */
export function AreaMap(props: MapProps) {
  const place = useRef<HTMLDivElement>(null);
  const map = useRef<MapLibre | null>(null);
  const latest = useRef(props);
  latest.current = props;
  const [drawn, setDrawn] = useState<'starting' | 'ready' | 'impossible'>('starting');

  useEffect(() => {
    let made: MapLibre;
    try {
      made = new MapLibre({
        container: place.current!,
        style: style(),
        bounds: (props.bbox ?? [-6, 50, 2, 56]) as [number, number, number, number],
        fitBoundsOptions: { padding: 16 },
        dragRotate: false,
        pitchWithRotate: false,
        attributionControl: settings.basemap ? {} : false,
        canvasContextAttributes: { preserveDrawingBuffer: true },
      });
    } catch {
      setDrawn('impossible');
      return;
    }
    map.current = made;
    made.touchZoomRotate.disableRotation();
    made.addControl(new NavigationControl({ showCompass: false }), 'top-right');
    made.addControl(new ScaleControl({ unit: 'metric' }), 'bottom-left');
    made.getCanvas().setAttribute('aria-label', 'Map. The table below it has the same.');
    made.on('load', () => setDrawn('ready'));
    made.on('click', ({ point }) => {
      const [feature] = made.queryRenderedFeatures(point, { layers: ['features'] });
      const [area] = made.queryRenderedFeatures(point, { layers: ['areas'] });
      if (feature?.properties.rank !== undefined) latest.current.onFeature(String(feature.properties.id));
      else if (area) latest.current.onArea(String(area.properties.code));
    });
    props.onReady(
      () =>
        new Promise((resolve, reject) => {
          made.once('render', () =>
            made.getCanvas().toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture')))),
          );
          made.triggerRepaint();
        }),
    );
    return () => {
      map.current = null;
      made.remove();
    };
  }, []);

  const set = (source: string, data: FeatureCollection) =>
    (map.current?.getSource(source) as { setData(data: unknown): void } | undefined)?.setData(data);

  useEffect(() => {
    if (drawn === 'ready') set('outlines', asFeatures(props.outlines));
  }, [drawn, props.outlines]);
  useEffect(() => {
    if (drawn === 'ready') set('features', props.features ?? EMPTY);
  }, [drawn, props.features]);
  useEffect(() => {
    if (drawn !== 'ready') return;
    map.current?.setFilter('chosen', ['==', ['get', 'id'], props.chosen ?? '']);
    map.current?.setFilter('chosen-area', ['==', ['get', 'code'], props.chosenArea ?? '']);
  }, [drawn, props.chosen, props.chosenArea]);
  useEffect(() => {
    const feature = props.features?.features.find(({ properties }) => properties.id === props.chosen);
    if (drawn === 'ready' && feature)
      map.current?.fitBounds(boundsOf(feature.geometry), { padding: 80, maxZoom: 14, duration: 0 });
  }, [drawn, props.features, props.chosen]);
  useEffect(() => {
    if (drawn === 'ready' && props.bbox)
      map.current?.fitBounds(props.bbox as [number, number, number, number], { padding: 16, duration: 0 });
  }, [drawn, props.bbox?.join()]);

  return (
    <div class="map" data-drawn={drawn}>
      <div class="canvas" ref={place} />
      {drawn === 'impossible' && (
        <p class="state" role="status">
          This browser cannot draw the map (it needs WebGL). The table below has the same.
        </p>
      )}
    </div>
  );
}
