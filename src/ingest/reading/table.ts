import type { SourceFile } from '../../platform/files';
import { type CsvLayout, openCsv } from './csv';
import type { RowReject } from './record';

/** Reason for the refusal of a field, thrown by the function that reads it. */
export class Refusal extends Error {
  constructor(
    readonly field: string,
    readonly reason: string,
  ) {
    super(reason);
  }
}

/** Reads a field of a row by column, trimmed. */
export type Fields<Column extends string> = (column: Column) => string;

/** Whether a row is a reject. */
export function isRefused<T extends object>(row: T | RowReject): row is RowReject {
  return 'reason' in row;
}

/**
 * Reads a CSV file row by row, in batches, and converts each row by `read`. A row is rejected where `read` throws a
 * {@link Refusal}, or the row has another number of fields than the header.
 *
 * @throws Problem where the header is not of the layout.
 */
export async function* readTable<Column extends string, T extends object>(
  file: SourceFile,
  layout: CsvLayout<Column>,
  read: (field: Fields<Column>, line: number) => T,
): AsyncGenerator<(T | RowReject)[]> {
  const { columns, width, rows } = await openCsv(file, layout);
  for await (const batch of rows)
    yield batch.map(({ line, fields }): T | RowReject => {
      if (fields.length !== width)
        return {
          line,
          field: 'row',
          reason: `${fields.length} fields where the header has ${width} columns`,
        };
      try {
        return read((column) => fields[columns[column]].trim(), line);
      } catch (fault) {
        if (!(fault instanceof Refusal)) throw fault;
        return { line, field: fault.field, reason: fault.reason };
      }
    });
}

/** Column names of a CSV file, in lower case; empty for an empty file. */
export async function headerOf(rows: AsyncIterable<{ fields: string[] }[]>): Promise<string[]> {
  for await (const batch of rows)
    if (batch.length > 0) return batch[0].fields.map((name) => name.trim().toLowerCase());
  return [];
}

const COUNT = /^\d{1,9}$/;

/** Whole number of zero or more. @throws Refusal. */
export function countOf(column: string, text: string): number {
  if (!COUNT.test(text)) throw new Refusal(column, 'not a whole number of zero or more');
  return Number(text);
}

/** Year of four digits. @throws Refusal. */
export function yearOf(column: string, text: string): number {
  if (!/^(19|2\d)\d\d$/.test(text)) throw new Refusal(column, 'not a year');
  return Number(text);
}
