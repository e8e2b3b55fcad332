// Writes schema/schema.graphql from the built schema, and the types of the operations in web/; with --check, fails
// where either is stale, or where a type, field, argument or value lacks its description.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const graphql = require('graphql'); // the same copy that the schema was built with
const { buildApiSchema } = require('../dist/src/api/graphql/schema.js');

const { minifyIntrospection, outputIntrospectionFile } = require('@gql.tada/internal');

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

/** The schema as the type that the operations in web/ are checked against. */
function operationTypes() {
  const introspection = minifyIntrospection(graphql.introspectionFromSchema(schema, { descriptions: false }));
  const types = outputIntrospectionFile(introspection, { fileType: '.d.ts', shouldPreprocess: true });
  return types.slice(0, types.indexOf('import * as gqlTada')).trimEnd().concat('\n');
}

const generated = {
  'schema/schema.graphql': `${graphql.printSchema(schema)}\n`,
  'web/schema/schema.generated.d.ts': operationTypes(),
};

function isStale([file, text]) {
  try {
    return readFileSync(file, 'utf8') !== text;
  } catch {
    return true; // missing is as stale as it gets
  }
}

if (!process.argv.includes('--check')) {
  mkdirSync('schema', { recursive: true });
  for (const [file, text] of Object.entries(generated)) writeFileSync(file, text);
  console.log(`Wrote ${Object.keys(generated).join(' and ')}.`);
} else {
  const faults = [...undescribed(schema)].map((coordinate) => `${coordinate} has no description.`);
  for (const [file] of Object.entries(generated).filter(isStale))
    faults.push(`${file} is stale: run npm run schema, and commit it.`);
  for (const fault of faults) console.error(fault);
  if (faults.length === 0) console.log('The published schema is fresh, and everything in it has a description.');
  process.exitCode = faults.length > 0 ? 1 : 0;
}
