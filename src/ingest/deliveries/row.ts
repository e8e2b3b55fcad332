import { contentKey, type IncidentRecord, Refusal, SEPARATOR } from '..';
import { formerOffence } from './former-offence';
import type { Fields, RowContext } from './row-fields';
import {
  casualtiesOf,
  exclusionOf,
  flagsOf,
  offenceOf,
  pupilOf,
  referenceOf,
  rowCountOf,
  severityOf,
} from './row-particulars';
import { refusePersonalData } from './row-personal-data';
import { placeOf, placeText } from './row-place';
import { countedMonthOf, occurrenceTimeOf } from './row-time';

/** Row of a file: one incident, or a number of them. */
export interface DatasetRow {
  line: number;
  record: IncidentRecord;
  /** Number of incidents, each with its own ordinal; null where the row is one record. */
  count: number | null;
}

/**
 * Reads the record of a row.
 *
 * @throws Refusal with the column and a reason, which never repeats a value of the row.
 */
export function readRow(field: Fields, line: number, context: RowContext): DatasetRow {
  const { dataset } = context;
  refusePersonalData(field, dataset);
  const when = dataset.required.includes('date')
    ? occurrenceTimeOf(field, context)
    : countedMonthOf(field, context);
  const offence = offenceOf(field, context);
  const place = placeOf(field, dataset);
  const casualties = casualtiesOf(field, dataset);
  const pupil = dataset.code === 'school-exclusions' ? pupilOf(field) : null;
  const outcome = dataset.reasons ? exclusionOf(field, dataset.reasons) : severityOf(field, casualties);
  const flags = flagsOf(field);
  const reference = referenceOf(field, context);
  const count = dataset.required.includes('count') ? rowCountOf(field('count')) : null;

  const contentWith = (ofOffence: string) =>
    [
      ...[context.agency, ofOffence, when.occurredFrom, when.occurredTo, when.precision, placeText(place)],
      ...[flags, outcome, casualties?.join(' '), pupil?.sex, pupil?.ageBand?.code, reference],
    ]
      .map((part) => part ?? '')
      .join(SEPARATOR);
  const content = contentWith(offence);
  const key = contentKey(content, 11);
  if (key === null) throw new Refusal('row', 'a control character, or a line end inside a field');
  const ordinal = context.occurrences.next(key);
  const formerIdentity = dataset.codes && formerIdentityOf(contentWith(formerOffence(offence)), context);
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
      ...(formerIdentity && { formerIdentity }),
      ...(casualties && { casualties }),
      ...(pupil && { people: [pupil] }),
    },
  };
}

/** Identity that a row with some content had before offence codes were told apart. */
function formerIdentityOf(content: string, { formerOccurrences }: RowContext): string {
  return content + SEPARATOR + formerOccurrences.next(contentKey(content, 11)!);
}
