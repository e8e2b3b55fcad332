import { personalColumn } from '../../access';
import { today as todayInLondon } from '../../platform/calendar';
import { fileProblem, type SourceFile } from '../../platform/files';
import {
  BATCH_ROWS,
  type CsvRow,
  csvRows,
  Occurrences,
  type Reader,
  type ReadRow,
  Refusal,
  type RowReject,
} from '..';
import { CategoryFinder, type Column, columnsOf, type Dataset, plainWord } from './datasets/dataset';
import { findLayout, type Translated } from './layouts';
import { columnOf, type Mapping, NO_MAPPING } from './mapping';
import type { Quarter } from './quarter';
import { type DatasetRow, readRow } from './row';
import type { Fields, RowContext } from './row-fields';

/** Data set, agency and quarter of a delivery to read. */
export interface ReadingOptions {
  dataset: Dataset;
  /** Code of the agency that delivers. */
  agency: string;
  quarter: Quarter;
  mapping?: Mapping;
  /** Today's date, for tests; later days are refused. */
  today?: string;
}

const ADVICE =
  'Records are shared without names, dates of birth, addresses and numbers of people: take the column out, and export ' +
  'the file again.';

/**
 * Reads files of one data set, in its own layout, a mapped or a recognised one. Which fields of the law a file has is
 * known after its rows have been read.
 */
export class DatasetReader implements Reader<DatasetRow> {
  private readonly filled = new Set<Column>();
  private readonly offences = new Set<string>();
  private header: readonly Column[] = [];
  private rows = 0;

  constructor(private readonly options: ReadingOptions) {}

  /** Accepts every file name: the caller states the data set. */
  accepts(name: string): boolean {
    return /\.csv(\.gz)?$/i.test(name);
  }

  /**
   * Reads the rows of a file.
   *
   * @throws Problem where the header has an unknown column, since it could hold personal data.
   */
  async *read(file: SourceFile): AsyncGenerator<ReadRow<DatasetRow>[]> {
    let toRow: ((row: CsvRow) => ReadRow<DatasetRow> | null) | undefined;
    let batch: ReadRow<DatasetRow>[] = [];
    let other: OtherRows | undefined;
    for await (const rows of csvRows(file))
      for (const row of rows) {
        if (toRow === undefined) {
          other = this.otherRows(row);
          toRow = other ? other.read : this.rowReader(this.columnsOf(file, row), row.fields.length);
          continue;
        }
        const read = toRow(row);
        if (read === null) continue;
        batch.push(read);
        if (batch.length === BATCH_ROWS) {
          yield batch;
          batch = [];
        }
      }
    if (toRow === undefined)
      throw fileProblem(file, 'the file is empty; a data set begins with a line of column names.');
    batch = other ? [...batch, ...other.rest()] : batch;
    for (let start = 0; start < batch.length; start += BATCH_ROWS)
      yield batch.slice(start, start + BATCH_ROWS);
  }

  /** Fields of the law that some row read so far fills; in a file without rows, those with a column. */
  fieldsPresent(): string[] {
    const { fields } = this.options.dataset;
    const isThere = (column: Column) =>
      this.rows === 0 ? this.header.includes(column) : this.filled.has(column);
    return fields
      .filter(
        ({ columns, offence }) =>
          columns.some(isThere) || (offence !== undefined && (this.rows === 0 || this.offences.has(offence))),
      )
      .map(({ name }) => name);
  }

  /** Position of each column. Problem where one is missing, occurs twice, or is not of the layout. */
  private columnsOf(file: SourceFile, { line, fields }: CsvRow): Map<Column, number> {
    const { dataset, mapping = NO_MAPPING } = this.options;
    const own = columnsOf(dataset);
    const where = (at: number) => `column ${at + 1} of ${fields.length}`;
    const columns = new Map<Column, number>();
    fields.forEach((heading, at) => {
      const column = columnOf(heading, mapping);
      if (column === null || !own.includes(column)) {
        const personal = personalColumn(heading);
        if (personal)
          throw fileProblem(file, `${where(at)} holds ${personal}, by its heading. ${ADVICE}`, line);
        if (mapping.ignored.has(plainWord(heading))) return;
        throw fileProblem(
          file,
          `${where(at)} is not of this layout. Its columns are ${own.join(', ')}; leave out all others, or name them ` +
            'in a mapping.',
          line,
        );
      }
      if (columns.has(column))
        throw fileProblem(file, `the header has the column ${column} more than once.`, line);
      columns.set(column, at);
    });
    const missing = dataset.required.filter((column) => !columns.has(column));
    if (missing.length > 0)
      throw fileProblem(file, `this is not a file of ${dataset.code}. Missing: ${missing.join(', ')}.`, line);
    this.header = [...columns.keys()];
    return columns;
  }

  private contextOf(anyQuarter: boolean): RowContext {
    const { dataset, today = todayInLondon(), agency, quarter } = this.options;
    return {
      ...{ dataset, agency, quarter, today, anyQuarter },
      categories: new CategoryFinder(dataset),
      occurrences: new Occurrences(),
      formerOccurrences: new Occurrences(),
      references: new Occurrences(),
    };
  }

  private rowReader(columns: Map<Column, number>, width: number): (row: CsvRow) => ReadRow<DatasetRow> {
    const { mapping = NO_MAPPING } = this.options;
    const context = this.contextOf(false);
    return (row) =>
      orRefused(row, width, () => {
        const field: Fields = (column) => {
          const text = row.fields[columns.get(column) ?? -1]?.trim() ?? '';
          return (column === 'category' && mapping.categories.get(plainWord(text))) || text;
        };
        const read = readRow(field, row.line, context);
        this.note(read, field);
        return read;
      });
  }

  /** Reader of the rows below another layout's header; undefined where the header is of no known layout. */
  private otherRows({ fields: header }: CsvRow): OtherRows | undefined {
    const found = findLayout(this.options.dataset, header);
    if (found === null) return undefined;
    const { layout, positions } = found;
    this.header = layout.fills;
    const context = this.contextOf(true);
    const fieldOf = (row: CsvRow) => (name: string) => row.fields[positions.get(name) ?? -1]?.trim() ?? '';
    const toRow = ({ fields, people }: Translated, line: number): DatasetRow => {
      const field: Fields = (column) => fields[column] ?? '';
      const read = readRow(field, line, context);
      this.note(read, field);
      if (people)
        read.record.people = people.map((person, i) => ({ ...person, identity: `person ${i + 1}` }));
      return read;
    };
    const records = new Map<string, { line: number; parts: Translated[]; lines: number[] }>();
    const refused: RowReject[] = [];
    const { recordOf, merge } = layout;
    return {
      read: (row) => {
        const read = orRefused(row, header.length, () => {
          const part = layout.translate(fieldOf(row));
          if (!recordOf) return toRow(part, row.line);
          const key = recordOf(fieldOf(row));
          const record = records.get(key);
          if (record) {
            record.parts.push(part);
            record.lines.push(row.line);
          } else records.set(key, { line: row.line, parts: [part], lines: [] });
          return null;
        });
        if (!recordOf || read === null || !('reason' in read)) return read;
        refused.push(read); // sorted in among the records by `rest`
        return null;
      },
      rest() {
        const rows: ReadRow<DatasetRow>[] = refused;
        for (const { line, parts, lines } of records.values()) {
          const read = orRefused({ line, fields: header }, header.length, () => toRow(merge!(parts), line));
          rows.push(read);
          // The record's other rows get its result, with a count of 0 so that it is counted once.
          for (const each of lines)
            rows.push('reason' in read ? { ...read, line: each } : { ...read, line: each, count: 0 });
        }
        return rows.sort((a, b) => a.line - b.line);
      },
    };
  }

  private note({ record }: DatasetRow, field: Fields): void {
    this.rows++;
    this.offences.add(record.offence);
    for (const column of this.header)
      if (!this.filled.has(column) && field(column) !== '') this.filled.add(column);
  }
}

/** Reads rows of another layout. */
interface OtherRows {
  /** Converts a row; null where its record is complete only after the last row. */
  read(row: CsvRow): ReadRow<DatasetRow> | null;
  /** Rows of the records that waited for the end of the file, and those refused before, by line. */
  rest(): ReadRow<DatasetRow>[];
}

/** Result of `read`, or the reject of a row whose width is wrong or whose reading throws a Refusal. */
function orRefused<Read>(row: CsvRow, width: number, read: () => Read): Read | RowReject {
  const { line, fields } = row;
  if (fields.length !== width)
    return { line, field: 'row', reason: `${fields.length} fields where the header has ${width} columns` };
  try {
    return read();
  } catch (fault) {
    if (fault instanceof Refusal) return { line, field: fault.field, reason: fault.reason };
    throw fault;
  }
}
