import { londonMonth } from '../../platform/calendar';
import type { SourceFile } from '../../platform/files';
import { contentKey, Occurrences, SEPARATOR } from '../reading/occurrences';
import type { IncidentReader, ReadRow } from '../reading/reader';
import type { IncidentRecord, RecordPlace } from '../reading/record';
import { MONTH_COLUMN, type PoliceUkLayout, placeOf, readPoliceUk, Words } from './rows';

const SOURCE = 'police-uk-street';

/** Columns of event, time and place. Together they are a row's content, see the README of `src/ingest`. */
const CONTENT = [
  'Crime ID',
  'Month',
  'Reported by',
  'Falls within',
  'Longitude',
  'Latitude',
  'Location',
  'LSOA code',
  'LSOA name',
  'Crime type',
] as const;

const REQUIRED = [...CONTENT, 'Last outcome category'] as const;
type Column = (typeof REQUIRED)[number];

const CATEGORIES = [
  'Anti-social behaviour',
  'Bicycle theft',
  'Burglary',
  'Criminal damage and arson',
  'Drugs',
  'Other crime',
  'Other theft',
  'Possession of weapons',
  'Public order',
  'Robbery',
  'Shoplifting',
  'Theft from the person',
  'Vehicle crime',
  'Violence and sexual offences',
];

/** Offence codes by police.uk category: `open-` and the category's slug. */
export const STREET_OFFENCES: ReadonlyMap<string, string> = new Map(
  CATEGORIES.map((category) => [category, `open-${category.toLowerCase().replaceAll(' ', '-')}`]),
);

/** Categories of archives before May 2013 that today's were split from, so that nothing can be said of them. */
const FORMER_CATEGORIES = new Set(['Violent crime', 'Public disorder and weapons']);

/** Reads the street-level crime files of data.police.uk, `YYYY-MM-force-street.csv`, packed with gzip or not. */
export const streetReader: IncidentReader = {
  source: SOURCE,
  columns: ['Crime type'],
  accepts: (name) => /-street\.csv(\.gz)?$/i.test(name),
  read: (file) => readStreet(file),
};

/**
 * The rows of a street file.
 * @param now what today is, for tests: later months are refused
 * @throws Problem where the header is another one, or a row's month is not the one in the file's name
 */
export function readStreet(file: SourceFile, now: Date = new Date()): AsyncGenerator<ReadRow[]> {
  return readPoliceUk(file, STREET, now);
}

const STREET: PoliceUkLayout<Column, IncidentRecord> = {
  name: 'street',
  required: REQUIRED,
  time: MONTH_COLUMN,
  rowReader(columns) {
    const content = CONTENT.map((column) => columns[column]);
    const parts: string[] = content.map(() => '');
    const occurrences = new Occurrences();
    const words = new Words();

    return (fields, line, reject) => {
      const category = fields[columns['Crime type']];
      const offence = STREET_OFFENCES.get(category);
      if (offence === undefined) return reject('Crime type', categoryFault(category));

      const name = words.keep(placeName(fields[columns.Location]) ?? '');
      const place = placeOf(fields[columns.Longitude].trim(), fields[columns.Latitude].trim(), name);
      if ('reason' in place) return reject(place.field, place.reason);

      content.forEach((column, i) => {
        parts[i] = fields[column];
      });
      const text = parts.join(SEPARATOR);
      const key = contentKey(text, content.length - 1);
      if (key === null) return reject('row', 'a control character, or a line end inside a field');

      const month = fields[columns.Month];
      const bounds = londonMonth(month);
      return {
        line,
        source: SOURCE,
        publisher: words.keep(fields[columns['Reported by']].trim()) || undefined,
        offence,
        place,
        ...lsoaOf(place, fields[columns['LSOA code']].trim()),
        occurredFrom: bounds.from,
        occurredTo: bounds.to,
        month: words.keep(month),
        precision: 'MONTH',
        outcome: words.keep(fields[columns['Last outcome category']].trim()) || null,
        flags: 0,
        reference: fields[columns['Crime ID']] || null,
        identity: text + SEPARATOR + occurrences.next(key),
      };
    };
  },
};

const NEAR = 'On or near ';

/** Words of `Location` that name a kind of place, not a place. */
const KINDS_OF_PLACE = new Set([
  'Airport/Airfield',
  'Bus/Coach Station',
  'Conference/Exhibition Centre',
  'Ferry Terminal',
  'Further/Higher Educational Building',
  'Hospital',
  'Motorway Service Area',
  'Nightclub',
  'Park/Open Space',
  'Parking Area',
  'Pedestrian Subway',
  'Petrol Station',
  'Police Station',
  'Prison',
  'Race Track',
  'Shopping Area',
  'Sports/Recreation Area',
  'Supermarket',
  'Theatre/Concert Hall',
]);

/** Street or place in `On or near Toddington Service Area`; null where the row names none. */
function placeName(location: string): string | null {
  const text = location.trim();
  const name = text.startsWith(NEAR) ? text.slice(NEAR.length).trim() : '';
  return name === '' || KINDS_OF_PLACE.has(name) ? null : name;
}

/** LSOA of a row without coordinates; with them the place tells more. */
function lsoaOf({ kind }: RecordPlace, code: string): { lsoa?: string } {
  return kind === 'unlocated' && code !== '' ? { lsoa: code } : {};
}

function categoryFault(category: string): string {
  const known = `known categories: ${CATEGORIES.join(', ')}`;
  if (category.trim() === '') return `blank; ${known}`;
  if (FORMER_CATEGORIES.has(category))
    return `a category of before May 2013, since split into others; ${known}`;
  return `not a category of police.uk; ${known}`;
}
