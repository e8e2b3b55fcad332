import { AltairFastify } from 'altair-fastify-plugin';
import type { FastifyInstance } from 'fastify';

const EXAMPLE = `# The places where most happened. Partnership and period are among the variables below.
query HotspotClusters($where: IncidentFilter!) {
  hotspotClusters(where: $where) {
    clusters {
      rank
      name
      incidentCount
      share
      ward { name }
      offences { offence { name } count }
      change { previousCount currentCount percent direction }
      hull
    }
    noiseCount
    caveats { code message }
  }
}
`;

/**
 * Script that starts the editor in the browser. The link's fragment carries a key and a filter, or a whole operation
 * with its variables: browsers never send a fragment to a server, and the script removes it from the address bar at
 * once. A key in the link replaces what the browser kept of an earlier visit, and is then kept like headers typed by
 * hand.
 */
const START = `
const given = new URLSearchParams(location.hash.slice(1));
history.replaceState(null, '', location.pathname);
const key = given.get('key');
const query = given.get('query');
const where = {
  partnership: given.get('partnership') ?? '',
  period: { from: given.get('from') ?? '', to: given.get('to') ?? '' },
};
AltairGraphQL.init({
  endpointURL: new URL('../graphql', document.baseURI).href,
  initialName: query ? 'From the map' : 'Hotspot clusters',
  initialQuery: query ?? ${JSON.stringify(EXAMPLE)},
  initialVariables: JSON.stringify(query ? JSON.parse(given.get('variables') ?? '{}') : { where }, null, 2),
  initialHeaders: key ? { Authorization: 'Bearer ' + key } : {},
  preserveState: !key && !query,
  disableAccount: true,
  initialSettings: {
    'alert.disableUpdateNotification': true,
    'banners.disable': true,
    disablePushNotification: true,
  },
});
`;

/** Content security policy: everything comes from the package itself, so the browser refuses any other origin. */
const POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "worker-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'self'",
  "frame-ancestors 'self'",
].join('; ');

/** Key and filter that an editor link carries. */
export interface EditorStart {
  key: string;
  partnership: string;
  from: string;
  to: string;
}

/** Address of the editor with key and filter filled in. */
export function editorLink(serverUrl: string, start: EditorStart): string {
  return `${serverUrl}/editor/#${new URLSearchParams({ ...start })}`;
}

/** Serves the GraphQL editor at `/editor/`, from files of the package alone. */
export async function serveEditor(app: FastifyInstance): Promise<void> {
  app.addHook('onSend', async (_request, reply) => {
    reply.header('content-security-policy', POLICY);
  });
  app.get('/editor', (_request, reply) => reply.redirect('editor/'));
  app.get('/editor/start.js', async (_request, reply) => {
    reply.type('text/javascript; charset=utf-8').header('cache-control', 'no-cache');
    return START;
  });
  await app.register(AltairFastify, {
    path: '/editor/',
    baseURL: '/editor/',
    serveInitialOptionsInSeperateRequest: 'start.js',
  });
}
