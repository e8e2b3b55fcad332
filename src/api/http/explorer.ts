import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import files from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import type { Config } from '../../platform/config';
import { packageRoot } from '../../platform/files';
import type { EditorStart } from './editor';

/** Where the build puts the page. */
const FOLDER = join(packageRoot, 'dist', 'web', 'map');

/** Everything from this server itself, but for the tiles of a basemap that was chosen. */
function policy(basemapTiles: string): string {
  const tiles = basemapTiles === '' ? '' : ` ${new URL(basemapTiles).origin}`;
  return [
    "default-src 'self'",
    "style-src 'self' 'unsafe-inline'", // the charts have style attributes
    `img-src 'self' data: blob:${tiles}`,
    `connect-src 'self'${tiles}`,
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'self'",
    "frame-ancestors 'self'",
  ].join('; ');
}

/** The address of the map page with a key and a period filled in; the key travels in the fragment, which is never sent. */
export function explorerLink(serverUrl: string, { key, partnership, from, to }: EditorStart): string {
  return `${serverUrl}/?${new URLSearchParams({ partnership, from, to })}#key=${key}`;
}

/** Serves the map page at `/`, and its files below `/explorer/`. */
export async function serveExplorer(app: FastifyInstance, config: Config): Promise<void> {
  const { basemapTiles, basemapAttribution: attribution, editor } = config;
  const page = await readFile(join(FOLDER, 'index.html'), 'utf8');
  const csp = policy(basemapTiles);
  app.addHook('onSend', async (_request, reply) => {
    reply.header('content-security-policy', csp);
  });
  app.get('/', async (_request, reply) => {
    reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache');
    return page;
  });
  app.get('/explorer/settings.json', async () => ({
    editor,
    basemap: basemapTiles === '' ? null : { tiles: basemapTiles, attribution },
  }));
  await app.register(files, {
    root: FOLDER,
    prefix: '/explorer/',
    index: false,
    preCompressed: true,
    decorateReply: false,
    cacheControl: false,
    setHeaders: (reply) => {
      reply.setHeader('cache-control', 'no-cache');
    },
  });
}
