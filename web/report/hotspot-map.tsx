import { geo, line, type PlotOptions, text } from '@observablehq/plot';
import { type Box, boundsOf, type Nested } from '../figures/bounds';
import { Chart, INK } from '../figures/chart';
import { counted, whole } from '../figures/format';
import { numeric, Table } from '../figures/table';
import type { Geometry } from '../schema/operation';
import { type FlatGeometry, type Flatten, flattenAbout } from './flat';
import type { ThemeBlock } from './operations';

type Hotspots = ThemeBlock['hotspots'];

/** Outlines of the wards in metres, shared by all maps of a report. */
export interface Outlines {
  wards: readonly { geometry: FlatGeometry }[];
  flatten: Flatten;
  bounds: Box;
}

/** Outlines of wards; null without wards. */
export function outlinesOf(wards: readonly { geometry: Geometry }[]): Outlines | null {
  if (wards.length === 0) return null;
  const [west, south, east, north] = boundsOf(wards.map(({ geometry }) => geometry.coordinates as Nested));
  const flatten = flattenAbout((west + east) / 2, (south + north) / 2);
  const flat = wards.map(({ geometry }) => ({ geometry: flatten(geometry) }));
  return { wards: flat, flatten, bounds: boundsOf(flat.map(({ geometry }) => geometry.coordinates)) };
}

/** Lengths of a scale bar in metres; the longest that fits a quarter of the map is drawn. */
const SCALES = [100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000];

/** Distance of the scale bar below the wards, as a share of the map's height. */
const FOOT = 0.04;

/** Width and greatest height of a map, pixels. */
const WIDTH = 420;
const MAX_HEIGHT = 520;

/** Hotspots as shapes with their numbers, 1 for the largest. */
function spotsOf(hotspots: Hotspots, flatten: Flatten) {
  return hotspots.map(({ hull }, i) => {
    const geometry = flatten(hull);
    const [west, south, east, north] = boundsOf(geometry.coordinates);
    return { geometry, x: (west + east) / 2, y: (south + north) / 2, number: String(i + 1) };
  });
}

/** Scale bar in the lower left corner. */
function scaleBar([west, , east]: Box, y: number) {
  const length = SCALES.filter((metres) => metres <= (east - west) / 4).at(-1) ?? SCALES[0];
  const end = [west + length, y];
  const label = length < 1000 ? `${length} m` : `${length / 1000} km`;
  return [
    line([[west, y], end], { stroke: INK.text, strokeWidth: 2.5 }),
    text([end], { text: [label], dx: 6, textAnchor: 'start', fill: INK.text, fontSize: 11 }),
  ];
}

function optionsOf(hotspots: Hotspots, { wards, flatten, bounds }: Outlines): PlotOptions {
  const [west, south, east, north] = bounds;
  const spots = spotsOf(hotspots, flatten);
  const foot = south - (north - south) * FOOT;
  const corners = [
    [west, foot],
    [east, north],
  ];
  const ward = { fill: INK.area, stroke: INK.border, strokeWidth: 0.7 };
  const spot = { fill: INK.hot, fillOpacity: 0.55, stroke: INK.hot, strokeWidth: 1.2 };
  const number = { fontSize: 12, fontWeight: 700, fill: INK.text, stroke: 'white', strokeWidth: 4 };
  return {
    width: WIDTH,
    height: Math.min(MAX_HEIGHT, Math.round((WIDTH * (north - foot)) / (east - west)) + 16),
    margin: 8,
    projection: { type: 'reflect-y', domain: { type: 'MultiPoint', coordinates: corners } as never },
    marks: [
      geo(wards as never, { geometry: 'geometry', ...ward }),
      geo(spots as never, { geometry: 'geometry', ...spot }),
      ...scaleBar(bounds, foot),
      text(spots, { x: 'x', y: 'y', text: 'number', dy: -11, ...number }),
    ],
  };
}

interface HotspotMapProps {
  theme: string;
  /** Hotspots, at least one, the largest first. */
  hotspots: Hotspots;
  outlines: Outlines;
}

/** Numbered hotspots of a theme over the wards, with their names in a table. */
export function HotspotMap({ theme, hotspots, outlines }: HotspotMapProps) {
  const [largest] = hotspots;
  const drawing = {
    title: `Map: hotspots of ${theme}`,
    description:
      `${counted(hotspots.length, 'hotspot')} over ${counted(outlines.wards.length, 'ward')}. ` +
      `The largest is ${largest.name} with ${whole(largest.incidentCount)} incidents.`,
    options: optionsOf(hotspots, outlines),
  };
  const legend = {
    name: `Hotspots of ${theme}`,
    columns: ['No.', 'Where', numeric('Incidents')],
    rows: hotspots.map(({ name, incidentCount }, i) => ({ cells: [i + 1, name, incidentCount] })),
  };
  return (
    <div class="pair">
      <Chart drawing={drawing} />
      <Table figures={legend} />
    </div>
  );
}
