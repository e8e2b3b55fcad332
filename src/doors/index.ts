import type { Doors } from '../http';
import { analyticOf } from './analytics';
import { serveExports } from './exports';
import { REGISTRATIONS } from './registrations';

/** Serves the doors for programs that don't speak GraphQL. */
export const serveDoors: Doors = async (app, house) => {
  app.addHook('preParsing', house.identify);
  const analytics = REGISTRATIONS.map((registration) => analyticOf(registration, house.schema));
  serveExports(app, house, analytics);
};
