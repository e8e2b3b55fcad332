import { feature } from 'topojson-client';
import type { Polygon, Topology } from 'topojson-specification';
import { Problem } from '../../platform/errors';
import { fileProblem } from '../../platform/files';
import type { Content } from '../reading/content';
import { asObject, crsMember, propertyNames, typeOf } from './geojson';
import { chooseLayer } from './layers';
import { type Feature, type FeatureFile, type FeatureReader, geometryFault } from './reader';

/** Limit of points that the features may have. Arcs can be referenced many times, so a small file may expand hugely. */
const MAX_POINTS = 10_000_000;

/** TopoJSON (specification of 2013): each object is a layer, whose features are assembled from shared arcs. */
export const topoJsonReader: FeatureReader = {
  format: 'TopoJSON',
  names: /\.(topo)?json$/i,
  recognises: (content) => typeOf(content) === 'Topology',
  read(content, { layer }): FeatureFile {
    const root = asObject(content.json)!;
    const objects = asObject(root.objects) ?? {};
    if (!Array.isArray(root.arcs) || !root.arcs.every(Array.isArray))
      throw fileProblem(content, 'this is TopoJSON without its list of arcs. Export the file again.');
    const object = asObject(objects[chooseLayer(content, Object.keys(objects), layer)]);
    const members =
      object?.type === 'GeometryCollection' && Array.isArray(object.geometries)
        ? object.geometries
        : [object];
    refuseBomb(content, root.arcs as unknown[][], members);
    const parts = members.map((member) => ({
      member: asObject(member),
      properties: asObject(asObject(member)?.properties) ?? {},
    }));
    return {
      crs: crsMember(root),
      properties: propertyNames(parts),
      features: featuresOf(root as unknown as Topology, parts),
    };
  },
};

/** Member of an object, with its properties. */
interface Part {
  member: Record<string, unknown> | undefined;
  properties: Record<string, unknown>;
}

function* featuresOf(topology: Topology, parts: Part[]): Generator<Feature> {
  for (const part of parts) yield featureOf(topology, part);
}

function featureOf(topology: Topology, { member, properties }: Part): Feature {
  if (member === undefined || member.type === null) return { properties, geometry: null };
  // Pass other types on unread, to be rejected by their type; a collection could nest without end.
  if (!/^(Multi)?(Polygon|Point)$/.test(String(member.type)))
    return { properties, geometry: { type: member.type } };
  try {
    return { properties, geometry: feature(topology, member as unknown as Polygon).geometry };
  } catch {
    // A reference to an arc that does not exist, or to a malformed one.
    return { properties, geometry: null, fault: geometryFault('its arcs are damaged') };
  }
}

/** Counts the points of all referenced arcs before any feature is assembled. Problem TOO_LARGE above MAX_POINTS. */
function refuseBomb(content: Content, arcs: unknown[][], members: unknown[]): void {
  let points = 0;
  /** Arcs of a MultiPolygon are nested three lists deep; deeper ones fail when they are assembled. */
  const count = (references: unknown, depth: number): void => {
    if (Array.isArray(references) && depth > 0) for (const part of references) count(part, depth - 1);
    else if (typeof references === 'number')
      points += arcs[references < 0 ? ~references : references]?.length ?? 0;
    if (points > MAX_POINTS)
      throw new Problem(
        'TOO_LARGE',
        `${content.name}: its areas have more than ${MAX_POINTS / 1e6} million points. Take the publisher's ` +
          'generalised version, or only the areas you need.',
        { file: content.name, limitPoints: MAX_POINTS },
      );
  };
  for (const member of members) count(asObject(member)?.arcs, 3);
}
