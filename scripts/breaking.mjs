// Compares the published schema with that of the last release: a change that breaks a client fails, unless its line
// stands in schema/acknowledged-changes.txt. With --release, the published schema becomes that of the release.
import { readFileSync, writeFileSync } from 'node:fs';
import { buildSchema, findBreakingChanges } from 'graphql';

const PUBLISHED = 'schema/schema.graphql';
const RELEASED = 'schema/released.graphql';
const ACKNOWLEDGED = 'schema/acknowledged-changes.txt';

const published = readFileSync(PUBLISHED, 'utf8');
if (process.argv.includes('--release')) {
  writeFileSync(RELEASED, published);
  writeFileSync(ACKNOWLEDGED, '');
  console.log(`${RELEASED} is now ${PUBLISHED}; no change is acknowledged.`);
} else {
  const acknowledged = new Set(readFileSync(ACKNOWLEDGED, 'utf8').split('\n').filter(Boolean));
  const changes = findBreakingChanges(buildSchema(readFileSync(RELEASED, 'utf8')), buildSchema(published));
  const lines = changes.map(({ type, description }) => `${type}: ${description}`);
  const unknown = lines.filter((line) => !acknowledged.has(line));
  for (const line of unknown) console.error(line);
  const stale = [...acknowledged].filter((line) => !lines.includes(line));
  for (const line of stale) console.error(`Acknowledged, but not so: ${line}`);
  if (unknown.length > 0)
    console.error(`These break clients. Keep the old beside the new, or write the lines into ${ACKNOWLEDGED}.`);
  const failed = unknown.length > 0 || stale.length > 0;
  if (!failed) console.log(`Nothing breaks that is not acknowledged (${acknowledged.size} lines).`);
  process.exitCode = failed ? 1 : 0;
}
