import { personalContent } from '../../access';
import { AGE_BAND_SYSTEMS, ageBandOf } from '../../domain/vocabulary';
import { londonDayBounds, londonInstant, londonMonth, londonMonthOf } from '../../platform/calendar';
import {
  contentKey,
  coordinateFault,
  decimal,
  type IncidentRecord,
  type Occurrences,
  type PersonRecord,
  type Precision,
  type RecordPlace,
  Refusal,
  SEPARATOR,
  SEXES,
} from '..';
import {
  CASUALTY_COLUMNS,
  type CategoryFinder,
  type Column,
  columnsOf,
  type Dataset,
  plainWord,
} from './datasets/dataset';
import type { Quarter } from './quarter';

/** The fields of a row by column, trimmed; empty where the file has no such column. */
export type Fields = (column: Column) => string;

/** What rows of one file are read with. */
export interface RowContext {
  dataset: Dataset;
  /** Code of the agency: two agencies may deliver the same words about different incidents. */
  agency: string;
  quarter: Quarter;
  /** What today is, in London: later days are refused. */
  today: string;
  /** What the words of the category column mean. */
  categories: CategoryFinder;
  /** How often each content has come in the file. */
  occurrences: Occurrences;
  /** How often each reference has come in the file. */
  references: Occurrences;
  /** Whether the file may hold records of other quarters, too: what is published holds years. */
  anyQuarter?: boolean;
}

/** A row that was read: as many incidents as it counts, for most data sets one. */
export interface DatasetRow {
  line: number;
  record: IncidentRecord;
  /** How many there are of the record, each with its own ordinal; null where the row is one record. */
  count: number | null;
}

/** What none of these columns may hold, and the others may. */
const MAY_HOLD_ADDRESSES: readonly Column[] = ['school_name', 'school_address'];
const CHECKED_BY_FORM: readonly Column[] = [
  ...(['date', 'time', 'date_to', 'time_to', 'month', 'count', 'age', 'sex'] as const),
  ...(['easting', 'northing', 'longitude', 'latitude'] as const),
  ...CASUALTY_COLUMNS,
];

/** Words that only names of people have: a title, or a surname before a comma. */
const NAMED =
  /^(?:mr|mrs|ms|miss|mx|dr|prof|sir|lady|rev)\b\.?\s+\p{L}|^\p{Lu}[\p{L}'’-]+,\s*\p{Lu}[\p{L}'’-]+$/iu;
/** Two or three capitalised words: a name, or a category that is spelt like one. */
const NAME_LIKE = /^\p{Lu}[\p{Ll}'’-]+(?:\s+\p{Lu}[\p{L}'’.-]*){1,2}$/u;

const FLAGS: ReadonlyMap<string, number> = new Map([
  ['domestic-abuse', 1],
  ['hate', 2],
  ['alcohol', 4],
  ['repeat', 8],
  ['weapon', 16],
]);

const MOST_COUNTED = 100_000;

/**
 * The record of a row.
 *
 * @throws Refusal with the column and the reason, which never repeats what the row says.
 */
export function readRow(field: Fields, line: number, context: RowContext): DatasetRow {
  const { dataset } = context;
  refusePersonalData(field, dataset);
  const when = 'month' === timeColumn(dataset) ? countedMonth(field, context) : whenOf(field, context);
  const offence = offenceOf(field, context);
  const place = placeOf(field, dataset);
  const casualties = casualtiesOf(field, dataset);
  const pupil = dataset.code === 'school-exclusions' ? pupilOf(field) : null;
  const outcome = dataset.reasons ? exclusionOf(field, dataset.reasons) : severityOf(field, casualties);
  const flags = flagsOf(field);
  const reference = referenceOf(field, context);
  const count = dataset.required.includes('count') ? countOf(field('count')) : null;

  const content = [
    ...[context.agency, offence, when.occurredFrom, when.occurredTo, when.precision, placeText(place)],
    ...[flags, outcome, casualties?.join(' '), pupil?.sex, pupil?.ageBand?.code, reference],
  ]
    .map((part) => part ?? '')
    .join(SEPARATOR);
  const key = contentKey(content, 11);
  if (key === null) throw new Refusal('row', 'a control character, or a line end inside a field');
  const ordinal = context.occurrences.next(key);
  if (count !== null && ordinal > 1)
    throw new Refusal('count', 'a second number of the same month, category and district; give their sum');
  return {
    line,
    count,
    record: {
      line,
      source: dataset.code,
      offence,
      place,
      ...when,
      outcome,
      flags,
      reference,
      identity: content + SEPARATOR + ordinal,
      ...(casualties && { casualties }),
      ...(pupil && { people: [pupil] }),
    },
  };
}

const timeColumn = ({ required }: Dataset): 'date' | 'month' =>
  required.includes('date') ? 'date' : 'month';

function refusePersonalData(field: Fields, dataset: Dataset): void {
  for (const column of columnsOf(dataset)) {
    if (CHECKED_BY_FORM.includes(column)) continue;
    const text = field(column);
    if (text === '') continue;
    const found = personalContent(text, { part: column !== 'reference' });
    if (found && !(found === 'an address or a full postcode' && MAY_HOLD_ADDRESSES.includes(column)))
      throw new Refusal(column, `looks like ${found}, which no field of this file may hold`);
    if (NAMED.test(text) && !MAY_HOLD_ADDRESSES.includes(column))
      throw new Refusal(column, 'looks like a name, which no field of this file may hold');
  }
}

type When = Pick<IncidentRecord, 'occurredFrom' | 'occurredTo' | 'month' | 'precision'>;

/** A day as `YYYY-MM-DD`, or a month as `YYYY-MM`; null where the text is neither, or not in the calendar. */
function dayOf(text: string): string | null {
  const british = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text);
  const iso = british
    ? `${british[3]}-${british[2].padStart(2, '0')}-${british[1].padStart(2, '0')}`
    : text.replace(/[T ]00:00(:00(\.0+)?)?$/, '');
  if (/^\d{4}-(0[1-9]|1[0-2])$/.test(iso)) return iso;
  if (!/^(19|2\d)\d\d-\d\d-\d\d$/.test(iso)) return null;
  const time = Date.parse(`${iso}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(iso) ? iso : null;
}

function minutesOf(column: Column, text: string): number {
  const [, hours, minutes] = /^([01]?\d|2[0-3]):?([0-5]\d)(?::[0-5]\d(?:\.\d+)?)?$/.exec(text) ?? [];
  if (hours === undefined) throw new Refusal(column, 'not a time of the clock as HH:MM');
  return 60 * Number(hours) + Number(minutes);
}

function refuseOtherQuarters(column: Column, day: string, { quarter, today, anyQuarter }: RowContext): void {
  const last = day.length === 7 ? `${day}-01` : day;
  if (last > today) throw new Refusal(column, 'in the future');
  if (!anyQuarter && (last < quarter.from || last > quarter.to))
    throw new Refusal(column, `not in ${quarter.code}: a delivery has the records of its own quarter`);
}

/** From when to when it can have happened, and how exactly that is known. */
function whenOf(field: Fields, context: RowContext): When {
  const day = dayOf(field('date'));
  if (day === null) throw new Refusal('date', 'not a day as YYYY-MM-DD or DD/MM/YYYY');
  refuseOtherQuarters('date', day, context);
  const [time, lastDay, lastTime] = [field('time'), field('date_to'), field('time_to')];
  if (day.length === 7) {
    if (time !== '') throw new Refusal('time', 'given where the date is only a month');
    return monthWhen(day);
  }
  const month = day.slice(0, 7);
  if (time === '' && lastDay === '' && lastTime === '') {
    const { from, to } = londonDayBounds(day);
    return { occurredFrom: from, occurredTo: to, month, precision: 'DAY' };
  }
  const from = time === '' ? null : londonInstant(day, minutesOf('time', time));
  const end = lastDay === '' ? day : dayOf(lastDay);
  if (end === null || end.length === 7) throw new Refusal('date_to', 'not a day as YYYY-MM-DD or DD/MM/YYYY');
  if (end > context.today) throw new Refusal('date_to', 'in the future');
  const untilTheEnd = lastTime === '' && (lastDay !== '' || from === null);
  const to = untilTheEnd
    ? new Date(londonDayBounds(end).to)
    : lastTime === ''
      ? from!
      : londonInstant(end, minutesOf('time_to', lastTime));
  const start = from ?? new Date(londonDayBounds(day).from);
  if (to < start)
    throw new Refusal(lastDay === '' ? 'time_to' : 'date_to', 'before the time at which it begins');
  return {
    occurredFrom: start.toISOString(),
    occurredTo: to.toISOString(),
    month: londonMonthOf(start),
    precision: 'MINUTE' satisfies Precision,
  };
}

function monthWhen(month: string): When {
  const { from, to } = londonMonth(month);
  return { occurredFrom: from, occurredTo: to, month, precision: 'MONTH' };
}

/** The month of a number; one that is known for the quarter only counts in its last month. */
function countedMonth(field: Fields, context: RowContext): When {
  const month = field('month') || context.quarter.to.slice(0, 7);
  if (dayOf(month)?.length !== 7) throw new Refusal('month', 'not a month as YYYY-MM');
  refuseOtherQuarters('month', month, context);
  return monthWhen(month);
}

function offenceOf(field: Fields, { dataset, categories }: RowContext): string {
  if (categories.only !== null) return categories.only;
  const word = field('category');
  if (word === '') throw new Refusal('category', 'blank');
  const offence = categories.find(word);
  if (offence !== null) return offence;
  const known = dataset.categories.map((each) =>
    each.block ? `${each.offence} (${each.block.join(' to ')})` : each.offence,
  );
  throw new Refusal(
    'category',
    `not a category of this data set${NAME_LIKE.test(word) ? ', and perhaps a name' : ''}; known: ${known.join(', ')}`,
  );
}

/** The place of a row, as exactly as the data set may tell. */
function placeOf(field: Fields, { optional }: Dataset): RecordPlace {
  const district = field('postcode_district').toUpperCase();
  if (district !== '' && !/^[A-Z]{1,2}\d[A-Z\d]?$/.test(district))
    throw new Refusal('postcode_district', 'not the outward part of a postcode, such as LU6');
  const point = optional.includes('easting')
    ? (pointOf(field, 'easting', 'northing') ?? pointOf(field, 'longitude', 'latitude'))
    : null;
  if (point) return point;
  return district === '' ? { kind: 'unlocated' } : { kind: 'postcode-district', code: district };
}

function pointOf(
  field: Fields,
  across: 'easting' | 'longitude',
  up: 'northing' | 'latitude',
): RecordPlace | null {
  const [first, second] = [field(across), field(up)];
  if (first === '' && second === '') return null;
  if (first === '') throw new Refusal(across, `blank where the ${up} is given`);
  if (second === '') throw new Refusal(up, `blank where the ${across} is given`);
  const [x, y] = [decimal(first), decimal(second)];
  if (x === null) throw new Refusal(across, 'not a decimal number');
  if (y === null) throw new Refusal(up, 'not a decimal number');
  const onGrid = across === 'easting';
  const fault = coordinateFault(x, y, onGrid ? 'EPSG:27700' : 'EPSG:4326');
  if (fault) throw new Refusal(`${across}, ${up}`, fault.reason);
  return onGrid
    ? { kind: 'grid', easting: x, northing: y, snapped: false }
    : { kind: 'lonlat', longitude: x, latitude: y, snapped: false };
}

function placeText(place: RecordPlace): string {
  if (place.kind === 'grid') return `${place.easting} ${place.northing}`;
  if (place.kind === 'lonlat') return `${place.longitude} ${place.latitude}`;
  return place.kind === 'unlocated' ? '' : place.code;
}

function countOf(text: string): number {
  if (!/^\d{1,6}$/.test(text) || Number(text) > MOST_COUNTED)
    throw new Refusal('count', `not a whole number from 0 to ${MOST_COUNTED}`);
  return Number(text);
}

/** Casualties in the order of the law; null where none of the columns is filled. */
function casualtiesOf(field: Fields, { optional }: Dataset): number[] | null {
  if (!optional.includes('adults_killed')) return null;
  const texts = CASUALTY_COLUMNS.map((column) => field(column));
  if (texts.every((text) => text === '')) return null;
  return texts.map((text, i) => {
    if (!/^\d{0,3}$/.test(text)) throw new Refusal(CASUALTY_COLUMNS[i], 'not a whole number from 0 to 999');
    return Number(text);
  });
}

const SEVERITIES = ['Fatal', 'Serious', 'Slight'];

/** The severity of a collision: as it is stated, else that of the worst injury. */
function severityOf(field: Fields, casualties: number[] | null): string | null {
  const stated = field('severity');
  if (stated !== '') {
    const severity = SEVERITIES.find((each) => plainWord(each) === plainWord(stated));
    if (severity === undefined) throw new Refusal('severity', 'not one of fatal, serious and slight');
    return severity;
  }
  if (casualties === null) return null;
  const [killed, seriously, slightly] = [0, 1, 2].map((i) => casualties[i] + casualties[i + 3]);
  if (killed > 0) return 'Fatal';
  if (seriously > 0) return 'Serious';
  return slightly > 0 ? 'Slight' : 'Damage only';
}

/** The kind of an exclusion with its reason, in one wording. */
function exclusionOf(field: Fields, reasons: readonly string[]): string {
  const kind = plainWord(field('category')) === 'permanent' ? 'Permanent exclusion' : 'Fixed-term exclusion';
  const given = field('reason');
  if (given === '') return kind;
  const reason = reasons.find((each) => plainWord(each) === plainWord(given));
  if (reason === undefined) throw new Refusal('reason', `not one of: ${reasons.join('; ')}`);
  return `${kind}: ${reason}`;
}

/** The pupil who was excluded: sex, and the band of the age. */
function pupilOf(field: Fields): PersonRecord {
  const sex = SEXES.get(field('sex').toUpperCase());
  if (sex === undefined) throw new Refusal('sex', 'not one of FEMALE, MALE, OTHER, UNKNOWN');
  const age = field('age');
  if (age !== '' && (!/^\d{1,2}$/.test(age) || Number(age) < 2 || Number(age) > 25))
    throw new Refusal('age', 'not the age of a pupil in whole years, 2 to 25');
  const system = 'TEN_YEAR';
  return {
    role: 'EXCLUDED',
    organisation: false,
    sex,
    ageBand: age === '' ? null : { system, code: ageBandOf(AGE_BAND_SYSTEMS[system], Number(age)) },
    selfDefined: null,
    officerDefined: null,
    pseudonym: null,
    home: null,
    identity: 'pupil',
  };
}

function flagsOf(field: Fields): number {
  let flags = 0;
  for (const word of field('flags')
    .toLowerCase()
    .split(/[\s;,|]+/)
    .filter(Boolean)) {
    const bit = FLAGS.get(word);
    if (bit === undefined) throw new Refusal('flags', `not out of ${[...FLAGS.keys()].join(', ')}`);
    flags |= bit;
  }
  return flags;
}

/** The agency's own reference: a code, so that no name gets in by this way, and only once in a file. */
function referenceOf(field: Fields, { references }: RowContext): string | null {
  const reference = field('reference');
  if (reference === '') return null;
  if (!/^(?=.*\d)[\w./:-]{1,64}$/.test(reference))
    throw new Refusal(
      'reference',
      'not a code: at most 64 letters, digits and any of - _ . / :, at least one of them a digit, without spaces',
    );
  if (references.next(contentKey(reference, 0)!) > 1)
    throw new Refusal('reference', 'for the second time in this file');
  return reference;
}
