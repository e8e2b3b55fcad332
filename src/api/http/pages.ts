import etag from '@fastify/etag';
import type { FastifyInstance } from 'fastify';
import { type GraphQLSchema, lexicographicSortSchema, printSchema } from 'graphql';
import type { Config } from '../../platform/config';

const link = (path: string, text: string) => `<li><a href="${path}"><code>${path}</code></a> ${text}</li>`;

function welcome({ editor, introspection }: Config): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Community Safety Graph</title>
<style>body { font: 1rem/1.5 system-ui, sans-serif; max-width: 40rem; margin: 3rem auto; padding: 0 1rem }</style>
<h1>Community Safety Graph</h1>
<p>A GraphQL API for the analysts of Community Safety Partnerships: where, when and what, from incident records on
PostGIS. Send queries to <code>POST /graphql</code>, with a key in the header
<code>Authorization: Bearer &lt;key&gt;</code>. Without a key you see open data, and protected counts of the rest.</p>
<ul>
${editor ? link('/editor/', 'write and run queries') : ''}
${introspection ? link('/schema.graphql', 'all types, fields and arguments') : ''}
${link('/healthz', 'whether the server lives')}
${link('/readyz', 'whether the database is ready')}
</ul>
</html>
`;
}

/** Serves the schema in GraphQL's own language, and a welcome page at `/` where the map page is switched off. */
export async function servePages(
  app: FastifyInstance,
  { config, schema }: { config: Config; schema: GraphQLSchema },
): Promise<void> {
  await app.register(etag, { weak: true });
  const page = welcome(config);
  if (!config.explorer)
    app.get('/', async (_request, reply) => {
      reply.type('text/html; charset=utf-8');
      return page;
    });
  if (!config.introspection) return;
  const sdl = `${printSchema(lexicographicSortSchema(schema))}\n`;
  app.get('/schema.graphql', async (_request, reply) => {
    reply.type('text/plain; charset=utf-8');
    return sdl;
  });
}
