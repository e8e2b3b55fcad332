import { AgencyKind } from '../../../domain/agencies';
import { HOME_OFFICE_OFFENCES, homeOfficeOffence, RECORDED_OFFENCES } from '../../../domain/vocabulary';
import { Problem } from '../../../platform/errors';
import {
  CASUALTY_COLUMNS,
  type Category,
  type Column,
  type Dataset,
  type DatasetField,
  plainCode,
} from './dataset';

const POINT: readonly Column[] = ['easting', 'northing', 'longitude', 'latitude'];
const PLACE: readonly Column[] = [...POINT, 'postcode_district'];
const WHEN: readonly Column[] = ['time', 'date_to', 'time_to'];

const TIME: DatasetField = { name: 'time', columns: ['time'] };
const DATE: DatasetField = { name: 'date', columns: ['date'] };
const LOCATION: DatasetField = { name: 'location', columns: PLACE };
const CATEGORY: DatasetField = { name: 'category', columns: ['category'] };
const DISTRICT: DatasetField = { name: 'outward postcode', columns: ['postcode_district'] };

const category = (offence: string, ...words: string[]): Category => ({ offence, words });
/** Category of every row of a data set that has only one. */
const always = (offence: string): Category => ({ offence, words: [] });
const block = (offence: string, name: string, from: string, to: string): Category => ({
  offence,
  words: [name, `${from}-${to}`],
  block: [from, to],
});

const ASB: readonly Category[] = [
  category('asb-personal', 'personal', 'nuisance neighbours', 'malicious communications', 'harassment'),
  category(
    'asb-nuisance',
    'nuisance',
    'rowdy or inconsiderate behaviour',
    'rowdy and nuisance neighbours',
    'street drinking',
    'begging and vagrancy',
    'vehicle nuisance',
    'noise',
    'trespass',
    'fireworks',
    'animal problems',
    'hoax call to emergency services',
    'prostitution related activity',
    'substance misuse',
  ),
  category(
    'asb-environmental',
    'environmental',
    'littering and drugs paraphernalia',
    'fly-tipping',
    'graffiti',
    'abandoned vehicle',
    'dog fouling',
  ),
];

/** Crimes by our own names, and by the subgroups of the Home Office's recorded-crime tables. */
const CRIMES: readonly Category[] = [...new Set(RECORDED_OFFENCES.map(({ offence }) => offence))].map(
  (offence) =>
    category(
      offence,
      offence,
      ...RECORDED_OFFENCES.flatMap((each) => (each.offence === offence ? (each.subgroups ?? []) : [])),
    ),
);

/**
 * Crimes by codes of the Home Office: offence codes of the list of today and of retired ones, detailed classifications, and
 * older codes for the offence that they were.
 */
const CRIME_CODES: ReadonlyMap<string, string> = new Map([
  ...RECORDED_OFFENCES.flatMap(({ offence, codes = [] }) =>
    codes.map((code) => [plainCode(code), offence] as const),
  ),
  ...HOME_OFFICE_OFFENCES.flatMap(({ code, classifications = [] }) =>
    [code, ...classifications].map((each) => [plainCode(each), homeOfficeOffence(code)] as const),
  ),
]);

/**
 * Twelve data sets of the Crime and Disorder (Prescribed Information) Regulations 2007, as listed in section J of the
 * Home Office's guidance to partnerships (2007), each with its layout and the offences for its words.
 */
export const DATASETS: readonly Dataset[] = [
  {
    number: 1,
    code: 'police-incidents',
    name: 'Anti-social behaviour, transport and public safety incidents',
    agency: AgencyKind.POLICE,
    row: 'an incident of the National Incident Category List',
    fields: [TIME, DATE, LOCATION, CATEGORY],
    required: ['date', 'category'],
    optional: ['reference', ...WHEN, ...PLACE, 'flags'],
    categories: [
      ...ASB,
      category(
        'transport-incident',
        'transport',
        'road traffic collision',
        'road related offence',
        'highway disruption',
        'rail, air and marine incident',
      ),
      category(
        'public-safety-incident',
        'public safety',
        'public safety and welfare',
        'concern for safety',
        'missing person',
        'suspicious circumstances',
        'domestic incident',
        'civil dispute',
        'licensing',
        'sudden death',
        'abandoned call',
        'insecure premises',
        'wildlife',
        'protest',
        'truancy',
      ),
    ],
  },
  {
    number: 2,
    code: 'police-crimes',
    name: 'Recorded crimes',
    agency: AgencyKind.POLICE,
    row: 'a crime of the Notifiable Offences list',
    fields: [TIME, DATE, LOCATION, { name: 'sub-category', columns: ['category'] }],
    required: ['date', 'category'],
    optional: ['reference', ...WHEN, ...PLACE, 'flags'],
    categories: [...CRIMES, category('drunkenness', 'drunk and disorderly')],
    codes: CRIME_CODES,
  },
  {
    number: 3,
    code: 'fire-incidents',
    name: 'Deliberate fires, violence against staff, dwelling fires without an alarm',
    agency: AgencyKind.FIRE_AND_RESCUE,
    row: 'a fire, or an incident of violence against an employee',
    fields: [CATEGORY, TIME, DATE, LOCATION],
    required: ['date', 'category'],
    optional: ['reference', ...WHEN, ...PLACE],
    categories: [
      category('deliberate-fire-primary', 'deliberate primary', 'deliberate primary fire'),
      category('deliberate-fire-secondary', 'deliberate secondary', 'deliberate secondary fire'),
      category('deliberate-fire-vehicle', 'deliberate vehicle', 'deliberate fire in a vehicle'),
      category('violence-to-fire-staff', 'violence', 'violence against employees'),
      category('dwelling-fire-no-alarm', 'no alarm', 'dwelling fire without a smoke alarm'),
      category('fire-special-service', 'special service'),
    ],
  },
  {
    number: 4,
    code: 'fire-false-alarms',
    name: 'Malicious false alarms',
    agency: AgencyKind.FIRE_AND_RESCUE,
    row: 'a call; the place is the one that it purported',
    fields: [TIME, DATE, { name: 'purported location', columns: PLACE }],
    required: ['date'],
    optional: ['reference', ...WHEN, ...PLACE],
    categories: [always('malicious-false-alarm')],
  },
  {
    number: 5,
    code: 'road-collisions',
    name: 'Road traffic collisions',
    agency: AgencyKind.LOCAL_AUTHORITY,
    row: 'a collision, with its casualties as numbers',
    fields: [
      TIME,
      DATE,
      LOCATION,
      ...CASUALTY_COLUMNS.map((column) => ({ name: column.replaceAll('_', ' '), columns: [column] })),
    ],
    required: ['date'],
    optional: ['reference', ...WHEN, ...PLACE, ...CASUALTY_COLUMNS, 'severity'],
    categories: [always('road-collision')],
  },
  {
    number: 6,
    code: 'school-exclusions',
    name: 'School exclusions',
    agency: AgencyKind.LOCAL_AUTHORITY,
    row: 'an exclusion of a pupil, at the place of the school',
    fields: [
      { name: 'age', columns: ['age'] },
      { name: 'gender', columns: ['sex'] },
      { name: 'name of the school', columns: ['school_name'] },
      { name: 'address of the school', columns: ['school_address', ...PLACE] },
      { name: 'reasons', columns: ['reason'] },
    ],
    required: ['date', 'category'],
    optional: ['reference', ...PLACE, 'age', 'sex', 'school_name', 'school_address', 'reason'],
    categories: [category('school-exclusion', 'permanent', 'fixed term', 'suspension')],
    reasons: [
      'Physical assault against a pupil',
      'Physical assault against an adult',
      'Verbal abuse or threatening behaviour against a pupil',
      'Verbal abuse or threatening behaviour against an adult',
      'Weapon or prohibited item',
      'Bullying',
      'Racist abuse',
      'Abuse against sexual orientation or gender identity',
      'Abuse relating to disability',
      'Sexual misconduct',
      'Drug and alcohol related',
      'Damage',
      'Theft',
      'Persistent disruptive behaviour',
      'Misuse of social media or online technology',
      'Transgression of protective measures in public health',
      'Other',
    ],
  },
  {
    number: 7,
    code: 'racial-incidents',
    name: 'Racial incidents',
    agency: AgencyKind.LOCAL_AUTHORITY,
    row: 'an incident',
    fields: [TIME, DATE, LOCATION],
    required: ['date'],
    optional: ['reference', ...WHEN, ...PLACE],
    categories: [always('racial-incident')],
  },
  {
    number: 8,
    code: 'asb-reports',
    name: 'Anti-social behaviour identified by the authority or reported to it',
    agency: AgencyKind.LOCAL_AUTHORITY,
    row: 'an incident',
    fields: [CATEGORY, TIME, DATE, LOCATION],
    required: ['date', 'category'],
    optional: ['reference', ...WHEN, ...PLACE],
    categories: ASB,
  },
  {
    number: 9,
    code: 'hospital-admissions',
    name: 'Hospital admissions after assault and for drugs and alcohol',
    agency: AgencyKind.HEALTH,
    row: 'an admission',
    fields: [
      { name: 'date of the admission', columns: ['date'] },
      { name: 'sub-category', columns: ['category'] },
      DISTRICT,
    ],
    required: ['date', 'category'],
    optional: ['reference', 'postcode_district'],
    categories: [
      block('admission-assault', 'assault', 'X85', 'Y09'),
      block('admission-substance', 'substance use', 'F10', 'F19'),
      block('admission-alcohol-toxic', 'toxic effect of alcohol', 'T51', 'T51'),
      block('admission-alcohol-involved', 'alcohol involved', 'Y90', 'Y91'),
      category('emergency-attendance-assault', 'emergency attendance after assault'),
    ],
  },
  {
    number: 10,
    code: 'domestic-abuse-admissions',
    name: 'Hospital admissions in respect of domestic abuse',
    agency: AgencyKind.HEALTH,
    row: 'an admission',
    fields: [{ name: 'date of the admission', columns: ['date'] }, DISTRICT],
    required: ['date'],
    optional: ['reference', 'postcode_district'],
    categories: [always('admission-domestic-abuse')],
  },
  {
    number: 11,
    code: 'mental-health-and-drug-treatment',
    name: 'Mental illness outpatient first attendances and persons receiving drug treatment',
    agency: AgencyKind.HEALTH,
    row: 'a number of attendances or persons',
    fields: [
      {
        name: 'mental illness outpatient first attendances',
        columns: [],
        offence: 'mental-health-attendance',
      },
      { name: 'persons receiving drug treatment', columns: [], offence: 'drug-treatment' },
    ],
    required: ['category', 'count'],
    optional: ['month', 'postcode_district'],
    categories: [
      category('mental-health-attendance', 'mental health', 'mental illness outpatient first attendances'),
      category('drug-treatment', 'persons receiving drug treatment'),
    ],
  },
  {
    number: 12,
    code: 'ambulance-callouts',
    name: 'Ambulance call-outs to crime and disorder incidents',
    agency: AgencyKind.HEALTH,
    row: 'a call-out',
    fields: [CATEGORY, TIME, DATE, LOCATION],
    required: ['date', 'category'],
    optional: ['reference', ...WHEN, ...PLACE],
    categories: [
      category('ambulance-callout-assault', 'assault', 'stabbing', 'gunshot', 'sexual assault'),
      category('ambulance-callout-overdose', 'overdose', 'overdose or poisoning', 'alcohol intoxication'),
      category('ambulance-callout-other', 'other'),
    ],
  },
];

/**
 * Data set by its code, or by its number in the list of the law.
 *
 * @throws Problem BAD_USER_INPUT, listing the codes.
 */
export function findDataset(name: string): Dataset {
  const dataset = DATASETS.find(({ code, number }) => code === name || String(number) === name);
  if (dataset) return dataset;
  throw new Problem(
    'BAD_USER_INPUT',
    `dataset is none of the twelve: ${DATASETS.map(({ code }) => code).join(', ')}.`,
    { field: 'dataset' },
  );
}
