import { join } from 'node:path';
import type { Database } from '../../src/platform/database';
import { fileOf, streetLine, streetText, temporaryFolder } from '../ingest/files';
import { sql } from '../support/api';
import { FedFile } from '../support/command';
import { importAreas, partnershipOf } from '../support/ground';

/** The file that the tests of this folder import: three batches, none of whose rows is like another. */
export const ROWS = 12_000;
const NAME = '2023-05-bedfordshire-street.csv';
const LINES = streetText(
  ...Array.from({ length: ROWS }, (_, i) =>
    streetLine({ id: `${i}`, longitude: `-0.5${100 + (i % 400)}00` }),
  ),
);
const LAST = LINES.lastIndexOf('\r\n', LINES.length - 3) + 2;

/** The file in three parts: its header, all rows but the last, and the last. */
export const [HEADER, BODY, TAIL] = [0, LINES.indexOf('\n') + 1, LAST].map((start, i, starts) =>
  LINES.slice(start, starts[i + 1]),
);

/** The whole file on disk. */
export function streetFile(): string {
  return fileOf(LINES, NAME);
}

/** Named pipe in place of the street file, written part by part. */
export function fedStreetFile(): FedFile {
  return new FedFile(join(temporaryFolder(), NAME));
}

/** Arguments of `csg` that import a street file. */
export function importOf(path: string): string[] {
  return ['import', 'police-uk', '--partnership', 'FAULTS', path];
}

/** The closing line of an import of the whole file. */
export function closingLine(fate: 'loaded' | 'unchanged'): string {
  const count = (of: string) => (of === fate ? ROWS : 0);
  return `read ${ROWS} = loaded ${count('loaded')} + unchanged ${count('unchanged')} + outside 0 + unlocated 0 + rejected 0\n`;
}

/** A partnership that the file can be imported into. */
export async function prepareGround(database: Database): Promise<void> {
  await partnershipOf(database, 'FAULTS');
  const ring = [
    [-0.6, 51.8],
    [-0.4, 51.8],
    [-0.4, 51.95],
    [-0.6, 51.95],
    [-0.6, 51.8],
  ];
  await importAreas(database, 'FAULTS', 'WARD', [{ code: 'W1', ring }], { crs: undefined });
}

/** How much of the file is there. */
export async function contentOf(database: Database): Promise<{ incidents: number; submissions: number }> {
  const [counts] = await sql<{ incidents: number; submissions: number }>(
    database,
    `SELECT (SELECT count(*) FROM incident) AS incidents,
       (SELECT count(*) FROM submission WHERE file_name LIKE '%street.csv') AS submissions`,
  );
  return counts;
}
