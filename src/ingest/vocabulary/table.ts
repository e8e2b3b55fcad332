import type { ThemeDefinition } from '../../domain/vocabulary';
import { fileProblem } from '../../platform/files';
import type { Content } from '../reading/content';
import { readSmallTable, widthFault } from '../reading/small-table';

/** Theme read from a file, unchecked. */
export interface ReadTheme {
  line: number;
  theme: unknown;
  /** Reason why the row cannot be read; absent where it can. */
  fault?: string;
}

type Column = keyof ThemeDefinition;

const REQUIRED: readonly Column[] = ['code', 'name'];

/** Codes are separated by spaces; names, which contain spaces, by semicolons. */
const codes = (text: string) => text.split(/[\s;|]+/).filter(Boolean);
const names = (text: string) =>
  text
    .split(';')
    .map((name) => name.trim())
    .filter(Boolean);

/** Parsers of non-blank fields by column. Text that cannot be interpreted is passed on for the check to refuse. */
const READ: Record<Column, (text: string) => unknown> = {
  code: (text) => text,
  name: (text) => text,
  group: (text) => text.toLowerCase(),
  parent: (text) => text,
  aliases: names,
  sensitive: (text) => ({ yes: true, true: true, no: false, false: false })[text.toLowerCase()] ?? text,
  statutory: (text) => text,
  offences: codes,
  flags: codes,
  match: (text) => text.toUpperCase(),
  indicator: (text) => text,
  sources: (text) => Object.fromEntries(codes(text).map((pair) => pair.split('=', 2))),
};

/**
 * Reads a table of themes: `code, name` and any of `group, parent, aliases, sensitive, statutory, offences, flags,
 * match,
 * indicator, sources`. A blank field is left unset.
 *
 * @throws Problem where a column is missing or unknown.
 */
export async function themesOfTable(content: Content): Promise<ReadTheme[]> {
  const { header, rows } = await readSmallTable(content);
  const columns = header.fields.map((name) => name.trim().toLowerCase());
  const missing = REQUIRED.find((column) => !columns.includes(column));
  if (missing) throw fileProblem(content, `the column ${missing} is missing.`, header.line);
  const unknown = columns.findIndex((column) => !(column in READ));
  if (unknown >= 0)
    throw fileProblem(
      content,
      `column ${unknown + 1} is not known. Allowed: ${Object.keys(READ).join(', ')}.`,
      header.line,
    );
  return rows.map((row) => {
    const fault = widthFault(row, header);
    if (fault !== null) return { line: row.line, theme: null, fault };
    const filled = columns.flatMap((column, i): [string, unknown][] => {
      const text = row.fields[i].trim();
      return text === '' ? [] : [[column, READ[column as Column](text)]];
    });
    return { line: row.line, theme: Object.fromEntries(filled) };
  });
}
