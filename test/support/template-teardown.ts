import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { administer, demonstrationSign, template } from './template';

/** Jest's global tear-down: takes the templates of this run away. */
export default async function removeTemplate(): Promise<void> {
  rmSync(demonstrationSign(), { recursive: true, force: true });
  if (process.env.TEST_DATABASE_URL)
    await administer(
      `DROP DATABASE IF EXISTS ${template()} WITH (FORCE)`,
      `DROP DATABASE IF EXISTS ${template()}_demonstration WITH (FORCE)`,
    );
  else rmSync(dirname(template()), { recursive: true, force: true });
}
