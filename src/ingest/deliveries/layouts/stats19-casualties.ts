import { AGE_BAND_SYSTEMS } from '../../../domain/vocabulary';
import { Refusal } from '../..';
import type { Column } from '../datasets/dataset';
import { CASUALTY_COLUMNS } from '../datasets/dataset';
import type { Layout, Translated } from './layout';

const HARM = new Map([
  ['fatal', 'killed'],
  ['serious', 'seriously_injured'],
  ['slight', 'slightly_injured'],
]);

/** Age of an adult in STATS19, years. */
const ADULT = 16;

const SYSTEM = 'STATS19';

/** STATS19 age band by the publisher's words, such as `16-20` and `Over 75`; null where not known. */
function bandOf(text: string) {
  if (text === '' || text === '-1') return null;
  const code = text.toUpperCase().replace(/\s+/g, '_').replace('-', '_');
  const band = AGE_BAND_SYSTEMS[SYSTEM].find((each) => each.code === code || each.code === `AGE_${code}`);
  if (band) return band;
  throw new Refusal('ageband', 'not a band of STATS19, such as 16-20, or -1 where it is not known');
}

const SEXES = new Map([
  ['male', 'MALE' as const],
  ['female', 'FEMALE' as const],
  ['-1', null],
  ['unknown', null],
  ['', null],
]);

/**
 * STATS19 casualties with the place of their collision, as published by Transport for Greater Manchester: one row per
 * person, with `AREFNO` as the key of the collision. A casualty of unknown age is counted neither as adult nor as
 * child.
 */
export const stats19Casualties: Layout<
  | 'collision'
  | 'date'
  | 'time'
  | 'collisionSeverity'
  | 'severity'
  | 'sex'
  | 'ageBand'
  | 'longitude'
  | 'latitude'
> = {
  name: 'STATS19 casualties of Transport for Greater Manchester',
  dataset: 'road-collisions',
  needs: {
    collision: /^arefno$/,
    date: /^date$/,
    collisionSeverity: /^collisionseverity$/,
    severity: /^casualtyseverity$/,
    sex: /^sex$/,
    ageBand: /^ageband$/,
    longitude: /^(lon|longitude)$/,
    latitude: /^(lat|latitude)$/,
  },
  may: { time: /^(outputtime|time)$/ },
  fills: ['reference', 'date', 'time', 'longitude', 'latitude', 'severity', ...CASUALTY_COLUMNS],
  translate(field) {
    const harm = HARM.get(field('severity').toLowerCase());
    if (harm === undefined) throw new Refusal('casualty_severity', 'not one of Fatal, Serious and Slight');
    const sex = SEXES.get(field('sex').toLowerCase());
    if (sex === undefined) throw new Refusal('sex', 'not one of Male, Female, and -1 where it is not known');
    const band = bandOf(field('ageBand'));
    const harmed = band && { [`${band.from < ADULT ? 'children' : 'adults'}_${harm}` as Column]: '1' };
    return {
      fields: {
        reference: field('collision'),
        date: field('date'),
        time: field('time'),
        longitude: field('longitude'),
        latitude: field('latitude'),
        severity: field('collisionSeverity'),
        ...harmed,
      },
      people: [
        {
          ...{ role: 'VICTIM', organisation: false, sex },
          ageBand: band && { system: SYSTEM, code: band.code },
          ...{ selfDefined: null, officerDefined: null, home: null },
        },
      ],
    };
  },
  recordOf: (field) => field('collision'),
  merge: (rows) => ({
    fields: { ...rows[0].fields, ...sums(rows) },
    people: rows.flatMap(({ people = [] }) => people),
  }),
};

/** Number of casualties of each kind in some rows; kinds without any are missing. */
function sums(rows: Translated[]): Translated['fields'] {
  const counts = CASUALTY_COLUMNS.map((column): [Column, number] => [
    column,
    rows.reduce((sum, { fields }) => sum + Number(fields[column] ?? 0), 0),
  ]);
  return Object.fromEntries(counts.filter(([, n]) => n > 0).map(([column, n]) => [column, String(n)]));
}
