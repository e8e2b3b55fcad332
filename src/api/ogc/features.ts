import type { NodeIds } from '../../access';
import {
  type AreaFeature,
  type AreaKind,
  type AreaLayer,
  areaReference,
  countyOf,
  holdersOf,
  type Partnership,
  type ProjectedBox,
  partnershipByCode,
  selectAreaFeature,
  selectAreaFeatures,
} from '../../domain/areas';
import { today } from '../../platform/calendar';
import { decodeCursor, encodeCursor } from '../../platform/paging';
import {
  type Analytic,
  answerOf,
  type Beside,
  besideOf,
  type Feature,
  type FlatParameter,
  featureOf,
  featuresIn,
  type Query,
  readParameters,
  totalOf,
  variablesOf,
} from '../export';
import { type CollectionAddress, withPartnership } from './collections';
import { CRS84, type Crs, crsOf, inAxisOrder } from './crs';
import { outlineBox, projectGeometries, selectInside } from './geometries.queries';
import { answerName, featuresOf, filterOf, type Layer, partnershipIn } from './layers';
import { FORMAT, KEY, type OgcRequest, readDatetime } from './request';

/** Limit of features on a page; a greater one is lowered to it, as the standard demands. */
const MAX_FEATURES = 10_000;
const MAX_INCIDENTS = 1_000;

/** Layer, partnership and filter of a request for features. */
export interface FeatureQuery {
  layer: Layer;
  partnership: Partnership;
  /** Variables of the layer's operation. */
  variables: Record<string, unknown>;
  /** Partnership id and data version, for the names of kept answers. */
  version: string;
  /** CRS of the answer. */
  crs: Crs;
  /** Values of the parameters that the standard defines, apart from the filter. */
  own: Record<string, string | undefined>;
}

/** Page of features, in the coordinates and axis order of the requested CRS. */
export interface FeaturePage {
  features: Feature[];
  /** Number of features on all pages. */
  matched: number;
  /** Cursor of the next page; null after the last. */
  next: string | null;
  /** Data version, parameters and caveats of the answer; empty for areas. */
  beside: Beside;
}

/** Limit, cursor and box of a page of features. */
export interface PageQuery {
  limit: number;
  after: string | undefined;
  box: ProjectedBox | null;
}

/** Filter parameters for a `datetime`: `at` where the analytic has it, else `from` and `to`. */
function daysOf({ parameters }: Analytic, datetime: string | undefined): Query {
  if (datetime === undefined) return {};
  const { from, to } = readDatetime(datetime);
  if (parameters.some(({ name }) => name === 'at')) return { at: to ?? today() };
  return { from: from ?? '1900-01-01', to: to ?? '2999-12-31' };
}

/** Reads a request for features of a collection: the parameters of the standard, and all others as the filter. */
export async function readFeatureQuery(
  { query, context }: OgcRequest,
  { layer, partnershipCode }: CollectionAddress,
  parameters: FlatParameter[],
): Promise<FeatureQuery> {
  const { analytic } = layer;
  const ownParameters = [FORMAT, KEY, ...parameters];
  readParameters([...ownParameters, ...filterOf(layer)], { ...analytic.usual, ...query });
  const names = new Set(ownParameters.map(({ name }) => name));
  const pick = (isOwn: boolean) =>
    Object.fromEntries(Object.entries(query).filter(([name]) => names.has(name) === isOwn));
  const own = readParameters(ownParameters, pick(true)) as FeatureQuery['own'];
  const crs = own.crs === undefined ? CRS84 : crsOf('crs', own.crs);
  const filter = { ...withPartnership(pick(false), partnershipCode), ...daysOf(analytic, own.datetime) };
  const variables = await variablesOf(analytic, filter, context);
  const partnership = await context.once(partnershipByCode, partnershipIn(variables));
  return {
    layer,
    partnership,
    variables,
    version: `${partnership.id}-${partnership.dataVersion}`,
    crs,
    own,
  };
}

function areaLayerOf({ partnership, variables, crs }: FeatureQuery, kind: AreaKind): AreaLayer {
  return {
    holderIds: holdersOf(partnership).ids,
    kind,
    day: (variables.at as string | null | undefined) ?? today(),
    srid: crs.srid,
    latitudeFirst: crs.latitudeFirst,
    decimals: crs.decimals,
  };
}

/** Features of areas, with the columns of their analytic as properties and ids as in GraphQL. */
function areaFeatures(
  { layer: { analytic }, partnership }: FeatureQuery,
  areas: AreaFeature[],
  nodeIds: NodeIds,
): Feature[] {
  const county = countyOf(partnership);
  const rows = areas.map(({ geometry, ...area }) => ({
    ...area,
    id: nodeIds.encode(areaReference({ ...area, county })),
    shape: geometry,
  }));
  return [...featuresIn(analytic, { rows })];
}

/** Id after which a page begins; null for the first page. Problem BAD_USER_INPUT for a cursor of another collection or server. */
function idAfter(
  { layer: { analytic } }: FeatureQuery,
  after: string | undefined,
  isKnown: (id: string) => boolean = () => true,
): string | null {
  const cursor = decodeCursor<[string, string]>(
    after,
    ['string', 'string'],
    ([name, id]) => name === analytic.name && isKnown(id),
  );
  return cursor?.[1] ?? null;
}

const cursorOf = ({ layer: { analytic } }: FeatureQuery, { id }: Feature) =>
  encodeCursor([analytic.name, String(id)]);

/** Reads a page of areas, in one statement. */
async function readAreas(
  { context }: OgcRequest,
  query: FeatureQuery,
  kind: AreaKind,
  { limit, after, box }: PageQuery,
): Promise<FeaturePage> {
  const first = Math.min(limit, MAX_FEATURES);
  const nodeIds = await context.nodeIds();
  const afterId = idAfter(query, after, (id) => nodeIds.decode(id) !== null);
  const page = { box, after: afterId && String(nodeIds.decode(afterId)!.id), first };
  const { features: areas, matched } = await context.session((session) =>
    selectAreaFeatures(session, areaLayerOf(query, kind), page),
  );
  const features = areaFeatures(query, areas.slice(0, first), nodeIds);
  const next = areas.length > first ? cursorOf(query, features.at(-1)!) : null;
  return { features, matched, next, beside: {} };
}

/** Transforms features from degrees to a CRS, easting or longitude first. */
async function project({ context }: OgcRequest, features: Feature[], crs: Crs): Promise<Feature[]> {
  const placed = features.filter(({ geometry }) => geometry !== null);
  if (crs.srid === CRS84.srid || placed.length === 0) return features;
  const geometries = placed.map(({ geometry }) => geometry!);
  const projected = await context.session((session) => projectGeometries(session, geometries, crs));
  const byFeature = new Map(placed.map((feature, i) => [feature, projected[i]]));
  return features.map((feature) => ({ ...feature, geometry: byFeature.get(feature) ?? null }));
}

/** Features of a query that intersect a box; their positions are kept for the other pages. */
async function filterByBox(
  { context }: OgcRequest,
  { layer, variables, version }: FeatureQuery,
  features: Feature[],
  box: ProjectedBox | null,
): Promise<Feature[]> {
  if (box === null) return features;
  const placed = features.filter(({ geometry }) => geometry !== null);
  const geometries = placed.map(({ geometry }) => geometry!);
  const inside = await context.recall(
    `inside ${answerName(version, layer.analytic.name, variables, box)}`,
    () => context.session((session) => selectInside(session, geometries, box)),
  );
  return inside.map((index) => placed[index]);
}

/** Reads a page, by id, of features that an analytic computes all at once; the answer is kept for the other pages. */
async function readComputed(
  request: OgcRequest,
  query: FeatureQuery,
  { limit, after, box }: PageQuery,
): Promise<FeaturePage> {
  const { layer, variables, version, crs } = query;
  const { server, context } = request;
  const all = await featuresOf(server, layer.analytic, variables, version, context);
  const matching = await filterByBox(request, query, all.features, box);
  const afterId = idAfter(query, after);
  const rest = afterId === null ? matching : matching.filter(({ id }) => String(id) > afterId);
  const page = rest.slice(0, Math.min(limit, MAX_FEATURES));
  const features = (await project(request, page, crs)).map((feature) => inAxisOrder(feature, crs));
  const next = page.length < rest.length ? cursorOf(query, page.at(-1)!) : null;
  return { features, matched: matching.length, next, beside: all.beside };
}

/** Reads a page of incidents, by time. */
async function readIncidents(
  request: OgcRequest,
  { layer: { analytic }, variables, version, crs }: FeatureQuery,
  { limit, after, box }: PageQuery,
): Promise<FeaturePage> {
  const { server, context } = request;
  const where = variables.where as Record<string, unknown>;
  if (box?.srid === CRS84.srid) {
    const { west, south, east, north } = box;
    where.bbox = { west, south, east, north };
  } else if (box) where.within = await context.session((session) => outlineBox(session, box));
  const page = { ...variables, first: Math.min(limit, MAX_INCIDENTS), after };
  const { answer, next } = await answerOf(server, analytic, 'features', page, context);
  const matched = await context.recall(`total ${answerName(version, analytic.name, variables)}`, () =>
    totalOf(server, analytic, variables, context),
  );
  const projected = await project(request, [...featuresIn(analytic, answer)], crs);
  const features = projected.map((feature) => inAxisOrder(feature, crs));
  return { features, matched, next, beside: besideOf(answer) };
}

/** Reads a page of features from the database or the layer's analytic. */
export function readPage(request: OgcRequest, query: FeatureQuery, page: PageQuery): Promise<FeaturePage> {
  const { areaKind, analytic } = query.layer;
  if (areaKind !== null) return readAreas(request, query, areaKind, page);
  return analytic.documents.one ? readIncidents(request, query, page) : readComputed(request, query, page);
}

/** Reads a feature by its id, in the coordinates and axis order of the CRS; undefined where the layer has none. */
export async function readFeature(
  request: OgcRequest,
  query: FeatureQuery,
  id: string,
): Promise<Feature | undefined> {
  const { server, context } = request;
  const { layer, partnership, variables, version, crs } = query;
  const { analytic, areaKind } = layer;
  if (areaKind !== null) {
    const nodeIds = await context.nodeIds();
    const reference = nodeIds.decode(id);
    if (!reference) return undefined;
    const area = await context.session((session) =>
      selectAreaFeature(session, areaLayerOf(query, areaKind), reference.id),
    );
    // An id of another kind may have the number of an area of this layer.
    return area ? areaFeatures(query, [area], nodeIds).find((feature) => feature.id === id) : undefined;
  }
  const found = analytic.documents.one
    ? await featureOf(server, analytic, { partnership: partnership.code, id }, context)
    : (await featuresOf(server, analytic, variables, version, context)).features.find(
        (each) => String(each.id) === id,
      );
  return found && inAxisOrder((await project(request, [found], crs))[0], crs);
}
