import { analyticOf } from './export/analytic-fields';
import { REGISTRATIONS } from './export/registrations';
import { serveExports } from './export/routes';
import type { Doors } from './http';
import { Versions } from './ogc/layers';
import { serveOgc } from './ogc/routes';
import { serveTiles } from './tiles/routes';

/** Serves the doors for programs that don't speak GraphQL. */
export const serveDoors: Doors = async (app, house) => {
  app.addHook('preParsing', house.identify);
  const analytics = new Map(REGISTRATIONS.map((each) => [each.name, analyticOf(each, house.schema)]));
  const versions = new Versions();
  serveExports(app, house, [...analytics.values()]);
  serveOgc(app, house, analytics, versions);
  serveTiles(app, house, analytics, versions);
};
