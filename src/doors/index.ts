import type { Doors } from '../http';
import { analyticOf } from './analytics';
import { serveExports } from './exports';
import { Versions } from './layers';
import { serveOgc } from './ogc';
import { REGISTRATIONS } from './registrations';
import { serveTiles } from './tiles';

/** Serves the doors for programs that don't speak GraphQL. */
export const serveDoors: Doors = async (app, house) => {
  app.addHook('preParsing', house.identify);
  const analytics = new Map(REGISTRATIONS.map((each) => [each.name, analyticOf(each, house.schema)]));
  const versions = new Versions();
  serveExports(app, house, [...analytics.values()]);
  serveOgc(app, house, analytics, versions);
  serveTiles(app, house, analytics, versions);
};
