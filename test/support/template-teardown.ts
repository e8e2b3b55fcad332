import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { administer, filledName, SHARED_CONTENTS, signOf, template } from './template';

/** Drops the readers' logins of databases that are gone: roles belong to the server. */
const DROP_READERS = `DO $$
  DECLARE reader name;
  BEGIN
    FOR reader IN
      SELECT rolname FROM pg_roles
      WHERE rolname ~ '^csg_reader_' AND shobj_description(oid, 'pg_authid') ~ ' database csg_test_'
        AND substring(shobj_description(oid, 'pg_authid') FROM '[^ ]+$') NOT IN (SELECT datname FROM pg_database)
    LOOP
      EXECUTE format('DROP ROLE IF EXISTS %I', reader);
    END LOOP;
  END $$`;

/** Jest's global tear-down: takes the templates of this run away. */
export default async function removeTemplate(): Promise<void> {
  for (const content of SHARED_CONTENTS) rmSync(signOf(content), { recursive: true, force: true });
  if (process.env.TEST_DATABASE_URL)
    await administer(
      ...[template(), ...SHARED_CONTENTS.map(filledName)].map(
        (name) => `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`,
      ),
      DROP_READERS,
    );
  else rmSync(dirname(template()), { recursive: true, force: true });
}
