import type { SourceFile } from '../../platform/files';
import { contentKey, Occurrences, SEPARATOR } from '../reading/occurrences';
import type { OutcomeReader, ReadRow } from '../reading/reader';
import type { OutcomeRecord } from '../reading/record';
import { MONTH_COLUMN, type PoliceUkLayout, placeOf, readPoliceUk, Words } from './rows';

/** Greatest length of an outcome's words; the publisher's have up to 60 characters. */
const LONGEST_OUTCOME = 150;

/**
 * Columns that identify an outcome: the crime, its outcome and the month. Equal rows are distinguished by their
 * ordinal.
 */
const REQUIRED = ['Crime ID', 'Month', 'Longitude', 'Latitude', 'Outcome type'] as const;
type Column = (typeof REQUIRED)[number];

/** Reads the outcome files of data.police.uk, `YYYY-MM-force-outcomes.csv`, packed with gzip or not. */
export const outcomesReader: OutcomeReader = {
  source: 'police-uk-street',
  content: 'police-uk-outcomes',
  columns: ['Outcome type'],
  accepts: (name) => /-outcomes\.csv(\.gz)?$/i.test(name),
  read: (file) => readOutcomes(file),
};

/**
 * Reads the rows of an outcomes file.
 *
 * @param now present time, for tests; later months are refused.
 * @throws Problem where the header is not of the layout, or a row's month differs from the one in the file's name.
 */
export function readOutcomes(
  file: SourceFile,
  now: Date = new Date(),
): AsyncGenerator<ReadRow<OutcomeRecord>[]> {
  return readPoliceUk(file, OUTCOMES, now);
}

const OUTCOMES: PoliceUkLayout<Column, OutcomeRecord> = {
  name: 'outcomes',
  required: REQUIRED,
  time: MONTH_COLUMN,
  rowReader(columns) {
    const occurrences = new Occurrences();
    const words = new Words();

    return (fields, line, reject) => {
      const reference = fields[columns['Crime ID']];
      if (reference.trim() === '')
        return reject('Crime ID', 'blank, so that nobody can tell whose outcome it is');

      const outcome = fields[columns['Outcome type']].trim();
      if (outcome === '') return reject('Outcome type', 'blank');
      if (outcome.length > LONGEST_OUTCOME)
        return reject('Outcome type', `longer than ${LONGEST_OUTCOME} characters`);
      if (!/[a-z]/i.test(outcome)) return reject('Outcome type', 'without a letter');

      const place = placeOf(fields[columns.Longitude].trim(), fields[columns.Latitude].trim());
      if ('reason' in place) return reject(place.field, place.reason);

      const month = fields[columns.Month];
      const where = place.kind === 'lonlat' ? `${place.longitude} ${place.latitude}` : '';
      const text = [reference, month, where, outcome].join(SEPARATOR);
      const key = contentKey(text, 3);
      if (key === null) return reject('row', 'a control character, or a line end inside a field');
      return {
        line,
        reference,
        place,
        month: words.keep(month),
        outcome: words.keep(outcome),
        ordinal: occurrences.next(key),
      };
    };
  },
};
