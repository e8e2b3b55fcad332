import { today as todayInLondon } from '../calendar';
import {
  BATCH_ROWS,
  type CsvRow,
  csvRows,
  fileProblem,
  Occurrences,
  personalColumn,
  type Reader,
  type ReadRow,
  Refusal,
  type SourceFile,
} from '../ingest';
import { CategoryFinder, type Column, columnsOf, type Dataset, plainWord } from './dataset';
import { columnOf, type Mapping, NO_MAPPING } from './mapping';
import type { Quarter } from './quarter';
import { type DatasetRow, type Fields, type RowContext, readRow } from './row';

/** What a delivery is of. */
export interface ReadingOptions {
  dataset: Dataset;
  /** Code of the agency that delivers. */
  agency: string;
  quarter: Quarter;
  mapping?: Mapping;
  /** What today is, for tests: later days are refused. */
  today?: string;
}

const ADVICE =
  'Records are shared without names, dates of birth, addresses and numbers of people: take the column out, and export ' +
  'the file again.';

/**
 * Reads the layout of one data set, its own or as a mapping says. Which of the fields that must be shared a file has
 * is known once it has been read.
 */
export class DatasetReader implements Reader<DatasetRow> {
  private readonly filled = new Set<Column>();
  private readonly offences = new Set<string>();
  private header: readonly Column[] = [];
  private rows = 0;

  constructor(private readonly options: ReadingOptions) {}

  /** Every name: the data set is told by whoever delivers. */
  accepts(name: string): boolean {
    return /\.csv(\.gz)?$/i.test(name);
  }

  /**
   * The rows of a file of this data set.
   * @throws Problem where the header has a column that is not of the layout: nobody could tell what is in it
   */
  async *read(file: SourceFile): AsyncGenerator<ReadRow<DatasetRow>[]> {
    let toRow: ((row: CsvRow) => ReadRow<DatasetRow>) | undefined;
    let batch: ReadRow<DatasetRow>[] = [];
    for await (const rows of csvRows(file))
      for (const row of rows) {
        if (toRow === undefined) {
          toRow = this.rowReader(this.columnsOf(file, row), row.fields.length);
          continue;
        }
        batch.push(toRow(row));
        if (batch.length === BATCH_ROWS) {
          yield batch;
          batch = [];
        }
      }
    if (toRow === undefined)
      throw fileProblem(file, 'the file is empty; a data set begins with a line of column names.');
    if (batch.length > 0) yield batch;
  }

  /** The fields of the law that the file holds: filled in some row that was read; a file without rows has its columns. */
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

  /** The position of each column. Problem where one is missing, is there twice, or is not of the layout. */
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

  private rowReader(columns: Map<Column, number>, width: number): (row: CsvRow) => ReadRow<DatasetRow> {
    const { dataset, mapping = NO_MAPPING, today = todayInLondon(), agency, quarter } = this.options;
    const context: RowContext = {
      ...{ dataset, agency, quarter, today },
      categories: new CategoryFinder(dataset),
      occurrences: new Occurrences(),
      references: new Occurrences(),
    };
    return ({ line, fields }) => {
      if (fields.length !== width)
        return {
          line,
          field: 'row',
          reason: `${fields.length} fields where the header has ${width} columns`,
        };
      const field: Fields = (column) => {
        const text = fields[columns.get(column) ?? -1]?.trim() ?? '';
        return (column === 'category' && mapping.categories.get(plainWord(text))) || text;
      };
      try {
        const row = readRow(field, line, context);
        this.note(row, field);
        return row;
      } catch (fault) {
        if (fault instanceof Refusal) return { line, field: fault.field, reason: fault.reason };
        throw fault;
      }
    };
  }

  private note({ record }: DatasetRow, field: Fields): void {
    this.rows++;
    this.offences.add(record.offence);
    for (const column of this.header)
      if (!this.filled.has(column) && field(column) !== '') this.filled.add(column);
  }
}
