import { analyticsOf, serveExports } from './export';
import type { RoutePlugin } from './http';
import { serveOgc } from './ogc';
import { serveTiles } from './tiles';

/** Serves exports, OGC API – Features and vector tiles, for programs that don't speak GraphQL. */
export const serveRoutes: RoutePlugin = async (app, server) => {
  app.addHook('preParsing', server.identify);
  const analytics = analyticsOf(server.schema);
  serveExports(app, server, [...analytics.values()]);
  serveOgc(app, server, analytics);
  serveTiles(app, server, analytics);
};
