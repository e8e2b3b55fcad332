import { analyticsOf, serveExports } from './export';
import type { Doors } from './http';
import { serveOgc, Versions } from './ogc';
import { serveTiles } from './tiles';

/** Serves the doors for programs that don't speak GraphQL. */
export const serveDoors: Doors = async (app, house) => {
  app.addHook('preParsing', house.identify);
  const analytics = analyticsOf(house.schema);
  const versions = new Versions();
  serveExports(app, house, [...analytics.values()]);
  serveOgc(app, house, analytics, versions);
  serveTiles(app, house, analytics, versions);
};
