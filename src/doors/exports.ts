import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLInt } from 'graphql';
import type { RequestContext } from '../access';
import type { House } from '../http';
import { Problem } from '../problem';
import type { Analytic } from './analytics';
import { answerOf, besideOf, featuresIn, type Page, valuesIn, variablesOf } from './answers';
import { record } from './csv';
import { type FlatParameter, ownParameter, type Query, readParameters } from './parameters';

/** Rows that are asked for at a time; more than a list gives at once it says itself. */
const ROWS_AT_A_TIME: Record<string, number> = { incidentCounts: 20_000 };
const USUAL_AT_A_TIME = 1_000;

/** Characters gathered before they are written. */
const CHUNK = 1 << 16;

const FORMATS = { csv: 'text/csv; charset=utf-8; header=present', geojson: 'application/geo+json' } as const;
type Format = keyof typeof FORMATS;

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

/** All that an export of an analytic takes. */
export function parametersOf({ parameters, paged }: Analytic): FlatParameter[] {
  return [...parameters, ...(paged ? OF_PAGES : []), KEY];
}

/** An export that was asked for. */
interface Export {
  house: House;
  analytic: Analytic;
  format: Format;
  context: RequestContext;
  variables: Record<string, unknown>;
  first: Page;
  /** Only the first page. */
  single: boolean;
}

/**
 * All pages, the next one asked for while the last is written. Where a load has come between two pages, rows of two
 * states would stand in one file: the download then ends unfinished, which every client notices.
 */
async function* pagesOf({
  house,
  analytic,
  format,
  context,
  variables,
  first,
  single,
}: Export): AsyncGenerator<Page> {
  let page = first;
  for (;;) {
    const next =
      page.next === null || single
        ? null
        : answerOf(house, analytic, formOf(format), { ...variables, after: page.next }, context);
    next?.catch(() => {}); // awaited below, unless the reader goes first
    yield page;
    if (next === null) return;
    const { dataVersion } = page.answer;
    page = await next;
    if (page.answer.dataVersion !== dataVersion)
      throw new Problem('CONFLICT', 'The data changed while it was read. Ask again.');
  }
}

const formOf = (format: Format) => (format === 'csv' ? 'rows' : 'features');

async function* csv(asked: Export): AsyncGenerator<string> {
  const { analytic } = asked;
  yield record(analytic.columns.map(({ name }) => name));
  for await (const { answer } of pagesOf(asked))
    for (const row of valuesIn(analytic, answer)) yield record(row);
}

async function* geojson(asked: Export): AsyncGenerator<string> {
  yield '{"type":"FeatureCollection","features":[';
  let separator = '\n';
  for await (const { answer } of pagesOf(asked))
    for (const feature of featuresIn(asked.analytic, answer)) {
      yield separator + JSON.stringify(feature);
      separator = ',\n';
    }
  yield `\n]${JSON.stringify(besideOf(asked.first.answer)).replace('{', ',').replace(/^,}$/, '}')}\n`;
}

/** Small pieces of text as few large ones. */
async function* gathered(pieces: AsyncGenerator<string>): AsyncGenerator<string> {
  let text = '';
  for await (const piece of pieces) {
    text += piece;
    if (text.length < CHUNK) continue;
    yield text;
    text = '';
  }
  if (text !== '') yield text;
}

/** The address of the next page, beside the one asked for. */
function nextAddress({ url }: FastifyRequest, after: string): string {
  const [path, query = ''] = url.split('?');
  const parameters = new URLSearchParams(query);
  parameters.set('after', after);
  return `${path}?${parameters}`;
}

async function answer(
  house: House,
  analytic: Analytic,
  format: Format,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  if (format === 'geojson' && analytic.places === null)
    throw new Problem('BAD_USER_INPUT', 'These rows have no places: ask for them as .csv.');
  const context = house.contextOf(request, reply);
  const query = request.query as Query;
  const own = [KEY, ...(analytic.paged ? OF_PAGES : [])];
  const names = new Set(own.map(({ name }) => name));
  readParameters(parametersOf(analytic), { ...analytic.usual, ...query }); // refuses what is not known
  const pick = (isOwn: boolean) =>
    Object.fromEntries(Object.entries(query).filter(([name]) => names.has(name) === isOwn));
  const { limit, after } = readParameters(own, pick(true));
  const variables = await variablesOf(analytic, pick(false), context);
  const atATime = ROWS_AT_A_TIME[analytic.field] ?? USUAL_AT_A_TIME;
  if (analytic.paged) Object.assign(variables, { first: limit ?? atATime, after });
  const first = await answerOf(house, analytic, formOf(format), variables, context);
  reply
    .type(FORMATS[format])
    .header('content-disposition', `attachment; filename="${analytic.name}.${format}"`)
    .header('cache-control', request.viewer.keyId === null ? 'no-cache' : 'private, no-cache')
    .header('vary', 'authorization');
  if (limit !== undefined && first.next !== null)
    reply.header('link', `<${nextAddress(request, first.next)}>; rel="next"`);
  const asked: Export = { house, analytic, format, context, variables, first, single: limit !== undefined };
  const pieces = gathered(format === 'csv' ? csv(asked) : geojson(asked));
  return reply.send(Readable.from(pieces, { objectMode: false }));
}

/** What the exports are, for people and programs: addresses, parameters and columns with their descriptions. */
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

/** Serves `/export/{analytic}.csv` and `.geojson`, and at `/export` what there is. */
export function serveExports(app: FastifyInstance, house: House, analytics: Analytic[]): void {
  const listed = catalogue(analytics);
  app.get('/export', async () => listed);
  for (const analytic of analytics)
    for (const format of Object.keys(FORMATS) as Format[])
      app.get(`/export/${analytic.name}.${format}`, { config: { keyInAddress: true } }, (request, reply) =>
        answer(house, analytic, format, request, reply),
      );
}
