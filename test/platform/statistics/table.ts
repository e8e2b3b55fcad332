import { readFileSync } from 'node:fs';

/** A row of a table: texts and numbers by the names in its first line; a blank cell is missing. */
export type Row = Record<string, string | number | undefined>;

/** The rows of a comma-separated file without quotes. */
export function tableOf(path: string): Row[] {
  const [header, ...rows] = readFileSync(path, 'utf8').trim().split('\n');
  const names = header.split(',');
  return rows.map((row) => {
    const cells = row.split(',');
    return Object.fromEntries(names.map((name, i) => [name, parsed(cells[i])]));
  });
}

function parsed(cell: string): string | number | undefined {
  if (cell === '') return undefined;
  return Number.isNaN(Number(cell)) ? cell : Number(cell);
}
