/** Place of an incident, as exact as in its source. */
export type RecordPlace =
  | ({ kind: 'lonlat'; longitude: number; latitude: number } & PointParticulars)
  | ({ kind: 'grid'; easting: number; northing: number } & PointParticulars)
  | { kind: 'postcode-district'; code: string }
  | { kind: 'unlocated' };

/** Particulars of a point beside its coordinates. */
interface PointParticulars {
  /** Whether it is an anonymous map point that stands for its surroundings. */
  snapped: boolean;
  /** Street or place that an open source calls it by; never an address. */
  name?: string;
}

/** Place with coordinates. */
export type RecordPoint = Extract<RecordPlace, { snapped: boolean }>;

/** Unit to which the time of an incident is known: month, day, or minutes from–to. */
export type Precision = 'MONTH' | 'DAY' | 'MINUTE';

/** Incident from a reader (or the demonstration) for the loader. All codes are those of the vocabulary. */
export interface IncidentRecord {
  /** Line of the file where the record starts, 1-based, the header being line 1. */
  line: number;
  source: string;
  /** Force that reported it, where the source names one; the loader's agency by default. */
  publisher?: string;
  offence: string;
  place: RecordPlace;
  /** LSOA of a record without coordinates, where the source has one. */
  lsoa?: string;
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
   * Text that is unique among the incidents of the source and stays the same in later deliveries. The loader stores
   * only a hash of it.
   */
  identity: string;
  /** Identity that an earlier version of the product gave the record. A record that is stored under it stays as it is. */
  formerIdentity?: string;
  /** People in the incident, where the source records them. */
  people?: PersonRecord[];
  /** Casualties of a collision, where known: adults, then children, each killed, seriously and slightly injured. */
  casualties?: number[];
}

/** Code within one of several systems, which are never mapped onto each other. */
export interface SystemCode {
  system: string;
  code: string;
}

/**
 * Person or organisation in an incident, from a reader (or the demonstration) for the loader. Null: not known. An
 * organisation has no sex, age or ethnicity.
 */
export interface PersonRecord {
  role: 'VICTIM' | 'OFFENDER' | 'SEARCHED' | 'EXCLUDED';
  organisation: boolean;
  sex: 'FEMALE' | 'MALE' | 'OTHER' | null;
  ageBand: SystemCode | null;
  /** Ethnicity as the person defines it. */
  selfDefined: SystemCode | null;
  /** Ethnic appearance as an officer perceives it. */
  officerDefined: SystemCode | null;
  /** LSOA or ward of residence; nothing closer is kept. */
  home: { kind: 'LSOA' | 'WARD'; code: string } | null;
  /**
   * Text that is unique among the people of the incident and stays the same in later deliveries. The loader stores only
   * a hash of it.
   */
  identity: string;
}

/** Outcome event of an incident, from a reader for the loader. */
export interface OutcomeRecord {
  /** Line of the file where the record starts, 1-based, the header being line 1. */
  line: number;
  /** Reference of the incident; an outcome belongs to the incident with this reference at `place`. */
  reference: string;
  place: RecordPlace;
  /** Calendar month of the event, `YYYY-MM`. */
  month: string;
  /** Outcome in the source's own words. */
  outcome: string;
  /** Ordinal among records of the file with equal reference, place, month and outcome: 1 for the first. */
  ordinal: number;
}
