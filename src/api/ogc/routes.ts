import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Analytic } from '../export';
import type { ServerContext } from '../http';
import { findCollection, sendCollection, sendCollections, sendOpenApi, sendQueryables } from './collections';
import { anchor, escaped, type Link } from './html';
import { sendItem, sendItems } from './items';
import { layersOf } from './layers';
import { OPENAPI_TYPE } from './openapi';
import { OgcRequest } from './request';

const CONFORMANCE_CLASSES = [
  'http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core',
  'http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core',
  'http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30',
  'http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/html',
  'http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson',
  'http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs',
];

function sendLandingPage(request: OgcRequest): FastifyReply {
  const links: Link[] = [
    ...request.selfLinks(),
    {
      rel: 'service-desc',
      href: request.addressOf('/api'),
      type: OPENAPI_TYPE,
      title: 'The API, described in OpenAPI',
    },
    {
      rel: 'service-doc',
      href: request.addressOf('/api', { f: 'html' }),
      type: 'text/html',
      title: 'The API, described for people',
    },
    {
      rel: 'conformance',
      href: request.addressOf('/conformance'),
      type: 'application/json',
      title: 'Conformance classes',
    },
    { rel: 'data', href: request.addressOf('/collections'), type: 'application/json', title: 'Collections' },
  ];
  const title = 'Community Safety Graph';
  const description = 'Areas, incidents and hotspots of Community Safety Partnerships as features.';
  return request.send({ title, description, links }, title, () => `<p>${escaped(description)}</p>`);
}

function sendConformance(request: OgcRequest): FastifyReply {
  const document = { conformsTo: CONFORMANCE_CLASSES, links: request.selfLinks() };
  const items = CONFORMANCE_CLASSES.map((uri) => `<li>${anchor(uri, uri)}</li>`);
  return request.send(document, 'Conformance', () => `<ul>${items.join('')}</ul>`);
}

/** Serves OGC API – Features at `/ogc`: Parts 1 and 2. */
export function serveOgc(
  app: FastifyInstance,
  server: ServerContext,
  analytics: Map<string, Analytic>,
): void {
  const layers = layersOf(analytics);
  const find = (id: string) => findCollection(layers, id);
  const serve = (
    path: string,
    answer: (request: OgcRequest, parameters: { id: string; feature: string }) => unknown,
  ) =>
    app.get(`/ogc${path}`, { config: { keyInAddress: true } }, (request, reply) =>
      answer(new OgcRequest(server, request, reply), request.params as { id: string; feature: string }),
    );
  serve('', sendLandingPage);
  serve('/', sendLandingPage);
  serve('/conformance', sendConformance);
  serve('/api', (request) => sendOpenApi(request, layers));
  serve('/collections', (request) => sendCollections(request, layers));
  serve('/collections/:id', (request, { id }) => sendCollection(request, find(id)));
  serve('/collections/:id/queryables', (request, { id }) => sendQueryables(request, id, find(id)));
  serve('/collections/:id/items', (request, { id }) => sendItems(request, id, find(id)));
  serve('/collections/:id/items/:feature', (request, { id, feature }) =>
    sendItem(request, id, feature, find(id)),
  );
}
