import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import files from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import type { Config } from '../../platform/config';
import { packageRoot } from '../../platform/files';
import type { EditorStart } from './editor';

/** Folder of the built page. */
const FOLDER = join(packageRoot, 'dist', 'web', 'map');

/** Content security policy: everything comes from this server, except the tiles of a configured basemap. */
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

/** Address of the map page with key and period filled in. The key is in the fragment, which browsers never send. */
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
