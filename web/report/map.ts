import type { Geometry } from '../../src/platform/geo';
import type { Coded, ThemeBlock } from './answers';
import { type Easel, INK } from './drawing';
import { type Html, html, table } from './html';
import { whole } from './words';

type Nested = number[] | Nested[];

/** Metres in a degree of latitude. */
const DEGREE = 111_320;

/** Makes plain metres of degrees about a point: exact enough for a picture of a county. */
class Flat {
  private readonly scale: number;

  constructor(
    private readonly longitude: number,
    private readonly latitude: number,
  ) {
    this.scale = Math.cos((latitude * Math.PI) / 180);
  }

  private lay(coordinates: Nested): Nested {
    if (typeof coordinates[0] !== 'number') return (coordinates as Nested[]).map((inner) => this.lay(inner));
    const [longitude, latitude] = coordinates as number[];
    return [(longitude - this.longitude) * DEGREE * this.scale, (latitude - this.latitude) * DEGREE];
  }

  of({ type, coordinates }: Geometry): { type: string; coordinates: Nested } {
    return { type, coordinates: this.lay(coordinates as Nested) };
  }
}

function* positions(part: Nested): Generator<number[]> {
  if (typeof part[0] === 'number') yield part as number[];
  else for (const inner of part as Nested[]) yield* positions(inner);
}

/** West, south, east, north of positions at any depth. */
function bounds(shapes: readonly Nested[]): [number, number, number, number] {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of positions(shapes as Nested[])) {
    box[0] = Math.min(box[0], x);
    box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x);
    box[3] = Math.max(box[3], y);
  }
  return box;
}

/** Lengths that a scale bar may have, metres: the greatest that is no more than a quarter of the map. */
const SCALES = [100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000];

/** The partnership's wards, as the ground of all maps. */
export class Ground {
  private readonly flat: Flat;
  private readonly wards: { geometry: { type: string; coordinates: Nested } }[];
  private readonly box: [number, number, number, number];

  constructor(
    private readonly easel: Easel,
    wards: readonly (Coded & { geometry: Geometry })[],
  ) {
    const [west, south, east, north] = bounds(wards.map(({ geometry }) => geometry.coordinates as Nested));
    this.flat = new Flat((west + east) / 2, (south + north) / 2);
    this.wards = wards.map(({ geometry }) => ({ geometry: this.flat.of(geometry) }));
    this.box = bounds(this.wards.map(({ geometry }) => geometry.coordinates));
  }

  /** The hotspots of a theme over the wards, numbered, with the table that says what they are. */
  hotspots(theme: string, hotspots: ThemeBlock['hotspots']): Html {
    const spots = hotspots.map(({ hull }, i) => {
      const geometry = this.flat.of(hull);
      const [west, south, east, north] = bounds([geometry.coordinates]);
      return { geometry, at: [(west + east) / 2, (south + north) / 2], number: String(i + 1) };
    });
    const [west, south, east, north] = this.box;
    const length = SCALES.filter((metres) => metres <= (east - west) / 4).at(-1) ?? SCALES[0];
    const foot = south - (north - south) * 0.04;
    const bar = [
      [west, foot],
      [west + length, foot],
    ];
    const corners = [
      [west, foot],
      [east, north],
    ];
    const width = 420;
    const height = Math.min(520, Math.round((width * (north - foot)) / (east - west)) + 16);
    const label = length < 1000 ? `${length} m` : `${length / 1000} km`;
    const most = hotspots[0];
    const description =
      `${hotspots.length} ${hotspots.length === 1 ? 'hotspot' : 'hotspots'} over ${this.wards.length} wards. ` +
      `The greatest is ${most.name} with ${whole(most.incidentCount)} incidents.`;
    const picture = this.easel.figure(
      (plot, { document }) =>
        plot.plot({
          document,
          width,
          height,
          margin: 8,
          style: { fontSize: '12px' },
          projection: {
            type: 'reflect-y',
            domain: { type: 'MultiPoint', coordinates: corners } as never,
          },
          marks: [
            plot.geo(this.wards as never, {
              geometry: 'geometry',
              fill: INK.ground,
              stroke: INK.border,
              strokeWidth: 0.7,
            }),
            plot.geo(spots as never, {
              geometry: 'geometry',
              fill: INK.hot,
              fillOpacity: 0.55,
              stroke: INK.hot,
              strokeWidth: 1.2,
            }),
            plot.line(bar, { stroke: INK.text, strokeWidth: 2.5 }),
            plot.text([bar[1]], { text: [label], dx: 6, textAnchor: 'start', fill: INK.text, fontSize: 11 }),
            plot.text(spots, {
              x: ({ at }) => at[0],
              y: ({ at }) => at[1],
              text: 'number',
              dy: -11,
              fontSize: 12,
              fontWeight: 700,
              fill: INK.text,
              stroke: 'white',
              strokeWidth: 4,
            }),
          ],
        } as never),
      `Map: hotspots of ${theme}`,
      description,
    );
    const legend = table(
      `Hotspots of ${theme}`,
      [
        { heading: 'No.', cell: ({ number }) => number },
        { heading: 'Where', cell: ({ name }) => name },
        { heading: 'Incidents', numeric: true, cell: ({ incidentCount }) => whole(incidentCount) },
      ],
      hotspots.map(({ name, incidentCount }, i) => ({ number: i + 1, name, incidentCount })),
    );
    return html`<div class="pair">${picture}${legend}</div>`;
  }
}
