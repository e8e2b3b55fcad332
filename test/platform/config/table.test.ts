import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { settingsTable } from '../../../src/platform/config/table';
import { packageRoot } from '../../../src/platform/files';

test("the README's table of settings is the one that the settings make", () => {
  expect(readFileSync(join(packageRoot, 'README.md'), 'utf8')).toContain(`\n${settingsTable()}`);
});
