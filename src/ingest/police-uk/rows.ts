import { londonMonthOf } from '../../platform/calendar';
import { fileProblem, type SourceFile } from '../../platform/files';
import { coordinateFault } from '../../platform/geo';
import { type CsvRow, type CsvTable, openCsv } from '../reading/csv';
import { decimal } from '../reading/decimal';
import { BATCH_ROWS, type ReadRow } from '../reading/reader';
import type { RecordPlace, RowReject } from '../reading/record';
import { POLICE_UK_COLUMNS } from './columns';

/** Column of a layout with the time of the event. */
export interface TimeColumn<Column extends string> {
  column: Column;
  /** Month, `YYYY-MM`, of a field's text; null where the text is not a time. */
  monthOf(text: string): string | null;
  /** Reason for rejecting a text without a month. */
  reason: string;
}

/** Layout of data.police.uk files. */
export interface PoliceUkLayout<Column extends string, Row> {
  /** Name in messages: `street`. */
  name: string;
  required: readonly Column[];
  time: TimeColumn<Column>;
  /**
   * Makes the row reader of a file. It turns the fields of a row, already counted, into a record or a `reject`.
   *
   * @param fileName base name of the file.
   */
  rowReader(
    columns: Record<Column, number>,
    fileName: string,
  ): (fields: string[], line: number, reject: (field: string, reason: string) => RowReject) => ReadRow<Row>;
}

/**
 * Reads the rows of a file of data.police.uk.
 *
 * @param now present time; later months are refused.
 * @throws Problem where the header is not of the layout, or a row's month differs from the one in the file's name.
 */
export async function* readPoliceUk<Column extends string, Row>(
  file: SourceFile,
  layout: PoliceUkLayout<Column, Row>,
  now: Date,
): AsyncGenerator<ReadRow<Row>[]> {
  const table = await openCsv(file, {
    name: `a data.police.uk ${layout.name} file`,
    required: layout.required,
    known: POLICE_UK_COLUMNS,
  });
  const toRow = checkedReader(file, table, layout, londonMonthOf(now));
  let batch: ReadRow<Row>[] = [];
  for await (const rows of table.rows) {
    for (const row of rows) {
      batch.push(toRow(row));
      if (batch.length === BATCH_ROWS) {
        yield batch;
        batch = [];
      }
    }
  }
  if (batch.length > 0) yield batch;
}

/** First month published by data.police.uk. */
const FIRST_MONTH = '2010-12';

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

/** Time column of street and outcomes files, which have the month only. */
export const MONTH_COLUMN: TimeColumn<'Month'> = {
  column: 'Month',
  monthOf: (text) => (MONTH.test(text) ? text : null),
  reason: 'not a month as YYYY-MM',
};

const MONTH_IN_NAME = /^(\d{4}-(?:0[1-9]|1[0-2]))-/;

/** Row reader that checks the number of fields and the month, as every layout needs it. */
function checkedReader<Column extends string, Row>(
  file: SourceFile,
  { columns, width }: CsvTable<Column>,
  layout: PoliceUkLayout<Column, Row>,
  thisMonth: string,
): (row: CsvRow) => ReadRow<Row> {
  const toRow = layout.rowReader(columns, file.name);
  const { column, monthOf, reason } = layout.time;
  const monthOfName = MONTH_IN_NAME.exec(file.name)?.[1];
  let lastMonth: string | null = null;
  let lastFault: string | null = reason;

  return ({ line, fields }) => {
    const reject = (field: string, why: string): RowReject => ({ line, field, reason: why });
    if (fields.length !== width)
      return reject('row', `${fields.length} fields where the header has ${width} columns`);

    const month = monthOf(fields[columns[column]]);
    if (month !== lastMonth) {
      lastMonth = month;
      lastFault = month === null ? reason : monthFault(month, thisMonth);
      if (monthOfName !== undefined && month !== null && month !== monthOfName)
        throw fileProblem(
          file,
          `the month is not ${monthOfName}, the one in the file's name. Nothing of this file was loaded. Give the ` +
            'file as it was published, or a name without a month.',
          line,
        );
    }
    if (lastFault !== null) return reject(column, lastFault);
    return toRow(fields, line, reject);
  };
}

function monthFault(month: string, thisMonth: string): string | null {
  if (month < FIRST_MONTH) return `before ${FIRST_MONTH}, the first month that police.uk published`;
  if (month > thisMonth) return 'in the future';
  return null;
}

const UNLOCATED: RecordPlace = { kind: 'unlocated' };

/**
 * Anonymous map point of a row; a reject where the coordinates cannot be right.
 * @param name street or place that the row calls it by
 */
export function placeOf(
  longitude: string,
  latitude: string,
  name?: string,
): RecordPlace | Omit<RowReject, 'line'> {
  if (longitude === '' && latitude === '') return UNLOCATED;
  if (longitude === '') return { field: 'Longitude', reason: 'blank where the latitude is given' };
  if (latitude === '') return { field: 'Latitude', reason: 'blank where the longitude is given' };
  const x = decimal(longitude);
  if (x === null) return { field: 'Longitude', reason: 'not a decimal number' };
  const y = decimal(latitude);
  if (y === null) return { field: 'Latitude', reason: 'not a decimal number' };
  const fault = coordinateFault(x, y, 'EPSG:4326');
  if (fault !== null) return { field: 'Longitude, Latitude', reason: fault.reason };
  return { kind: 'lonlat', longitude: x, latitude: y, snapped: true, ...(name ? { name } : {}) };
}

/** Keeps a copy of each word of a small vocabulary, so that the large block of text it was cut from can be freed. */
export class Words {
  private readonly kept = new Map<string, string>();

  keep(word: string): string {
    const known = this.kept.get(word);
    if (known !== undefined) return known;
    const copy = Buffer.from(word).toString();
    if (this.kept.size < 1000) this.kept.set(copy, copy);
    return copy;
  }
}
