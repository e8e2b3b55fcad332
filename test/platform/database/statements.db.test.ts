/** @backend server */
import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { loadSql } from '../../../src/platform/database/sql';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { readDeclaredRows, sourceFiles } from './declared-rows';
import { Describer } from './described-columns';
import { rowFaults } from './row-faults';

const SOURCE = join(__dirname, '../../../src');

const { statements, madeInCode } = readDeclaredRows(join(SOURCE, '..'), sourceFiles(SOURCE));
const loaded = statements.map(({ folder, name, rows }) => ({
  file: relative(SOURCE, join(folder, 'sql', `${name}.sql`)),
  statement: loadSql(folder, name),
  rows,
}));

/** Statements that PostgreSQL cannot describe alone: with slots, or a FETCH, whose columns are those of its cursor. */
const cannotDescribe = ({ statement: { text } }: (typeof loaded)[number]) =>
  /\{\{\w+\}\}/.test(text) || /^\s*FETCH\b/.test(text);
const described = loaded.filter((each) => !cannotDescribe(each));
const undescribed = loaded.filter(cannotDescribe);

describe('statements found in the source', () => {
  it(`are ${described.length} to describe and ${undescribed.length} that cannot be`, () => {
    expect(described.length).toBeGreaterThan(100);
    expect(described.filter(({ rows }) => rows.length > 0).length).toBeGreaterThan(50);
    expect(described.length).toBeGreaterThan(3 * undescribed.length);
  });

  it('are all SQL files there are', () => {
    const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' });
    expect(loaded.map(({ file }) => file).sort()).toEqual(
      files.filter((file) => file.endsWith('.sql')).sort(),
    );
  });

  it('stand in files, but for the queries named here', () => {
    expect(madeInCode.map((place) => place.replace(/:\d+$/, ''))).toEqual([
      'src/domain/incidents/counts.queries.ts', // its columns are those that the caller groups by
      'src/platform/database/migrate.ts', // reads TypeORM's own table
    ]);
  });
});

describe('PostgreSQL returns the rows that the code declares for', () => {
  let fixture: TestDatabase;
  let describer: Describer;

  beforeAll(async () => {
    fixture = await createTestDatabase();
    describer = await Describer.connect(fixture.environment.DATABASE_URL);
  });
  afterAll(async () => {
    await describer.close();
    await fixture.remove();
  });

  it.each(described)('$file', async ({ statement, rows }) => {
    const columns = await describer.columnsOf(statement);
    const faults = rows.flatMap(({ at, type }) => rowFaults(columns, type).map((fault) => `${at}: ${fault}`));
    expect(faults).toEqual([]);
  });
});
