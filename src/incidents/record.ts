/** Where an incident happened, as exactly as its source tells. */
export type RecordPlace =
  | { kind: 'lonlat'; longitude: number; latitude: number; snapped: boolean }
  | { kind: 'grid'; easting: number; northing: number; snapped: boolean }
  | { kind: 'postcode-district'; code: string }
  | { kind: 'unlocated' };

/** How exactly the time is known: a whole month, a day, or from–to in minutes. */
export type Precision = 'MONTH' | 'DAY' | 'MINUTE';

/** One incident as a reader (or the demonstration) hands it to the loader. All codes are those of the vocabulary. */
export interface IncidentRecord {
  /** Line of the file where the record starts, 1-based, the header being line 1. */
  line: number;
  source: string;
  offence: string;
  place: RecordPlace;
  /** First and last instant, ISO 8601 in UTC. For MONTH and DAY the bounds of that month or day in Europe/London. */
  occurredFrom: string;
  occurredTo: string;
  /** Calendar month in Europe/London that the incident counts in, `YYYY-MM`. */
  month: string;
  precision: Precision;
  /** Outcome in the source's own words, or null. */
  outcome: string | null;
  /** Bitmask: domestic-abuse 1, hate 2, alcohol 4, repeat 8, weapon 16. */
  flags: number;
  /** The agency's own reference, or null. */
  reference: string | null;
  /**
   * Text that tells this incident from every other of its source and stays the same when it is delivered again.
   * The loader stores only a hash of it.
   */
  identity: string;
}

/** One event of what became of an incident, as a reader hands it to the loader. */
export interface OutcomeRecord {
  /** Line of the file where the record starts, 1-based, the header being line 1. */
  line: number;
  /** The incident's own reference, at its place: an outcome is of the incident that has both. */
  reference: string;
  place: RecordPlace;
  /** Calendar month of the event, `YYYY-MM`. */
  month: string;
  /** Outcome in the source's own words. */
  outcome: string;
  /** Which of several records of the file that are alike in all of this it is: 1 for the first. */
  ordinal: number;
}
