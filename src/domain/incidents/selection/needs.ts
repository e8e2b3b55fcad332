import type { AreaKind } from '../../areas';

/** Detail of the incident records that a question needs. Protected cells answer `COUNTS` only. */
export enum Needs {
  /** Counts of whole months by ward, SNT area, postcode district or partnership. */
  COUNTS = 'COUNTS',
  /** Single records. */
  RECORDS = 'RECORDS',
  /** Places of records, or clusters, grids and densities made of them. */
  PLACES = 'PLACES',
  /** Days of the week and hours. */
  TIMES = 'TIMES',
  /** Days of a calendar event. */
  EVENT_DAYS = 'EVENT_DAYS',
  /** Days of a month that is not whole inside the period. */
  PARTS_OF_MONTHS = 'PARTS_OF_MONTHS',
  /** Victims or offenders. */
  PEOPLE = 'PEOPLE',
  COUNTS_BY_OUTCOME = 'COUNTS_BY_OUTCOME',
  COUNTS_BY_LSOA = 'COUNTS_BY_LSOA',
  RATES_BY_LSOA = 'RATES_BY_LSOA',
  /** Areas of a theme that is published for the whole partnership only. */
  AREAS_OF_WHOLE_THEME = 'AREAS_OF_WHOLE_THEME',
  /** A filter by a theme made of flags, together with other themes or offences. */
  FLAG_THEME_AMONG_OTHERS = 'FLAG_THEME_AMONG_OTHERS',
  /** A filter by flags. */
  FLAGS = 'FLAGS',
  /** A filter by outcomes. */
  OUTCOMES = 'OUTCOMES',
  /** A filter by LSOAs. */
  LSOAS = 'LSOAS',
  /** A filter by postcode districts. */
  POSTCODE_DISTRICTS = 'POSTCODE_DISTRICTS',
  /** A filter by a shape, a box or a circle. */
  SHAPES = 'SHAPES',
}

/** Detail and breakdown that a request needs of the selected incidents. */
export interface Question {
  /** Detail of the records that the answer is made of; a list where the answer combines several. */
  needs: Needs | readonly [Needs, ...Needs[]];
  /** Kinds of area that the answer is broken down by. */
  by?: readonly AreaKind[];
  /**
   * Whether the answer covers every theme. If so, and no source is named, all sources that add to themes count, road
   * collisions too. Default: no.
   */
  everyTheme?: boolean;
  /**
   * Whether the answer says null where no day of the period can be counted; otherwise the request is refused, since
   * zero or an empty list would be false. Default: no.
   */
  answersNull?: boolean;
  /**
   * Day whose areas count in every month, where the analytic sets it and not the caller: protected counts then stay within
   * its areas, if these have not changed. Default: `areasAsOf` of the filter.
   */
  areasOn?: string;
}

const RECORDS_AND_PLACES = 'single records, their places, and all that is made of places';

const REFUSED: Record<Exclude<Needs, Needs.COUNTS>, string> = {
  RECORDS: RECORDS_AND_PLACES,
  PLACES: RECORDS_AND_PLACES,
  TIMES: 'days of the week and hours',
  EVENT_DAYS: 'the days of an event',
  PARTS_OF_MONTHS: 'parts of months',
  PEOPLE: 'people, who are known of single records only',
  COUNTS_BY_OUTCOME: 'counts by OUTCOME',
  COUNTS_BY_LSOA: 'counts by LSOA',
  RATES_BY_LSOA: 'rates by LSOA',
  AREAS_OF_WHOLE_THEME: 'areas of a theme that is told for the partnership as a whole',
  FLAG_THEME_AMONG_OTHERS: 'a theme made of flags together with other themes or offences',
  FLAGS: 'flags',
  OUTCOMES: 'outcomes',
  LSOAS: 'LSOAs',
  POSTCODE_DISTRICTS: 'postcode districts of records that are located more exactly',
  SHAPES: 'shapes of your own',
};

/** Phrases that name what protected cells cannot answer; empty where they answer everything. */
export function beyondCells(needs: readonly Needs[]): string[] {
  return [...new Set(needs)].flatMap((each) => (each === Needs.COUNTS ? [] : REFUSED[each]));
}
