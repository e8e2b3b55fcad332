import type { IncidentRecord, PersonRecord } from '../../src/domain/incidents';
import { type Address, type AddressBook, addresses } from './addresses';
import { existing, instantOf } from './clock';
import { apportion, daysIn, MONTHS, monthlyQuotas } from './quotas';
import { type Random, random } from './random';

/**
 * Patients by postcode district. SG19 has three times as many as police-recorded violence would lead to, all others
 * about as many: the one planted place where health sees what the police do not.
 */
export const PATIENTS: Readonly<Record<string, number>> = {
  LU5: 18,
  LU6: 24,
  LU7: 20,
  MK17: 1,
  MK43: 4,
  MK45: 14,
  SG5: 2,
  SG15: 2,
  SG16: 3,
  SG17: 3,
  SG18: 9,
  SG19: 15,
};

/** The months in which schools are open for most of the time. */
const TERM = ['01', '02', '03', '05', '06', '07', '09', '10', '11', '12'];

/** Data set shared by an agency other than the police. */
interface SharedSeries {
  dataset: string;
  /** Prefix of its references. */
  prefix: string;
  offences: readonly (readonly [offence: string, weight: number])[];
  perYear: number;
  /** `fields`: spots on the outskirts and in town centres, `homes`, `centres`, `schools`, or patients' districts. */
  places: 'fields' | 'homes' | 'centres' | 'schools' | 'patients';
  /** Precision of time at first, and from another month on. */
  precision: IncidentRecord['precision'];
  minuteFrom?: string;
  onlyIn?: readonly string[];
}

/** A few thousand records of two years: enough to show each data set, and few enough to load in seconds. */
const SERIES: readonly SharedSeries[] = [
  {
    dataset: 'fire-incidents',
    prefix: 'F',
    offences: [
      ['deliberate-fire-secondary', 60],
      ['deliberate-fire-primary', 12],
      ['deliberate-fire-vehicle', 14],
      ['dwelling-fire-no-alarm', 12],
      ['violence-to-fire-staff', 2],
    ],
    perYear: 300,
    places: 'fields',
    precision: 'MINUTE',
  },
  {
    dataset: 'fire-false-alarms',
    prefix: 'FA',
    offences: [['malicious-false-alarm', 1]],
    perYear: 90,
    places: 'centres',
    precision: 'MINUTE',
  },
  {
    dataset: 'school-exclusions',
    prefix: 'SE',
    offences: [['school-exclusion', 1]],
    perYear: 280,
    places: 'schools',
    precision: 'DAY',
    onlyIn: TERM,
  },
  {
    dataset: 'racial-incidents',
    prefix: 'RI',
    offences: [['racial-incident', 1]],
    perYear: 48,
    places: 'centres',
    precision: 'DAY',
    minuteFrom: '2008-04',
  },
  {
    dataset: 'asb-reports',
    prefix: 'EH',
    offences: [
      ['asb-environmental', 60],
      ['asb-nuisance', 30],
      ['asb-personal', 10],
    ],
    perYear: 700,
    places: 'homes',
    precision: 'MINUTE',
  },
  {
    dataset: 'hospital-admissions',
    prefix: 'A',
    offences: [
      ['admission-assault', 28],
      ['admission-substance', 36],
      ['admission-alcohol-toxic', 8],
      ['admission-alcohol-involved', 28],
    ],
    perYear: 800,
    places: 'patients',
    precision: 'DAY',
  },
  {
    dataset: 'domestic-abuse-admissions',
    prefix: 'D',
    offences: [['admission-domestic-abuse', 1]],
    perYear: 60,
    places: 'patients',
    precision: 'DAY',
  },
  {
    dataset: 'mental-health-and-drug-treatment',
    prefix: 'M',
    offences: [
      ['mental-health-attendance', 65],
      ['drug-treatment', 35],
    ],
    perYear: 520,
    places: 'patients',
    precision: 'MONTH',
  },
  {
    dataset: 'ambulance-callouts',
    prefix: 'AM',
    offences: [
      ['ambulance-callout-assault', 45],
      ['ambulance-callout-overdose', 40],
      ['ambulance-callout-other', 15],
    ],
    perYear: 600,
    places: 'homes',
    precision: 'DAY',
    minuteFrom: '2008-01',
  },
];

/** Delivery that is missing from the demonstration. */
export const MISSING = { dataset: 'domestic-abuse-admissions', quarter: '2009Q1' } as const;

/** The quarter of a month written `YYYY-MM`. */
export function quarterOfMonth(month: string): string {
  return `${month.slice(0, 4)}Q${Math.ceil(Number(month.slice(5)) / 3)}`;
}

/** All records of July 2007 to June 2009 that agencies other than the police share, data set by data set. */
export function* sharedRecords(): Generator<IncidentRecord> {
  const book = addresses();
  for (const one of SERIES) yield* recordsOf(one, book);
}

function* recordsOf(one: SharedSeries, book: AddressBook): Generator<IncidentRecord> {
  const dice = random(`shared ${one.dataset}`);
  const flat = { perYear: one.perYear, sixMonths: 0, twelveMonths: 0, peaks: [], strength: 0 };
  const quotas = monthlyQuotas(one.dataset, flat);
  const spots = spotsOf(one, book, dice);
  const weights = one.offences.map(([, weight]) => weight);
  let number = 0;
  for (const [i, month] of MONTHS.entries()) {
    if (one.onlyIn && !one.onlyIn.includes(month.slice(5))) continue;
    if (one.dataset === MISSING.dataset && quarterOfMonth(month) === MISSING.quarter) continue;
    const parts = apportion(quotas[i], weights);
    for (const [j, count] of parts.entries())
      for (let k = 0; k < count; k++) {
        const exact = one.minuteFrom !== undefined && month >= one.minuteFrom ? 'MINUTE' : one.precision;
        const reference = `${one.prefix}/${month.replace('-', '')}/${String(++number).padStart(5, '0')}`;
        const isCount = one.precision === 'MONTH';
        yield {
          line: number + 1,
          source: one.dataset,
          offence: one.offences[j][0],
          place: placeOf(spots, dice),
          ...timeOf(month, exact, dice),
          month,
          precision: exact,
          outcome: one.places === 'schools' ? exclusion(dice) : null,
          flags: 0,
          reference: isCount ? null : reference,
          identity: reference,
          ...(one.places === 'schools' && { people: [pupil(dice)] }),
        };
      }
  }
}

type Spots = readonly Address[] | null;

function spotsOf({ places }: SharedSeries, book: AddressBook, dice: Random): Spots {
  if (places === 'patients') return null;
  if (places === 'homes') return book.homes;
  const centres = [...book.core].filter(([name]) => name.endsWith('town centre')).flatMap(([, all]) => all);
  if (places === 'centres') return centres;
  if (places === 'schools') return Array.from({ length: 24 }, () => dice.pick(book.homes));
  return [...book.homes.filter((_, i) => i % 7 === 0), ...book.roads];
}

function placeOf(spots: Spots, dice: Random): IncidentRecord['place'] {
  if (spots === null) {
    const districts = Object.keys(PATIENTS);
    const weights = Object.values(PATIENTS);
    return { kind: 'postcode-district', code: districts[dice.weighted(weights)] };
  }
  if (dice.next() < 0.02) return { kind: 'unlocated' };
  const { easting, northing } = dice.pick(spots);
  return { kind: 'grid', easting, northing, snapped: false };
}

/** First and last instant, to the precision of the time. */
function timeOf(
  month: string,
  precision: IncidentRecord['precision'],
  dice: Random,
): Pick<IncidentRecord, 'occurredFrom' | 'occurredTo'> {
  const [year, index] = [Number(month.slice(0, 4)), Number(month.slice(5)) - 1];
  const between = (from: number, to: number) => ({
    occurredFrom: new Date(instantOf(from)).toISOString(),
    occurredTo: new Date(to).toISOString(),
  });
  if (precision === 'MONTH')
    return between(Date.UTC(year, index, 1), instantOf(Date.UTC(year, index + 1, 1)) - 1);
  const day = 1 + dice.below(daysIn(month));
  const midnight = Date.UTC(year, index, day);
  if (precision === 'DAY') return between(midnight, instantOf(midnight + 86_400_000) - 1);
  const wall = existing(midnight + 60_000 * (60 * ((dice.between(10, 26) + 24) % 24) + dice.below(60)));
  return between(wall, instantOf(wall));
}

const REASONS: readonly (readonly [reason: string, weight: number])[] = [
  ['Persistent disruptive behaviour', 34],
  ['Physical assault against a pupil', 22],
  ['Verbal abuse or threatening behaviour against an adult', 20],
  ['Drug and alcohol related', 8],
  ['Damage', 6],
  ['Bullying', 5],
  ['Racist abuse', 3],
  ['Theft', 2],
];

function exclusion(dice: Random): string {
  const kind = dice.next() < 0.05 ? 'Permanent exclusion' : 'Fixed-term exclusion';
  return `${kind}: ${REASONS[dice.weighted(REASONS.map(([, weight]) => weight))][0]}`;
}

function pupil(dice: Random): PersonRecord {
  const code = dice.next() < 0.08 ? 'AGE_0_9' : 'AGE_10_19';
  return {
    role: 'EXCLUDED',
    organisation: false,
    sex: dice.next() < 0.75 ? 'MALE' : 'FEMALE',
    ageBand: { system: 'TEN_YEAR', code },
    selfDefined: null,
    officerDefined: null,
    home: null,
    identity: 'pupil',
  };
}
