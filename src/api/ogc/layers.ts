import { createHash } from 'node:crypto';
import type { RequestContext } from '../../access';
import { canonical } from '../../analytics/analytic';
import { AreaKind } from '../../domain/areas';
import { today } from '../../platform/calendar';
import { type Analytic, answerOf, type Feature, type FlatParameter, featuresIn } from '../export';
import type { ServerContext } from '../http';

/** An analytic that is a layer of a map. */
export interface Layer {
  title: string;
  analytic: Analytic;
  /** The kind of area that it shows; null where it is made of incidents. */
  areaKind: AreaKind | null;
}

const AREA_KINDS: Record<string, AreaKind> = {
  wards: AreaKind.WARD,
  'snt-areas': AreaKind.SNT_AREA,
  'postcode-districts': AreaKind.POSTCODE_DISTRICT,
};

/** Layers that a listing begins with; the others follow by name. */
const LISTED_FIRST = [...Object.keys(AREA_KINDS), 'incidents'];

function placeInList(name: string): number {
  const place = LISTED_FIRST.indexOf(name);
  return place < 0 ? LISTED_FIRST.length : place;
}

/** The analytics that are layers, by name and in the order of a listing. */
export function layersOf(analytics: Map<string, Analytic>): Map<string, Layer> {
  const layers = [...analytics].flatMap(([name, analytic]): [string, Layer][] => {
    const { layer: title } = analytic;
    return title === null ? [] : [[name, { title, analytic, areaKind: AREA_KINDS[name] ?? null }]];
  });
  layers.sort(([a], [b]) => placeInList(a) - placeInList(b) || (a < b ? -1 : 1));
  return new Map(layers);
}

/** Parameters of the filter that the standard has its own for, or that the server fills in. */
const EXCLUDED = new Set(['bbox', 'simplify']);

/** The filter of a layer, as query parameters. */
export const filterOf = ({ analytic }: Layer): FlatParameter[] =>
  analytic.parameters.filter(({ name }) => !EXCLUDED.has(name));

/** A name that tells an answer from every other: by the data, the question, and the day whose areas count. */
export function answerName(version: string, ...question: unknown[]): string {
  return createHash('sha256')
    .update(canonical([version, today(), ...question]))
    .digest('base64url');
}

/** The code of the partnership among the variables of an operation. */
export function partnershipIn(variables: Record<string, unknown>): string {
  const { where, partnership } = variables as { where?: { partnership: string }; partnership?: string };
  return where?.partnership ?? partnership!;
}

/** Rows of a page that all features of a layer are read by. */
const PAGE_ROWS = 1_000;

/** All features of an analytic by id, kept until the data changes. Not for incidents: they may be millions. */
export function featuresOf(
  server: ServerContext,
  analytic: Analytic,
  variables: Record<string, unknown>,
  version: string,
  context: RequestContext,
): Promise<Feature[]> {
  return context.recall(`layer ${answerName(version, analytic.name, variables)}`, async () => {
    const features: Feature[] = [];
    for (let after: string | null | undefined; after !== null; ) {
      const pageVariables = analytic.paged ? { ...variables, first: PAGE_ROWS, after } : variables;
      const { answer, next } = await answerOf(server, analytic, 'features', pageVariables, context);
      features.push(...featuresIn(analytic, answer));
      after = next;
    }
    return features.sort((a, b) => (String(a.id) < String(b.id) ? -1 : 1));
  });
}
