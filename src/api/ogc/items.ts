import type { FastifyReply } from 'fastify';
import { Problem } from '../../platform/errors';
import type { CollectionAddress } from './collections';
import { type FeaturePage, readFeature, readFeatureQuery, readPage } from './features';
import { anchor, escaped, type Link, table } from './html';
import { answerName } from './layers';
import { CRS, GEOJSON, ITEM_PARAMETERS, type OgcRequest, readBox, readLimit } from './request';

const headerOf = ({ href, rel, type }: Link) => `<${href}>; rel="${rel}"; type="${type}"`;

const collectionLink = (request: OgcRequest, id: string): Link => ({
  rel: 'collection',
  href: request.addressOf(`/collections/${id}`),
  type: 'application/json',
  title: 'The collection',
});

function featureTable(request: OgcRequest, id: string, { features, matched, beside }: FeaturePage): string {
  const columns = Object.keys(features[0]?.properties ?? {});
  const rows = features.map((feature) => [
    anchor(request.addressOf(`/collections/${id}/items/${feature.id}`, { f: 'html' }), feature.id),
    ...columns.map((name) => escaped(feature.properties[name])),
  ]);
  const caveats = (beside.caveats ?? []).map(({ message }) => [escaped(message)]);
  return (
    table(`${features.length} of ${matched} features`, ['id', ...columns], rows) +
    (caveats.length > 0 ? table('Caveats', ['Limits of the numbers'], caveats) : '')
  );
}

/** Answers `/collections/{id}/items`. */
export async function sendItems(
  request: OgcRequest,
  id: string,
  collection: CollectionAddress,
): Promise<FastifyReply> {
  const query = await readFeatureQuery(request, collection, ITEM_PARAMETERS);
  const { own, crs, version, layer } = query;
  const limit = readLimit(own.limit);
  const unchanged = request.sendIfUnchanged(answerName(version, ...request.identity));
  if (unchanged) return unchanged;
  const box = readBox(own.bbox, own['bbox-crs']);
  const page = await readPage(request, query, { limit, after: own.after, box });
  const links = [...request.selfLinks(GEOJSON), collectionLink(request, id)];
  if (page.next !== null)
    links.push({
      rel: 'next',
      href: request.addressWith({ after: page.next }),
      type: GEOJSON,
      title: 'Next page',
    });
  request.header('content-crs', `<${crs.uri}>`);
  request.header('link', links.filter(({ rel }) => rel !== 'collection').map(headerOf));
  const document = {
    type: 'FeatureCollection',
    features: page.features,
    links,
    timeStamp: new Date().toISOString(),
    numberMatched: page.matched,
    numberReturned: page.features.length,
    ...page.beside,
  };
  return request.send(document, layer.title, () => featureTable(request, id, page), GEOJSON);
}

/** Answers `/collections/{id}/items/{feature}`. */
export async function sendItem(
  request: OgcRequest,
  id: string,
  featureId: string,
  collection: CollectionAddress,
): Promise<FastifyReply> {
  const query = await readFeatureQuery(request, collection, [CRS]);
  const unchanged = request.sendIfUnchanged(answerName(query.version, ...request.identity));
  if (unchanged) return unchanged;
  const feature = await readFeature(request, query, featureId);
  if (!feature) throw new Problem('NOT_FOUND', 'The collection has no such feature.');
  const links = [...request.selfLinks(GEOJSON), collectionLink(request, id)];
  request.header('content-crs', `<${query.crs.uri}>`);
  const rows = Object.entries(feature.properties).map(([name, value]) => [escaped(name), escaped(value)]);
  const title = `${query.layer.title}: ${featureId}`;
  return request.send(
    { ...feature, links },
    title,
    () => table('Properties', ['Name', 'Value'], rows),
    GEOJSON,
  );
}
