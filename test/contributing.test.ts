import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../src/platform/files';

/** Names in backticks in the cells of the table of CONTRIBUTING.md that says where to look. */
const cells = readFileSync(join(packageRoot, 'CONTRIBUTING.md'), 'utf8')
  .split('\n| to find | look in |\n')[1]
  .split('\n\n')[0]
  .split('\n')
  .slice(1)
  .map((line) => [...line.split('|')[2].matchAll(/`([^`]+)`/g)].map(([, name]) => name));

const FOLDER = /^(src|test|web|migrations)(\/|$)/;

test('every folder and file that a newcomer is sent to is there', () => {
  let seen = 0;
  for (const names of cells) {
    let folder = '';
    for (const name of names) {
      if (FOLDER.test(name)) folder = name;
      if (!/^(src|test|web|migrations)(\/|$)|[.](ts|sql)$/.test(name)) continue;
      expect([name, existsSync(join(packageRoot, FOLDER.test(name) ? name : join(folder, name)))]).toEqual([
        name,
        true,
      ]);
      seen += 1;
    }
  }
  expect(seen).toBeGreaterThan(15);
});
