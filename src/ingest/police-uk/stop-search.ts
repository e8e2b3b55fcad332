import { londonMonthOf } from '../../platform/calendar';
import type { SourceFile } from '../../platform/files';
import { contentKey, Occurrences, SEPARATOR } from '../reading/occurrences';
import type { IncidentReader, ReadRow } from '../reading/reader';
import type { IncidentRecord, PersonRecord, SystemCode } from '../reading/record';
import { STOP_SEARCH_COLUMNS } from './columns';
import { type PoliceUkLayout, placeOf, readPoliceUk, Words } from './rows';

const SOURCE = 'police-uk-stop-search';

type Column = (typeof STOP_SEARCH_COLUMNS)[number];

/** Offence codes by type of search, and whether somebody was searched. */
const TYPES: ReadonlyMap<string, { offence: string; person: boolean }> = new Map([
  ['Person search', { offence: 'search-person', person: true }],
  ['Person and Vehicle search', { offence: 'search-person-and-vehicle', person: true }],
  ['Vehicle search', { offence: 'search-vehicle', person: false }],
]);

const SEXES: ReadonlyMap<string, PersonRecord['sex']> = new Map([
  ['Male', 'MALE'],
  ['Female', 'FEMALE'],
  ['Other', 'OTHER'],
]);

const coded = (system: string, codes: Record<string, string>): ReadonlyMap<string, SystemCode> =>
  new Map(Object.entries(codes).map(([words, code]) => [words, { system, code }]));

const AGE_RANGES = coded('POLICE_UK', {
  'under 10': 'UNDER_10',
  '10-17': 'AGE_10_17',
  '18-24': 'AGE_18_24',
  '25-34': 'AGE_25_34',
  'over 34': 'OVER_34',
});

const SELF_DEFINED = coded('SELF_DEFINED_18_1', {
  'White - English/Welsh/Scottish/Northern Irish/British': 'W1',
  'White - Irish': 'W2',
  'White - Gypsy or Irish Traveller': 'W3',
  'White - Any other White background': 'W9',
  'Mixed/Multiple ethnic groups - White and Black Caribbean': 'M1',
  'Mixed/Multiple ethnic groups - White and Black African': 'M2',
  'Mixed/Multiple ethnic groups - White and Asian': 'M3',
  'Mixed/Multiple ethnic groups - Any other Mixed/Multiple ethnic background': 'M9',
  'Asian/Asian British - Indian': 'A1',
  'Asian/Asian British - Pakistani': 'A2',
  'Asian/Asian British - Bangladeshi': 'A3',
  'Asian/Asian British - Chinese': 'A4',
  'Asian/Asian British - Any other Asian background': 'A9',
  'Black/African/Caribbean/Black British - Caribbean': 'B1',
  'Black/African/Caribbean/Black British - African': 'B2',
  'Black/African/Caribbean/Black British - Any other Black/African/Caribbean background': 'B9',
  'Other ethnic group - Arab': 'O2',
  'Other ethnic group - Any other ethnic group': 'O9',
  'Other ethnic group - Not stated': 'NS',
});

const OFFICER_DEFINED = coded('OFFICER_DEFINED_POLICE_UK', {
  White: 'WHITE',
  Black: 'BLACK',
  Asian: 'ASIAN',
  Mixed: 'MIXED',
  Other: 'OTHER',
});

const INSTANT =
  /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(Z|[+-]\d\d:\d\d)$/;

/**
 * Reads the stop-and-search files of data.police.uk, `YYYY-MM-force-stop-and-search.csv`, packed with gzip or not. Each
 * row is an incident, and the person who was searched, if anybody was, is the one involved in it.
 */
export const stopSearchReader: IncidentReader = {
  source: SOURCE,
  columns: ['Object of search'],
  accepts: (name) => /-stop-and-search\.csv(\.gz)?$/i.test(name),
  read: (file) => readStopSearch(file),
};

/**
 * The rows of a stop-and-search file.
 * @param now what today is, for tests: later months are refused
 * @throws Problem where the header is another one, or a row's month (in London) is not the one in the file's name
 */
export function readStopSearch(file: SourceFile, now: Date = new Date()): AsyncGenerator<ReadRow[]> {
  return readPoliceUk(file, STOP_SEARCH, now);
}

/** Instant of a search, published in UTC all year round; null for any other text. */
function instantOf(text: string): Date | null {
  const instant = new Date(INSTANT.test(text) ? text : Number.NaN);
  return Number.isNaN(instant.getTime()) ? null : instant;
}

/** The force, which only the file's name tells. */
const FORCE_IN_NAME = /^\d{4}-\d\d-(.+)-stop-and-search\./i;

const STOP_SEARCH: PoliceUkLayout<Column, IncidentRecord> = {
  name: 'stop-and-search',
  required: STOP_SEARCH_COLUMNS,
  time: {
    column: 'Date',
    monthOf(text) {
      const instant = instantOf(text);
      return instant && londonMonthOf(instant);
    },
    reason: 'not a date and time with its offset, as YYYY-MM-DDThh:mm:ss+00:00',
  },
  rowReader(columns, fileName) {
    const publisher = FORCE_IN_NAME.exec(fileName)?.[1].toLowerCase();
    const occurrences = new Occurrences();
    const words = new Words();

    return (fields, line, reject) => {
      const type = TYPES.get(fields[columns.Type]);
      if (!type) return reject('Type', `not a type of search; known: ${[...TYPES.keys()].join(', ')}`);

      const place = placeOf(fields[columns.Longitude].trim(), fields[columns.Latitude].trim());
      if ('reason' in place) return reject(place.field, place.reason);

      const text = STOP_SEARCH_COLUMNS.map((column) => fields[columns[column]]).join(SEPARATOR);
      const key = contentKey(text, STOP_SEARCH_COLUMNS.length - 1);
      if (key === null) return reject('row', 'a control character, or a line end inside a field');

      const person: Partial<Record<Column, unknown>> = {};
      for (const [column, known] of type.person ? PERSON_COLUMNS : []) {
        const word = fields[columns[column]].trim();
        if (word !== '' && !known.has(word))
          return reject(column, `not one of the publisher's words: ${[...known.keys()].join('; ')}`);
        person[column] = known.get(word) ?? null;
      }

      const instant = instantOf(fields[columns.Date])!;
      const identity = text + SEPARATOR + occurrences.next(key);
      return {
        line,
        source: SOURCE,
        publisher,
        offence: type.offence,
        place,
        occurredFrom: instant.toISOString(),
        occurredTo: instant.toISOString(),
        month: words.keep(londonMonthOf(instant)),
        precision: 'MINUTE',
        outcome: words.keep(fields[columns.Outcome].trim()) || null,
        flags: 0,
        reference: null,
        identity,
        people: type.person
          ? [
              {
                role: 'SEARCHED',
                organisation: false,
                sex: person.Gender as PersonRecord['sex'],
                ageBand: person['Age range'] as SystemCode | null,
                selfDefined: person['Self-defined ethnicity'] as SystemCode | null,
                officerDefined: person['Officer-defined ethnicity'] as SystemCode | null,
                home: null,
                identity,
              },
            ]
          : [],
      };
    };
  },
};

/** Columns about the person, and their codes by the published words. */
const PERSON_COLUMNS: readonly (readonly [Column, ReadonlyMap<string, unknown>])[] = [
  ['Gender', SEXES],
  ['Age range', AGE_RANGES],
  ['Self-defined ethnicity', SELF_DEFINED],
  ['Officer-defined ethnicity', OFFICER_DEFINED],
];
