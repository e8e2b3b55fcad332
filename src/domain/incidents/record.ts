/** Where an incident happened, as exactly as its source tells. */
export type RecordPlace =
  | { kind: 'lonlat'; longitude: number; latitude: number; snapped: boolean }
  | { kind: 'grid'; easting: number; northing: number; snapped: boolean }
  | { kind: 'postcode-district'; code: string }
  | { kind: 'unlocated' };

/** A place with coordinates. */
export type RecordPoint = Extract<RecordPlace, { snapped: boolean }>;

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
  /** The people in it, where its source tells of them. */
  people?: PersonRecord[];
  /** Of a collision: adults killed, seriously and slightly injured, then children likewise, where that is known. */
  casualties?: number[];
}

/** A code of one of several systems, which are never mapped onto each other. */
export interface SystemCode {
  system: string;
  code: string;
}

/**
 * A person, or an organisation, in an incident, as a reader (or the demonstration) hands them to the loader. Null is
 * what is not known; an organisation has no sex, age or ethnicity.
 */
export interface PersonRecord {
  role: 'VICTIM' | 'OFFENDER' | 'SEARCHED' | 'EXCLUDED';
  organisation: boolean;
  sex: 'FEMALE' | 'MALE' | 'OTHER' | null;
  ageBand: SystemCode | null;
  /** Ethnicity in the words of the person. */
  selfDefined: SystemCode | null;
  /** Ethnic appearance in the eyes of an officer. */
  officerDefined: SystemCode | null;
  /** What the agency calls the person in place of a name. */
  pseudonym: string | null;
  /** Where the person lives, no closer than this. */
  home: { kind: 'LSOA' | 'WARD'; code: string } | null;
  /**
   * Text that tells this person from every other of the incident and stays the same when they are delivered again.
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
