import type { FlatParameter } from '../export';
import type { Link } from './html';

/** Media type of an OpenAPI document. */
export const OPENAPI_TYPE = 'application/vnd.oai.openapi+json;version=3.0';

/** A collection of features, as OGC API – Features describes it. */
export interface OgcCollection {
  id: string;
  title: string;
  description: string;
  extent: object;
  itemType: 'feature';
  crs: string[];
  storageCrs: string;
  links: Link[];
}

/** Type of a parameter's value in JSON Schema. */
export function jsonSchema({ type, numbers }: FlatParameter): object {
  const name = String(type).replace(/!$/, '');
  if (numbers) return { type: 'string' };
  if (name === 'Int') return { type: 'integer' };
  if (name === 'Float') return { type: 'number' };
  if (name === 'Boolean') return { type: 'boolean' };
  return { type: 'string', ...(name === 'Date' ? { format: 'date' } : {}) };
}

/** A parameter as OpenAPI has it. */
const parameterOf = (parameter: FlatParameter) => ({
  name: parameter.name,
  in: 'query',
  description: parameter.description,
  required: false,
  style: 'form',
  explode: false,
  schema: parameter.list ? { type: 'array', items: jsonSchema(parameter) } : jsonSchema(parameter),
});

const answerOf = (description: string, type: string) => ({
  200: { description, content: { [type]: { schema: { type: 'object' } } } },
  400: {
    description:
      'A parameter is not known or does not fit: error.code and error.message say what is allowed.',
  },
});

/** An operation that reads. */
interface Operation {
  get: { summary: string; operationId: string; parameters: object[]; responses: object; tags: string[] };
}

/** The service in OpenAPI 3.0, with the parameters of each collection. */
export function openApi(
  server: string,
  described: { collection: OgcCollection; parameters: FlatParameter[] }[],
): { openapi: string; paths: Record<string, Operation>; [member: string]: unknown } {
  const get = (
    summary: string,
    operationId: string,
    type: string,
    parameters: object[] = [],
    tag = 'Capabilities',
  ) => ({
    get: { summary, operationId, parameters, responses: answerOf(summary, type), tags: [tag] },
  });
  const paths: Record<string, Operation> = {
    '/': get('Landing page', 'getLandingPage', 'application/json'),
    '/conformance': get('Conformance classes', 'getConformance', 'application/json'),
    '/collections': get('Collections', 'getCollections', 'application/json'),
  };
  const feature = { name: 'featureId', in: 'path', required: true, schema: { type: 'string' } };
  for (const { collection, parameters } of described) {
    const { id, title } = collection;
    const path = `/collections/${id}`;
    paths[path] = get(title, `describe.${id}`, 'application/json', [], title);
    paths[`${path}/items`] = get(
      `Features of ${title}`,
      `get.${id}`,
      'application/geo+json',
      parameters.map(parameterOf),
      title,
    );
    paths[`${path}/items/{featureId}`] = get(
      `A feature of ${title}`,
      `getOne.${id}`,
      'application/geo+json',
      [feature],
      title,
    );
  }
  return {
    openapi: '3.0.3',
    info: { title: 'Community Safety Graph: features', version: '1.0.0' },
    servers: [{ url: server }],
    components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } } },
    security: [{}, { key: [] }],
    paths,
  };
}
