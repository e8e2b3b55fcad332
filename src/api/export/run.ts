import type { RequestContext } from '../../access';
import type { Parameter } from '../../analytics/analytic';
import { listPartnerships } from '../../domain/areas';
import { type Caveat } from '../../domain/caveats';
import { Problem } from '../../platform/errors';
import type { FeatureCollection, Geometry } from '../../platform/geo';
import { runOperation, type ServerContext } from '../http';
import type { Analytic } from './analytic-fields';
import { type Query, readParameters } from './query-parameters';

export type Feature = FeatureCollection['features'][number];

/** Statements about an answer as a whole, apart from its rows. */
export interface Beside {
  dataVersion?: string;
  parameters?: Parameter[];
  caveats?: Caveat[];
}

type Row = Record<string, unknown>;

interface Answer extends Row, Beside {
  rows?: Row[];
  features?: FeatureCollection;
  pageInfo?: { hasNextPage: boolean; endCursor: string | null };
}

/** One page of an answer. */
export interface Page {
  answer: Answer;
  /** Cursor of the next page; null after the last. */
  next: string | null;
}

/** Code of the default partnership: the viewer's own, or the only one of the server; null where neither is. */
export async function usualPartnership(context: RequestContext): Promise<string | null> {
  const all = await context.session(listPartnerships);
  const own = all.find(({ id }) => id === context.viewer.partnershipId);
  return own?.code ?? (all.length === 1 ? all[0].code : null);
}

/**
 * Variables of an analytic from a query string, with the default partnership filled in.
 *
 * @throws Problem BAD_USER_INPUT.
 */
export async function variablesOf(
  analytic: Analytic,
  query: Query,
  context: RequestContext,
): Promise<Record<string, unknown>> {
  const { parameters, usual } = analytic;
  const variables = readParameters(parameters, { ...usual, ...query });
  const filtered = parameters.some(({ path: [argument] }) => argument === 'where');
  if (filtered) variables.where ??= {};
  const place = filtered ? (variables.where as Row) : variables;
  place.partnership ??= await usualPartnership(context);
  if (place.partnership !== null) return variables;
  throw new Problem(
    'BAD_USER_INPUT',
    'partnership is missing: this server has several. Name one by its code.',
    {
      parameter: 'partnership',
    },
  );
}

/** Runs an analytic; where it is paged, one page of it. */
export async function answerOf(
  server: ServerContext,
  analytic: Analytic,
  form: 'rows' | 'features',
  variables: Record<string, unknown>,
  context: RequestContext,
): Promise<Page> {
  const { answer } = await runOperation<{ answer: Answer }>(
    server,
    analytic.documents[form],
    variables,
    context,
  );
  const { hasNextPage = false, endCursor = null } = answer.pageInfo ?? {};
  return { answer, next: hasNextPage ? endCursor : null };
}

/** Value at a path of response keys from position `from` on; the values of a list are joined by semicolons. */
export function valueAt(row: unknown, path: readonly string[], from = 0): unknown {
  let value = row;
  for (let i = from; i < path.length; i++) {
    if (value === null || value === undefined) return value;
    if (Array.isArray(value)) return value.map((each) => valueAt(each, path, i)).join(';');
    value = (value as Row)[path[i]];
  }
  return Array.isArray(value) ? value.join(';') : value;
}

/** Rows of an answer; an answer without a list of rows is a single row itself. */
export const rowsIn = (answer: Answer): Row[] => answer.rows ?? [answer];

/** Geometry of a row: as given, or a point made of longitude and latitude; null where there is neither. */
function geometryOf(place: unknown): Geometry | null {
  const { longitude, latitude, type } = place as { longitude?: number; latitude?: number; type?: string };
  if (type !== undefined) return place as Geometry;
  return longitude === undefined ? null : { type: 'Point', coordinates: [longitude, latitude] };
}

/** Features of an answer: those of its layer, or one per row with the columns as properties. */
export function* featuresIn(analytic: Analytic, answer: Answer): Generator<Feature> {
  if (analytic.places === 'layer') return yield* answer.features!.features;
  for (const row of rowsIn(answer)) {
    const properties: Row = {};
    for (const { name, path } of analytic.columns) properties[name] = valueAt(row, path);
    const { id, ...rest } = properties;
    yield { type: 'Feature', id: id as string, geometry: geometryOf(row.shape ?? row), properties: rest };
  }
}

/** Total number of rows, for an analytic whose operation has `totalCount`. */
export async function totalOf(
  server: ServerContext,
  { documents }: Analytic,
  variables: Record<string, unknown>,
  context: RequestContext,
): Promise<number> {
  const counting = { ...variables, first: 0, after: null };
  const { answer } = await runOperation<{ answer: { totalCount: number } }>(
    server,
    documents.total!,
    counting,
    context,
  );
  return answer.totalCount;
}

/** Feature with an id, for an analytic whose operation finds one. */
export async function featureOf(
  server: ServerContext,
  analytic: Analytic,
  wanted: { partnership: string; id: string },
  context: RequestContext,
): Promise<Feature> {
  const { answer } = await runOperation<{ answer: Answer }>(server, analytic.documents.one!, wanted, context);
  return [...featuresIn(analytic, answer)][0];
}

/** Data version, parameters and caveats of an answer. */
export function besideOf({ dataVersion, parameters, caveats }: Answer): Beside {
  return { dataVersion, parameters, caveats };
}
