import { readFileSync } from 'node:fs';
import { strFromU8, unzipSync } from 'fflate';

/** A row of a sheet: texts and numbers by the names in its first row; a blank cell is missing. */
export type SheetRow = Record<string, string | number | undefined>;

const text = (xml: string) =>
  xml.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');

/** Position of a column by its letters: A is 0. */
const columnOf = (letters: string) =>
  [...letters].reduce((sum, letter) => 26 * sum + letter.charCodeAt(0) - 64, 0) - 1;

/** The rows of a sheet (counted from 1) of an Excel file. */
export function sheetOf(path: string, sheet = 1): SheetRow[] {
  const files = unzipSync(readFileSync(path));
  const xml = (name: string) => strFromU8(files[name]);
  const shared = [...xml('xl/sharedStrings.xml').matchAll(/<si>(.*?)<\/si>/gs)].map(([, item]) =>
    text([...item.matchAll(/<t[^>]*>(.*?)<\/t>/gs)].map(([, part]) => part).join('')),
  );
  const rows = xml(`xl/worksheets/sheet${sheet}.xml`)
    .split('<row ')
    .slice(1)
    .map((cells) => {
      const row: (string | number | undefined)[] = [];
      for (const cell of cells.split('<c ').slice(1)) {
        const value = /<v>(.*?)<\/v>/.exec(cell)?.[1];
        const place = /r="([A-Z]+)\d+"/.exec(cell)![1];
        if (value !== undefined)
          row[columnOf(place)] = / t="s"/.test(cell) ? shared[Number(value)] : Number(value);
      }
      return row;
    });
  const [header, ...below] = rows;
  return below
    .filter((row) => row.length > 0)
    .map((row) => Object.fromEntries(Array.from(header, (name, i) => [String(name), row[i]])));
}

/** The rows of a comma-separated file as texts by header name. */
export function csvOf(path: string): Record<string, string>[] {
  const lines = readFileSync(path, 'utf8')
    .replace(/^\uFEFF/, '')
    .trim();
  const [header, ...rows] = lines
    .split(/\r?\n(?=(?:[^"]*"[^"]*")*[^"]*$)/)
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"([^"]*)"|([^,]*))/g)].map(([, quoted, plain]) =>
        (quoted ?? plain).trim(),
      ),
    );
  return rows.map((row) => Object.fromEntries(header.map((name, i) => [name, row[i]])));
}
