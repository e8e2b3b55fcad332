import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Where the shared reference data lies: `CSG_SHARED_DATA`, else `../shared/data` beside the repository. */
const root = process.env.CSG_SHARED_DATA ?? resolve(__dirname, '..', '..', 'shared', 'data');

/** The path of a file or folder of the shared data (relative to its root); null where it is not there. */
export function sharedData(path: string): string | null {
  const full = join(root, path);
  return existsSync(full) ? full : null;
}

/**
 * A `describe` block that needs files of the shared data. It gets their full paths, in the order asked; where one is
 * missing the block is skipped and its name says which.
 */
export function describeWithSharedData(
  name: string,
  paths: string[],
  body: (...found: string[]) => void,
): void {
  const missing = paths.filter((path) => !sharedData(path));
  if (missing.length === 0) describe(name, () => body(...paths.map((path) => sharedData(path) as string)));
  else
    describe.skip(`${name} (no shared data: ${missing.join(', ')}; set CSG_SHARED_DATA)`, () => {
      test('needs the shared data', () => undefined);
    });
}
