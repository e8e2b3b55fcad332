import { join } from 'node:path';

/** The path of a file or folder of `test/fixtures`, whose README tells where each comes from. */
export function fixturePath(path: string): string {
  return join(__dirname, '..', 'fixtures', path);
}
