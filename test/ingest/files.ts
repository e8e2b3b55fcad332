import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readOutcomes } from '../../src/ingest/police-uk/outcomes';
import { readStreet } from '../../src/ingest/police-uk/street';
import { isReject, type ReadRow } from '../../src/ingest/reading/reader';
import type { IncidentRecord, OutcomeRecord, RowReject } from '../../src/ingest/reading/record';
import { Problem } from '../../src/platform/errors';
import { openSource } from '../../src/platform/files';

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

/** The columns of a stop-and-search file in the publisher's order. */
export const SEARCH_HEADER =
  'Type,Date,Part of a policing operation,Policing operation,Latitude,Longitude,Gender,Age range,' +
  'Self-defined ethnicity,Officer-defined ethnicity,Legislation,Object of search,Outcome,' +
  'Outcome linked to object of search,Removal of more than just outer clothing';

/** Fields of a stop-and-search row that differ from an ordinary one. */
export interface SearchFields {
  type?: string;
  date?: string;
  latitude?: string;
  longitude?: string;
  gender?: string;
  age?: string;
  selfDefined?: string;
  officerDefined?: string;
  outcome?: string;
}

/** A line of a stop-and-search file. */
export function searchLine(fields: SearchFields = {}): string {
  const {
    type = 'Person search',
    date = '2023-05-14T13:45:00+00:00',
    latitude = '51.886000',
    longitude = '-0.521000',
    gender = 'Male',
    age = '18-24',
    selfDefined = 'White - English/Welsh/Scottish/Northern Irish/British',
    officerDefined = 'White',
    outcome = 'A no further action disposal',
  } = fields;
  return [
    ...[type, date, 'False', '', latitude, longitude, gender, age, selfDefined, officerDefined],
    ...['Misuse of Drugs Act 1971 (section 23)', 'Controlled drugs', outcome, '', 'False'],
  ].join(',');
}

/** The columns of a file of people. */
export const PEOPLE_HEADER =
  'incident_reference,source,role,organisation,sex,age,age_band_system,age_band,ethnicity_system,ethnicity,pseudonym,' +
  'home_lsoa,home_ward';

/** Fields of a person's row that differ from an ordinary one. */
export interface PersonFields {
  reference?: string;
  source?: string;
  role?: string;
  organisation?: string;
  sex?: string;
  age?: string;
  ageBandSystem?: string;
  ageBand?: string;
  ethnicitySystem?: string;
  ethnicity?: string;
  pseudonym?: string;
  homeLsoa?: string;
  homeWard?: string;
}

/** A line of a file of people. */
export function personLine(fields: PersonFields = {}): string {
  const {
    reference = 'R/1',
    source = 'police-crimes',
    role = 'VICTIM',
    organisation = '',
    sex = 'F',
  } = fields;
  const { age = '', ageBandSystem = '', ageBand = '', ethnicitySystem = '', ethnicity = '' } = fields;
  const { pseudonym = '', homeLsoa = '', homeWard = '' } = fields;
  return [
    ...[reference, source, role, organisation, sex, age, ageBandSystem, ageBand],
    ...[ethnicitySystem, ethnicity, pseudonym, homeLsoa, homeWard],
  ].join(',');
}

/** A file of people. */
export function peopleText(...rows: PersonFields[]): string {
  return [PEOPLE_HEADER, ...rows.map(personLine)].map((line) => `${line}\n`).join('');
}
