import type { ResultOf } from 'gql.tada';
import { ask, type FeatureCollection, type Question } from './api';
import { CLUSTERS, GRID, RATES } from './operations';
import type { Layer, State } from './state';
import type { Row } from './table';
import { number, percent, rate } from './words';

/** The filter of the API that a state stands for. */
export type Where = {
  partnership: string;
  period: { from: string; to: string };
  themes?: string[];
  areas?: ({ ward: string } | { sntArea: string })[];
  within?: { type: string; coordinates: unknown };
};

/** A colour of the map and what it means. */
export interface Class {
  colour: string;
  label: string;
}

/** What the map shows, and the same as a table. */
export interface Picture {
  features: FeatureCollection;
  classes: Class[];
  /** What is to be known of it. */
  caveats: readonly string[];
  /** One sentence: what there is to see. */
  summary: string;
  headings: string[];
  rows: Row[];
  /** What choosing a row or a shape sets. */
  chooses: 'hotspot' | 'area' | null;
}

/** Colours that people who do not see all colours tell apart (after ColorBrewer, Brewer 2003). */
const HOT = '#b2182b';
const GI_STAR: Record<string, Class> = {
  HOT_99: { colour: '#b2182b', label: 'Hot, 99%' },
  HOT_95: { colour: '#ef8a62', label: 'Hot, 95%' },
  HOT_90: { colour: '#fddbc7', label: 'Hot, 90%' },
  NOT_SIGNIFICANT: { colour: '#f3f3f1', label: 'Neither' },
  COLD_90: { colour: '#d1e5f0', label: 'Cold, 90%' },
  COLD_95: { colour: '#67a9cf', label: 'Cold, 95%' },
  COLD_99: { colour: '#2166ac', label: 'Cold, 99%' },
};
const STEPS = ['#ffffcc', '#a1dab4', '#41b6c4', '#2c7fb8', '#253494'];
const NO_RATE: Class = { colour: '#d9d9d9', label: 'No rate' };

/** The question whose answer the map shows. */
export function mapQuestion(layer: Layer, { areas, compare }: State, where: Where): Question {
  if (layer === 'clusters') return ask(CLUSTERS, { where, compareWith: compare });
  if (layer === 'grid') return ask(GRID, { where });
  return ask(RATES, { where, kind: areas });
}

/** What the map makes of an answer. */
export function pictureOf(layer: Layer, answer: unknown): Picture {
  if (layer === 'clusters') return clusters(answer as ResultOf<typeof CLUSTERS>);
  if (layer === 'grid') return grid(answer as ResultOf<typeof GRID>);
  return rates(answer as ResultOf<typeof RATES>);
}

function clusters({ hotspotClusters: found }: ResultOf<typeof CLUSTERS>): Picture {
  const inThem = found.clusters.reduce((sum, { incidentCount }) => sum + incidentCount, 0);
  return {
    features: {
      type: 'FeatureCollection',
      features: found.clusters.map((cluster) => ({
        type: 'Feature',
        id: cluster.id,
        geometry: cluster.hull,
        properties: {
          id: cluster.id,
          name: cluster.name,
          label: String(cluster.rank),
          colour: HOT,
          incidentCount: cluster.incidentCount,
          rank: cluster.rank,
        },
      })),
    },
    classes: [{ colour: HOT, label: 'Hotspot, with its rank' }],
    caveats: found.caveats,
    summary:
      found.clusters.length === 0
        ? `No hotspot among ${number(found.incidentCount)} incidents.`
        : `${found.clusters.length} ${found.clusters.length === 1 ? 'hotspot holds' : 'hotspots hold'} ` +
          `${number(inThem)} of ${number(found.incidentCount)} incidents.`,
    headings: ['Hotspot', 'Rank', 'Incidents', 'Share', 'Change'],
    rows: found.clusters.map(({ id, name, rank, incidentCount, share, change }) => ({
      id,
      cells: [
        name,
        rank,
        number(incidentCount),
        percent(share),
        change?.percent == null ? '–' : percent(change.percent / 100, true),
      ],
    })),
    chooses: 'hotspot',
  };
}

function grid({ hotspotGrid: found }: ResultOf<typeof GRID>): Picture {
  const byId = new Map(found.cells.map((cell) => [cell.id, cell]));
  const hot = found.cells.filter((cell) => cell.class === 'HOT_99' || cell.class === 'HOT_95');
  hot.sort((a, b) => (b.z ?? 0) - (a.z ?? 0));
  const present = new Set(found.cells.map((cell) => cell.class ?? ''));
  return {
    features: {
      type: 'FeatureCollection',
      features: found.features.features.map((feature) => {
        const cell = byId.get(String(feature.id))!;
        return {
          ...feature,
          properties: {
            id: cell.id,
            name: `${number(cell.count)} incidents`,
            colour: GI_STAR[cell.class ?? 'NOT_SIGNIFICANT'].colour,
            count: cell.count,
            z: cell.z,
            class: cell.class,
          },
        };
      }),
    },
    classes: Object.entries(GI_STAR).flatMap(([name, shown]) => (present.has(name as never) ? [shown] : [])),
    caveats: found.caveats,
    summary: `${number(hot.length)} of ${number(found.cells.length)} cells are hot at 95% or better.`,
    headings: ['Hot cell', 'Easting', 'Northing', 'Incidents', 'z'],
    rows: hot.slice(0, 100).map(({ id, easting, northing, count, z }) => ({
      id,
      cells: [id, easting, northing, number(count), z === null ? '–' : z.toFixed(2)],
    })),
    chooses: null,
  };
}

function rates({ areaRates: found }: ResultOf<typeof RATES>): Picture {
  const known = found.rows.flatMap(({ ratePerThousandPerYear: value }) => (value === null ? [] : [value]));
  known.sort((a, b) => a - b);
  const at = (share: number) => known[Math.min(known.length - 1, Math.floor(known.length * share))];
  const limits = [...new Set([0.2, 0.4, 0.6, 0.8].map(at))];
  const classOf = (value: number | null): Class => {
    if (value === null || known.length === 0) return NO_RATE;
    const step = limits.filter((limit) => value >= limit).length;
    return classes[step];
  };
  const bounds = [known[0], ...limits, known.at(-1)!];
  const classes = bounds
    .slice(1)
    .map((to, i) => ({ colour: STEPS[i], label: `${rate(bounds[i])} to ${rate(to)}` }));
  const withoutRate = found.rows.some((row) => row.ratePerThousandPerYear === null);
  const byCode = new Map(found.rows.map((row) => [row.code, row]));
  return {
    features: {
      type: 'FeatureCollection',
      features: found.features.features.map((feature) => {
        const row = byCode.get(String(feature.id))!;
        return {
          ...feature,
          properties: {
            id: row.code,
            name: row.name,
            colour: classOf(row.ratePerThousandPerYear).colour,
            count: row.count,
            rate: row.ratePerThousandPerYear,
            perturbed: row.perturbed,
          },
        };
      }),
    },
    classes: [...(known.length > 0 ? classes : []), ...(withoutRate ? [NO_RATE] : [])],
    caveats: found.caveats,
    summary:
      found.pooledRate === null
        ? 'There is nothing to measure the counts by.'
        : `${rate(found.pooledRate)} incidents a year per 1,000 ${found.denominator?.toLowerCase() ?? 'residents'} in all.`,
    headings: ['Area', 'Incidents', 'Rate', '95% interval', 'Against the whole'],
    rows: found.rows.map((row) => ({
      id: row.code,
      cells: [
        row.name,
        `${number(row.count)}${row.perturbed ? ' (protected)' : ''}`,
        row.ratePerThousandPerYear === null
          ? (row.withoutRateBecause ?? '–')
          : rate(row.ratePerThousandPerYear),
        row.lower === null || row.upper === null ? '–' : `${rate(row.lower)} to ${rate(row.upper)}`,
        row.funnel === null ? '–' : row.funnel.toLowerCase().replaceAll('_', ' '),
      ],
    })),
    chooses: 'area',
  };
}
