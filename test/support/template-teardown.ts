import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { administer, template } from './template';

/** Jest's global tear-down: takes the template of this run away. */
export default async function removeTemplate(): Promise<void> {
  if (process.env.TEST_DATABASE_URL) await administer(`DROP DATABASE IF EXISTS ${template()} WITH (FORCE)`);
  else rmSync(dirname(template()), { recursive: true, force: true });
}
