import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { packageRoot } from '../src/platform/files';

/** Folders whose README files describe code or data. */
const FOLDERS = ['calibration', 'schema', 'seeds', 'src', 'web'];

/** Files without a line of their own: their names say the job, as docs/architecture.md lists it. */
const UNLISTED =
  /^(README[.]md|index[.]ts|tsconfig[.]json|sql|\w.*[.](entity|input|loaders|queries|resolver|type)[.]ts)$/;

/** Headings of the columns that list files. */
const LISTS = ['file', 'folder', 'folder or file'];

const readmes = FOLDERS.flatMap((folder) =>
  readdirSync(join(packageRoot, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /(^|\/)README[.]md$/.test(path))
    .map((path) => join(folder, path)),
).sort();

const cellsOf = (line: string) => line.split('|').slice(1, -1);

/** Cells of the columns that list files, without the headings. */
function listsOf(text: string): string[] {
  const found: string[] = [];
  let column = -1;
  let inTable = false;
  for (const line of text.split('\n')) {
    const cells = cellsOf(line);
    if (cells.length === 0) inTable = false;
    else if (!inTable) {
      inTable = true;
      column = cells.findIndex((cell) => LISTS.includes(cell.trim()));
    } else if (column >= 0 && !/^[\s:-]*$/.test(cells[column])) found.push(cells[column]);
  }
  return found;
}

/** Paths in a cell, from the README's folder. A bare name lies in the folder of the name before it. */
function pathsIn(cell: string): string[] {
  let folder = '';
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => {
    if (/\/./.test(name)) folder = dirname(name);
    return name.includes('/') || folder === '' ? name.replace(/\/$/, '') : join(folder, name);
  });
}

const matches = (pattern: string, name: string) =>
  new RegExp(`^${pattern.replaceAll('.', '[.]').replaceAll('*', '[^/]*')}$`).test(name);

/** Paths that the tables of a README list but its folder lacks, and those that the tables leave out. */
function faultsOf(readme: string): string[] {
  const folder = join(packageRoot, dirname(readme));
  const listed = listsOf(readFileSync(join(packageRoot, readme), 'utf8')).flatMap(pathsIn);
  if (listed.length === 0) return [];
  const inFolders = [...new Set(listed.map(dirname))].flatMap((inside) =>
    existsSync(join(folder, inside))
      ? readdirSync(join(folder, inside)).map((name) => join(inside, name))
      : [],
  );
  const isPart = (path: string) => listed.some((each) => each.startsWith(`${path}/`));
  return [
    ...listed
      .filter((pattern) => !inFolders.some((path) => matches(pattern, path)))
      .map((path) => `${path} does not exist`),
    ...inFolders
      .filter((path) => !UNLISTED.test(path.split('/').at(-1)!) && !isPart(path))
      .filter((path) => !listed.some((pattern) => matches(pattern, path)))
      .map((path) => `${path} is not listed`),
  ];
}

test('README files with tables are found', () => {
  const withTables = readmes.filter(
    (readme) => listsOf(readFileSync(join(packageRoot, readme), 'utf8')).length > 0,
  );
  expect(withTables.length).toBeGreaterThan(20);
});

test.each(readmes)('the tables of %s list the files of its folder, no more and no fewer', (readme) => {
  expect(faultsOf(readme)).toEqual([]);
});

test('a file that a README names exists', () => {
  const files = ['.dependency-cruiser.cjs', 'bench', 'scripts', 'test', ...FOLDERS].flatMap((top) =>
    top.startsWith('.')
      ? [`/${top}`]
      : readdirSync(join(packageRoot, top), { recursive: true, encoding: 'utf8' }).map(
          (path) => `/${top}/${path}`,
        ),
  );
  const missing = readmes.flatMap((readme) =>
    [...readFileSync(join(packageRoot, readme), 'utf8').matchAll(/`([\w./-]+[.](?:cjs|mjs|sql|tsx?))`/g)]
      .map(([, name]) => name)
      .filter((name) => !files.some((path) => path.endsWith(`/${name}`)))
      .map((name) => `${relative('.', readme)}: ${name}`),
  );
  expect(missing).toEqual([]);
});
