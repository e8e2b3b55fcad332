import { Map as MapLibre, NavigationControl, ScaleControl, setWorkerUrl } from 'maplibre-gl';
import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { boundsOf, type Nested } from '../figures/bounds';
import type { FeatureCollection } from '../schema/operation';
import { EMPTY, mapStyle } from './map-style';
import type { Area } from './scope';
import { settings } from './settings';

setWorkerUrl(new URL('explorer/maplibre-gl-worker.mjs', document.baseURI).href);

export interface MapProps {
  /** West, south, east, north in degrees. */
  bbox: readonly number[] | null;
  outlines: readonly Area[];
  features: FeatureCollection | null;
  /** Id of the chosen feature. */
  chosen: string | null;
  /** Code of the chosen area. */
  chosenArea: string | null;
  /** Called with the id of a feature that was clicked. */
  onFeature(id: string): void;
  /** Called with the code of an area that was clicked. */
  onArea(code: string): void;
  /** Called with a function that makes a PNG of the map. */
  onReady(picture: () => Promise<Blob>): void;
}

type Bounds = [number, number, number, number];

/** Bounds of Great Britain, shown for a partnership without bounds. */
const BRITAIN: Bounds = [-6, 50, 2, 56];

const asFeatures = (outlines: readonly Area[]): FeatureCollection => ({
  type: 'FeatureCollection',
  features: outlines.map(({ code, name, geometry }) => ({
    type: 'Feature',
    geometry,
    properties: { code, name },
  })),
});

/** PNG of the map, taken at its next drawing. */
const pictureOf = (map: MapLibre): Promise<Blob> =>
  new Promise((resolve, reject) => {
    map.once('render', () =>
      map.getCanvas().toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture')))),
    );
    map.triggerRepaint();
  });

/** Makes the map in an element. @throws where the browser has no WebGL. */
function createMap(container: HTMLElement, bbox: MapProps['bbox']): MapLibre {
  const map = new MapLibre({
    container,
    style: mapStyle(settings.basemap),
    bounds: (bbox as Bounds | null) ?? BRITAIN,
    fitBoundsOptions: { padding: 16 },
    dragRotate: false,
    pitchWithRotate: false,
    attributionControl: settings.basemap ? {} : false,
    canvasContextAttributes: { preserveDrawingBuffer: true },
  });
  map.touchZoomRotate.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }), 'top-right');
  map.addControl(new ScaleControl({ unit: 'metric' }), 'bottom-left');
  map.getCanvas().setAttribute('aria-label', 'Map. The table below it has the same data.');
  return map;
}

type Drawn = 'starting' | 'ready' | 'impossible';

/** Keeps a map in an element while that is shown. Clicks go to the callbacks of the latest props. */
function useMap(
  place: RefObject<HTMLDivElement | null>,
  props: MapProps,
): { map: RefObject<MapLibre | null>; drawn: Drawn } {
  const map = useRef<MapLibre>(null);
  const latest = useRef(props);
  latest.current = props;
  const [drawn, setDrawn] = useState<Drawn>('starting');
  useEffect(() => {
    let made: MapLibre;
    try {
      made = createMap(place.current!, props.bbox);
    } catch {
      setDrawn('impossible');
      return;
    }
    map.current = made;
    made.on('load', () => setDrawn('ready'));
    made.on('click', ({ point }) => {
      const [feature] = made.queryRenderedFeatures(point, { layers: ['features'] });
      const [area] = made.queryRenderedFeatures(point, { layers: ['areas'] });
      if (feature?.properties.rank !== undefined) latest.current.onFeature(String(feature.properties.id));
      else if (area) latest.current.onArea(String(area.properties.code));
    });
    props.onReady(() => pictureOf(made));
    return () => {
      map.current = null;
      made.remove();
    };
  }, []);
  return { map, drawn };
}

/** Shows the data of the props once the map is ready. */
function useData(map: RefObject<MapLibre | null>, ready: boolean, props: MapProps): void {
  const { outlines, features, chosen, chosenArea, bbox } = props;
  const set = (source: string, data: FeatureCollection) =>
    (map.current?.getSource(source) as { setData(data: unknown): void } | undefined)?.setData(data);
  useEffect(() => {
    if (ready) set('outlines', asFeatures(outlines));
  }, [ready, outlines]);
  useEffect(() => {
    if (ready) set('features', features ?? EMPTY);
  }, [ready, features]);
  useEffect(() => {
    if (!ready) return;
    map.current?.setFilter('chosen', ['==', ['get', 'id'], chosen ?? '']);
    map.current?.setFilter('chosen-area', ['==', ['get', 'code'], chosenArea ?? '']);
  }, [ready, chosen, chosenArea]);
  useEffect(() => {
    const feature = features?.features.find(({ properties }) => properties.id === chosen);
    if (!ready || !feature) return;
    const bounds = boundsOf(feature.geometry.coordinates as Nested);
    map.current?.fitBounds(bounds, { padding: 80, maxZoom: 14, duration: 0 });
  }, [ready, features, chosen]);
  useEffect(() => {
    if (ready && bbox) map.current?.fitBounds(bbox as Bounds, { padding: 16, duration: 0 });
  }, [ready, bbox?.join()]);
}

/** Map of the features. Each of its actions is available in the table below it too. */
export function AreaMap(props: MapProps) {
  const place = useRef<HTMLDivElement>(null);
  const { map, drawn } = useMap(place, props);
  useData(map, drawn === 'ready', props);
  return (
    <div class="map" data-drawn={drawn}>
      <div class="canvas" ref={place} />
      {drawn === 'impossible' && (
        <p class="state" role="status">
          This browser cannot draw the map: it needs WebGL. The table below has the same data.
        </p>
      )}
    </div>
  );
}
