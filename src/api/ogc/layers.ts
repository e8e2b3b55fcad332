import { createHash } from 'node:crypto';
import type { RequestContext } from '../../access';
import { canonical } from '../../analytics/analytic';
import { AreaKind } from '../../domain/areas';
import { today } from '../../platform/calendar';
import {
  type Analytic,
  answerOf,
  type Beside,
  besideOf,
  type Feature,
  type FlatParameter,
  featuresIn,
} from '../export';
import type { ServerContext } from '../http';

/** Analytic that is a layer of a map. */
export interface Layer {
  title: string;
  analytic: Analytic;
  /** Kind of area that it shows; null for a layer made from incidents. */
  areaKind: AreaKind | null;
}

const AREA_KINDS: Record<string, AreaKind> = {
  wards: AreaKind.WARD,
  'snt-areas': AreaKind.SNT_AREA,
  'postcode-districts': AreaKind.POSTCODE_DISTRICT,
};

/** Layers at the beginning of a listing; the others follow by name. */
const LISTED_FIRST = [...Object.keys(AREA_KINDS), 'incidents'];

function placeInList(name: string): number {
  const place = LISTED_FIRST.indexOf(name);
  return place < 0 ? LISTED_FIRST.length : place;
}

/** Analytics that are layers, by name and in the order of a listing. */
export function layersOf(analytics: Map<string, Analytic>): Map<string, Layer> {
  const layers = [...analytics].flatMap(([name, analytic]): [string, Layer][] => {
    const { layer: title } = analytic;
    return title === null ? [] : [[name, { title, analytic, areaKind: AREA_KINDS[name] ?? null }]];
  });
  layers.sort(([a], [b]) => placeInList(a) - placeInList(b) || (a < b ? -1 : 1));
  return new Map(layers);
}

/** Parameters of the filter left out here: the standard has its own `bbox`, and the server sets `simplify`. */
const EXCLUDED = new Set(['bbox', 'simplify']);

/** Filter of a layer, as query parameters. */
export const filterOf = ({ analytic }: Layer): FlatParameter[] =>
  analytic.parameters.filter(({ name }) => !EXCLUDED.has(name));

/** Name of a kept answer, unique by data version, question and the day whose areas count. */
export function answerName(version: string, ...question: unknown[]): string {
  return createHash('sha256')
    .update(canonical([version, today(), ...question]))
    .digest('base64url');
}

/** Code of the partnership in the variables of an operation. */
export function partnershipIn(variables: Record<string, unknown>): string {
  const { where, partnership } = variables as { where?: { partnership: string }; partnership?: string };
  return where?.partnership ?? partnership!;
}

/** Rows of a page when all features of a layer are read. */
const PAGE_ROWS = 1_000;

/** Features of a layer, and what its answer says as a whole. */
export interface LayerAnswer {
  features: Feature[];
  beside: Beside;
}

/**
 * All features of an analytic by id, with its parameters and caveats, kept until the data changes. Not for incidents, of
 * which there may be millions.
 */
export function featuresOf(
  server: ServerContext,
  analytic: Analytic,
  variables: Record<string, unknown>,
  version: string,
  context: RequestContext,
): Promise<LayerAnswer> {
  return context.recall(`layer ${answerName(version, analytic.name, variables)}`, async () => {
    const features: Feature[] = [];
    let beside: Beside = {};
    for (let after: string | null | undefined; after !== null; ) {
      const pageVariables = analytic.paged ? { ...variables, first: PAGE_ROWS, after } : variables;
      const { answer, next } = await answerOf(server, analytic, 'features', pageVariables, context);
      features.push(...featuresIn(analytic, answer));
      beside = besideOf(answer);
      after = next;
    }
    return { features: features.sort((a, b) => (String(a.id) < String(b.id) ? -1 : 1)), beside };
  });
}
