import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { openSource } from '../../src/ingest/file';
import { readOutcomes } from '../../src/ingest/police-uk/outcomes';
import { readStreet } from '../../src/ingest/police-uk/street';
import { isReject, type ReadRow } from '../../src/ingest/reader';
import type { IncidentRecord, OutcomeRecord, RowReject } from '../../src/ingest/record';
import { Problem } from '../../src/problem';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A folder that is removed after the tests of the file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'csg-ingest-'));
  folders.push(folder);
  return folder;
}

/** Writes a file below a folder of its own and returns its path. */
export function fileOf(content: string | Buffer, name = 'test.csv', folder = temporaryFolder()): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return path;
}

/** All that an async iterable yields. */
export async function gather<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** The Problem that a task fails with. Anything else fails the test. */
export async function problemOf(task: Promise<unknown>): Promise<Problem> {
  const fault = await task.then(
    () => new Error('nothing was refused'),
    (reason) => reason,
  );
  if (!(fault instanceof Problem)) throw fault;
  return fault;
}

/** The columns of a street file in the publisher's order. */
export const STREET_HEADER =
  'Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,Last outcome category,Context';

/** Fields of a street row that differ from an ordinary one. */
export interface StreetFields {
  id?: string;
  month?: string;
  longitude?: string;
  latitude?: string;
  location?: string;
  lsoa?: string;
  lsoaName?: string;
  type?: string;
  outcome?: string;
}

/** A line of a street file. */
export function streetLine(fields: StreetFields = {}): string {
  const {
    id = '',
    month = '2023-05',
    longitude = '-0.521000',
    latitude = '51.886000',
    location = 'On or near High Street',
    lsoa = 'E01017371',
    lsoaName = 'Central Bedfordshire 012A',
    type = 'Anti-social behaviour',
    outcome = '',
  } = fields;
  const force = 'Bedfordshire Police';
  return [id, month, force, force, longitude, latitude, location, lsoa, lsoaName, type, outcome, ''].join(
    ',',
  );
}

/** A street file as it is published: CRLF. */
export function streetText(...lines: string[]): string {
  return [STREET_HEADER, ...lines].map((line) => `${line}\r\n`).join('');
}

/** The columns of an outcomes file in the publisher's order. */
export const OUTCOMES_HEADER =
  'Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Outcome type';

/** Fields of an outcomes row that differ from an ordinary one. */
export interface OutcomeFields {
  id?: string;
  month?: string;
  longitude?: string;
  latitude?: string;
  location?: string;
  type?: string;
}

/** A line of an outcomes file. Its place is that of {@link streetLine}. */
export function outcomeLine(fields: OutcomeFields = {}): string {
  const {
    id = 'c0ffee',
    month = '2023-05',
    longitude = '-0.521000',
    latitude = '51.886000',
    location = 'On or near High Street',
    type = 'Suspect charged',
  } = fields;
  const force = 'Bedfordshire Police';
  return `${id},${month},${force},${force},${longitude},${latitude},${location},E01017371,Central Bedfordshire 012A,${type}`;
}

/** An outcomes file as it is published: CRLF. */
export function outcomesText(...lines: string[]): string {
  return [OUTCOMES_HEADER, ...lines].map((line) => `${line}\r\n`).join('');
}

/** Reads an outcomes file whole. */
export async function readOutcomeRows(path: string, now?: Date): Promise<ReadRow<OutcomeRecord>[]> {
  return (await gather(readOutcomes(await openSource(path), now))).flat();
}

/** Reads a street file whole. */
export async function readRows(path: string, now?: Date): Promise<ReadRow[]> {
  return (await gather(readStreet(await openSource(path), now))).flat();
}

/** The incidents among rows, failing where one was refused. */
export function incidents<Row extends object = IncidentRecord>(rows: ReadRow<Row>[]): Row[] {
  const refused = rows.find(isReject);
  if (refused) throw new Error(`line ${refused.line} was refused: ${refused.field}: ${refused.reason}`);
  return rows as Row[];
}

/** The refused among rows. */
export function rejects(rows: ReadRow<object>[]): RowReject[] {
  return rows.filter(isReject);
}
