// Writes schema/schema.graphql from the built schema; with --check, fails where the file is stale, or where a type,
// field, argument or value lacks its description.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const graphql = require('graphql'); // the same copy that the schema was built with
const { buildApiSchema } = require('../dist/src/schema.js');

const FILE = 'schema/schema.graphql';

/** Coordinates (`Type.field(argument:)`) of everything that a reader of the schema would have to guess at. */
function* undescribed(schema) {
  for (const type of Object.values(schema.getTypeMap())) {
    if (graphql.isIntrospectionType(type) || graphql.isSpecifiedScalarType(type)) continue;
    const operations = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
    if (!type.description && !operations.includes(type)) yield type.name;
    if (graphql.isEnumType(type))
      for (const value of type.getValues()) if (!value.description) yield `${type.name}.${value.name}`;
    if (!('getFields' in type)) continue;
    for (const field of Object.values(type.getFields())) {
      if (!field.description) yield `${type.name}.${field.name}`;
      for (const argument of field.args ?? [])
        if (!argument.description) yield `${type.name}.${field.name}(${argument.name}:)`;
    }
  }
}

const schema = graphql.lexicographicSortSchema(await buildApiSchema());
const sdl = `${graphql.printSchema(schema)}\n`;

if (!process.argv.includes('--check')) {
  mkdirSync('schema', { recursive: true });
  writeFileSync(FILE, sdl);
  console.log(`Wrote ${FILE}.`);
} else {
  const faults = [...undescribed(schema)].map((coordinate) => `${coordinate} has no description.`);
  let written = '';
  try {
    written = readFileSync(FILE, 'utf8');
  } catch {
    // Missing is as stale as it gets.
  }
  if (written !== sdl) faults.push(`${FILE} is stale: run npm run schema, and commit it.`);
  for (const fault of faults) console.error(fault);
  if (faults.length === 0) console.log(`${FILE} is fresh, and everything in it has a description.`);
  process.exitCode = faults.length > 0 ? 1 : 0;
}
