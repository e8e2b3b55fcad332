import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { administer, filledName, SHARED_CONTENTS, signOf, template } from './template';

/** Jest's global tear-down: takes the templates of this run away. */
export default async function removeTemplate(): Promise<void> {
  for (const content of SHARED_CONTENTS) rmSync(signOf(content), { recursive: true, force: true });
  if (process.env.TEST_DATABASE_URL)
    await administer(
      ...[template(), ...SHARED_CONTENTS.map(filledName)].map(
        (name) => `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`,
      ),
    );
  else rmSync(dirname(template()), { recursive: true, force: true });
}
