import { MONTHS } from './quotas';
import { MISSING, quarterOfMonth } from './shared';

/** A file that an agency of the demonstration delivered for a quarter. */
export interface DeliverySeed {
  /** Code of the data set. */
  dataset: string;
  /** Code of the agency. */
  agency: string;
  /** `2008Q3`. */
  quarter: string;
  /** When it came, ISO 8601 in UTC. */
  receivedAt: string;
  /** Fields of the law that no row fills. */
  absent: readonly string[];
  /** Rows that were refused. */
  rejects: readonly { line: number; field: string; reason: string }[];
}

/** The agency that delivers each of the twelve data sets, in the order of the law. */
const AGENCY_OF: Readonly<Record<string, string>> = {
  'police-incidents': 'police',
  'police-crimes': 'police',
  'fire-incidents': 'fire',
  'fire-false-alarms': 'fire',
  'road-collisions': 'local-authority',
  'school-exclusions': 'local-authority',
  'racial-incidents': 'local-authority',
  'asb-reports': 'local-authority',
  'hospital-admissions': 'health',
  'domestic-abuse-admissions': 'health',
  'mental-health-and-drug-treatment': 'health',
  'ambulance-callouts': 'health',
};

/** Days after the end of the quarter on which an agency's files come; up to 90 or so are in time. */
const USUAL_DELAY: Readonly<Record<string, number>> = {
  police: 24,
  fire: 38,
  'local-authority': 55,
  health: 71,
};

/** Deliveries that came too late, with their delay in days. */
const LATE: Readonly<Record<string, number>> = {
  'school-exclusions 2007Q4': 117,
  'fire-false-alarms 2008Q2': 101,
  'hospital-admissions 2008Q4': 134,
  'ambulance-callouts 2009Q2': 99,
};

/** The council does not note casualties with its collisions in the demonstration. */
const NO_CASUALTIES = ['adults', 'children'].flatMap((who) =>
  ['killed', 'seriously injured', 'slightly injured'].map((how) => `${who} ${how}`),
);

/** Fields that a data set lacks, up to (not including) a quarter. */
const ABSENT: readonly { dataset: string; before: string; fields: readonly string[] }[] = [
  { dataset: 'road-collisions', before: '2999Q1', fields: NO_CASUALTIES },
  { dataset: 'racial-incidents', before: '2008Q2', fields: ['time'] },
  { dataset: 'ambulance-callouts', before: '2008Q1', fields: ['time'] },
];

const POSTCODE = 'looks like an address or a full postcode, which no field of this file may hold';
const REJECTS: Readonly<Record<string, DeliverySeed['rejects']>> = {
  'hospital-admissions 2008Q4': [18, 64, 171].map((line) => ({
    ...{ line, field: 'postcode_district', reason: POSTCODE },
  })),
  'asb-reports 2009Q1': [{ line: 52, field: 'date', reason: 'not a day as YYYY-MM-DD or DD/MM/YYYY' }],
};

/** Deliveries of the agencies for each quarter from 2007Q3 to 2009Q2: all twelve data sets, but for one that is missing. */
export function deliveries(): DeliverySeed[] {
  const quarters = [...new Set(MONTHS.map(quarterOfMonth))];
  return quarters.flatMap((quarter) =>
    Object.entries(AGENCY_OF)
      .filter(([dataset]) => dataset !== MISSING.dataset || quarter !== MISSING.quarter)
      .map(([dataset, agency]) => ({
        ...{ dataset, agency, quarter },
        receivedAt: cameAt(quarter, LATE[`${dataset} ${quarter}`] ?? USUAL_DELAY[agency]),
        absent: ABSENT.filter((each) => each.dataset === dataset && quarter < each.before).flatMap(
          ({ fields }) => fields,
        ),
        rejects: REJECTS[`${dataset} ${quarter}`] ?? [],
      })),
  );
}

/** Noon of the day that is `days` after the end of a quarter. */
function cameAt(quarter: string, days: number): string {
  const [year, number] = [Number(quarter.slice(0, 4)), Number(quarter.slice(5))];
  return new Date(Date.UTC(year, 3 * number, days, 12)).toISOString();
}
