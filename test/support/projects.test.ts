import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';
import { pragmasOf } from './pragmas.cjs';

const TESTS = resolve(__dirname, '..');
const files = readdirSync(TESTS, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.test.ts'))
  .map((name) => join(TESTS, name));
const needsDatabase = (path: string) => path.endsWith('.db.test.ts');
const short = (path: string) => relative(resolve(TESTS, '..'), path);

/** Modules of the repository that a file imports for their values, as paths. */
function importsOf(path: string): string[] {
  const { importedFiles } = ts.preProcessFile(withoutTypes(readFileSync(path, 'utf8')), true, true);
  return importedFiles
    .filter(({ fileName }) => fileName.startsWith('.'))
    .map(({ fileName }) => resolve(dirname(path), fileName.replace(/[.]js$/, '')))
    .map((target) => [`${target}.ts`, join(target, 'index.ts')].find((each) => existsSync(each)) ?? target);
}

const withoutTypes = (text: string) => text.replaceAll(/^import type [^;]*;/gm, '');

/** Modules that a test reaches by way of the test folder, itself left out. */
function reachedFrom(path: string, reached = new Set<string>()): Set<string> {
  for (const target of importsOf(path))
    if (!reached.has(target)) {
      reached.add(target);
      if (target.startsWith(TESTS) && target.endsWith('.ts')) reachedFrom(target, reached);
    }
  return reached;
}

/** Modules, as seen from the test folder, that open a database or start the product. */
const DATABASE = [
  'test/support/database.ts',
  'test/support/template.ts',
  'src/app.ts',
  'src/platform/database/index.ts',
];
const databaseOf = (path: string) =>
  [...reachedFrom(path)].map(short).filter((each) => DATABASE.includes(each));

test('files of both projects are found', () => {
  expect(files.filter(needsDatabase).length).toBeGreaterThan(50);
  expect(files.filter((path) => !needsDatabase(path)).length).toBeGreaterThan(50);
});

test('a test of the project unit imports nothing of the database', () => {
  const wrong = files.filter((path) => !needsDatabase(path) && databaseOf(path).length > 0);
  expect(wrong.map((path) => `${short(path)} imports ${databaseOf(path)}: name it *.db.test.ts`)).toEqual([]);
});

test('a test of the project db uses one', () => {
  const wrong = files.filter((path) => needsDatabase(path) && databaseOf(path).length === 0);
  expect(wrong.map((path) => `${short(path)} asks no database: name it *.test.ts`)).toEqual([]);
});

test('every pragma has a value that is known, and only a test of the project db has a back end', () => {
  const backends = files.map((path) => ({ path, ...pragmasOf(path) }));
  expect(backends.filter(({ path, backend }) => !needsDatabase(path) && backend !== 'both')).toEqual([]);
});
