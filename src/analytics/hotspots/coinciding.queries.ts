import { holdersOf } from '../../domain/areas';
import type { Selection } from '../../domain/incidents';
import { type Session, unpackFloats } from '../../platform/database';
import { loadSql } from '../../platform/database/sql';
import type { Points } from '../../platform/statistics';

const SELECT_KNOWN_PLACES = loadSql(__dirname, 'select_known_places');

/**
 * Places at which the sources of any of some selections ever recorded an incident: where people are, as far as incidents
 * tell.
 *
 * @param selections of one partnership.
 */
export async function selectKnownPlaces(session: Session, selections: Selection[]): Promise<Points> {
  const sources = selections.flatMap(({ recordSources }) => recordSources.map(({ id }) => id));
  const [row] = await session.query<Record<keyof Points, Buffer | null>>(SELECT_KNOWN_PLACES, {
    partnership_ids: holdersOf(selections[0].partnership).ids,
    sources: [...new Set(sources)],
  });
  return { eastings: unpackFloats(row.eastings), northings: unpackFloats(row.northings) };
}
