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
 * Starts the editor in the browser. Key and filter, or a whole operation with its variables, come in the address's fragment, which browsers never send to a
 * server, and leave the address bar at once. A link with a key opens with it, whatever the browser kept of an
 * earlier visit; from then on the editor keeps its headers in the browser, as it does those that people type in.
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

/** Everything from the package itself: scripts, styles and requests elsewhere are refused by the browser. */
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

/** What the editor opens with. */
export interface EditorStart {
  key: string;
  partnership: string;
  from: string;
  to: string;
}

/** The address of the editor with a key and a filter filled in. */
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
