import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLInt } from 'graphql';
import type { RequestContext } from '../../access';
import { Problem } from '../../platform/errors';
import type { ServerContext } from '../http';
import type { Analytic } from './analytic-fields';
import { record } from './csv';
import { type FlatParameter, ownParameter, type Query, readParameters } from './query-parameters';
import { answerOf, besideOf, featuresIn, type Page, rowsIn, valueAt, variablesOf } from './run';

/** Rows of a page inside a download. A field with a smaller limit declares it. */
const ROWS_AT_A_TIME = 1_000;

/** Characters gathered before they are written. */
const CHUNK = 1 << 16;

const FORMATS = { csv: 'text/csv; charset=utf-8; header=present', geojson: 'application/geo+json' } as const;
type Format = keyof typeof FORMATS;

/** Suffix of the address of a CSV's description (CSV on the Web, W3C 2015). */
const METADATA = 'csv-metadata.json';

/** Parameters of the address itself, taken by every export that comes in pages. */
const OF_PAGES: FlatParameter[] = [
  ownParameter(
    'limit',
    'Rows of one page; the header Link has the address of the next. All by default.',
    GraphQLInt,
  ),
  ownParameter('after', 'Where a page begins; taken from the header Link.'),
];
const KEY = ownParameter('key', 'The key, for clients that cannot send the header Authorization.');

/** All query parameters of an analytic's export. */
function parametersOf({ parameters, paged }: Analytic): FlatParameter[] {
  return [...parameters, ...(paged ? OF_PAGES : []), KEY];
}

/** Export of one request: analytic, format and variables. */
interface Export {
  server: ServerContext;
  analytic: Analytic;
  format: Format;
  context: RequestContext;
  variables: Record<string, unknown>;
  /** Rows of the one page to write; undefined writes all pages. */
  limit: number | undefined;
}

/**
 * Pages of an export, each requested while the one before is written. Where a load comes between two pages, the file
 * would mix rows of two states, so the download ends unfinished, which every client notices.
 */
async function* pagesOf({
  server,
  analytic,
  format,
  context,
  variables,
  limit,
}: Export): AsyncGenerator<Page> {
  const { stream } = analytic;
  const ask = (more: object) =>
    answerOf(server, analytic, formOf(format), { ...variables, ...more }, context);
  if (stream && limit === undefined && variables.after === undefined) {
    // Ask for the total alone, so that the operation checks filter and rights before any row is read.
    const { answer } = await ask({ by: [], first: 0 });
    let any = false;
    for await (const rows of stream(context, variables)) {
      any = true;
      yield { answer: { ...answer, rows: rows as Record<string, unknown>[] }, next: null };
    }
    if (!any) yield { answer: { ...answer, rows: [] }, next: null };
    return;
  }
  const first = analytic.paged ? { first: limit ?? ROWS_AT_A_TIME } : {};
  let page = await ask(first);
  for (;;) {
    if (page.next !== null) context.forget(); // so that the next page sees a load that came meanwhile
    const next = page.next === null || limit !== undefined ? null : ask({ ...first, after: page.next });
    next?.catch(() => {}); // awaited below, unless the client goes away first
    yield page;
    if (next === null) return;
    const { dataVersion } = page.answer;
    page = await next;
    if (page.answer.dataVersion !== dataVersion)
      throw new Problem('CONFLICT', 'The data changed while it was read. Ask again.');
  }
}

/** Waits for the first page, so that a refusal is sent with its status, and gives all pages with it. */
async function begun(pages: AsyncGenerator<Page>): Promise<{ first: Page; all: AsyncGenerator<Page> }> {
  const { value: first } = (await pages.next()) as IteratorYieldResult<Page>;
  async function* all() {
    yield first;
    yield* pages;
  }
  return { first, all: all() };
}

const formOf = (format: Format) => (format === 'csv' ? 'rows' : 'features');

async function* csv({ columns }: Analytic, pages: AsyncGenerator<Page>): AsyncGenerator<string> {
  let text = record(columns, ({ name }) => name);
  for await (const { answer } of pages)
    for (const row of rowsIn(answer)) {
      text += record(columns, ({ path }) => valueAt(row, path));
      if (text.length < CHUNK) continue;
      yield text;
      text = '';
    }
  yield text;
}

async function* geojson(analytic: Analytic, pages: AsyncGenerator<Page>): AsyncGenerator<string> {
  let text = '{"type":"FeatureCollection","features":[';
  let separator = '\n';
  let beside = {};
  for await (const { answer } of pages) {
    beside = besideOf(answer);
    for (const feature of featuresIn(analytic, answer)) {
      text += separator + JSON.stringify(feature);
      separator = ',\n';
      if (text.length < CHUNK) continue;
      yield text;
      text = '';
    }
  }
  yield `${text}\n]${JSON.stringify(beside).replace('{', ',').replace(/^,}$/, '}')}\n`;
}

/** Address of the page after the requested one. */
function nextAddress({ url }: FastifyRequest, after: string): string {
  const [path, query = ''] = url.split('?');
  const parameters = new URLSearchParams(query);
  parameters.set('after', after);
  return `${path}?${parameters}`;
}

/** Context, variables and page size of a request. */
interface Question {
  context: RequestContext;
  variables: Record<string, unknown>;
  limit: number | undefined;
}

async function questionOf(
  server: ServerContext,
  analytic: Analytic,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Question> {
  const context = server.contextOf(request, reply);
  const query = request.query as Query;
  const own = [KEY, ...(analytic.paged ? OF_PAGES : [])];
  const names = new Set(own.map(({ name }) => name));
  readParameters(parametersOf(analytic), { ...analytic.usual, ...query }); // refuses unknown parameters
  const pick = (isOwn: boolean) =>
    Object.fromEntries(Object.entries(query).filter(([name]) => names.has(name) === isOwn));
  const { limit, after } = readParameters(own, pick(true)) as { limit?: number; after?: string };
  const variables = { ...(await variablesOf(analytic, pick(false), context)), ...(after ? { after } : {}) };
  return { context, variables, limit };
}

function head(reply: FastifyReply, { viewer }: FastifyRequest, type: string): FastifyReply {
  return reply
    .type(type)
    .header('cache-control', viewer.keyId === null ? 'no-cache' : 'private, no-cache')
    .header('vary', 'authorization');
}

async function answer(
  server: ServerContext,
  analytic: Analytic,
  format: Format,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  if (format === 'geojson' && analytic.places === null)
    throw new Problem('BAD_USER_INPUT', 'These rows have no places: ask for them as .csv.');
  const question = await questionOf(server, analytic, request, reply);
  const { first, all } = await begun(pagesOf({ server, analytic, format, ...question }));
  head(reply, request, FORMATS[format]).header(
    'content-disposition',
    `attachment; filename="${analytic.name}.${format}"`,
  );
  const links: string[] = [];
  if (question.limit !== undefined && first.next !== null)
    links.push(`<${nextAddress(request, first.next)}>; rel="next"`);
  if (format === 'csv')
    links.push(
      `<${request.url.replace('.csv', `.${METADATA}`)}>; rel="describedby"; type="application/csvm+json"`,
    );
  if (links.length > 0) reply.header('link', links.join(', '));
  const pieces = format === 'csv' ? csv(analytic, all) : geojson(analytic, all);
  return reply.send(Readable.from(pieces, { objectMode: false }));
}

/**
 * Serves the description of a CSV: meaning of its columns, and parameters, data version and caveats of its numbers.
 * Refuses every request that the CSV itself would refuse.
 */
async function metadata(
  server: ServerContext,
  analytic: Analytic,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { context, variables } = await questionOf(server, analytic, request, reply);
  const none = analytic.paged ? { first: 0 } : {};
  const page = await answerOf(server, analytic, 'rows', { ...variables, ...none }, context);
  head(reply, request, 'application/csvm+json');
  return reply.send(
    JSON.stringify({
      '@context': 'http://www.w3.org/ns/csvw',
      url: `${analytic.name}.csv`,
      'dc:description': analytic.description,
      tableSchema: {
        columns: analytic.columns.map(({ name, description }) => ({
          name,
          titles: name,
          'dc:description': description,
        })),
      },
      notes: [besideOf(page.answer)],
    }),
  );
}

/** Catalogue of the exports, for people and programs: addresses, parameters and columns with their descriptions. */
function catalogue(analytics: Analytic[]): object {
  const described = ({ name, description }: { name: string; description: string }) => ({ name, description });
  return {
    exports: analytics.map((analytic) => ({
      name: analytic.name,
      description: analytic.description,
      formats: analytic.places ? ['csv', 'geojson'] : ['csv'],
      parameters: parametersOf(analytic).map((parameter) => ({
        ...described(parameter),
        required: parameter.required,
        list: parameter.list,
      })),
      columns: analytic.columns.map(described),
    })),
  };
}

/** Serves `/export/{analytic}.csv` with its metadata, `.geojson`, and the catalogue at `/export`. */
export function serveExports(app: FastifyInstance, server: ServerContext, analytics: Analytic[]): void {
  const listed = catalogue(analytics);
  app.get('/export', async () => listed);
  for (const analytic of analytics) {
    const path = `/export/${analytic.name}`;
    for (const format of Object.keys(FORMATS) as Format[])
      app.get(`${path}.${format}`, { config: { keyInAddress: true } }, (request, reply) =>
        answer(server, analytic, format, request, reply),
      );
    app.get(`${path}.${METADATA}`, { config: { keyInAddress: true } }, (request, reply) =>
      metadata(server, analytic, request, reply),
    );
  }
}
