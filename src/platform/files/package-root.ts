import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

function findRoot(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  return findRoot(dirname(folder));
}

/** Folder of package.json: the same whether this runs from `src/` or from `dist/src/`. */
export const packageRoot = findRoot(__dirname);
