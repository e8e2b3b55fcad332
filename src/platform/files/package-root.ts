import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

function findRoot(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  return findRoot(dirname(folder));
}

/** Folder of package.json, for a run from `src/` as for one from `dist/src/`. */
export const packageRoot = findRoot(__dirname);
