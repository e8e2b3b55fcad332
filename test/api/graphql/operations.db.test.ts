/** @backend either */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, type GraphQLSchema, parse, validate } from 'graphql';
import { demonstration } from '../../../seeds/demonstration';
import { trackHotspots } from '../../../src/analytics/hotspots';
import { findPartnership } from '../../../src/domain/areas';
import { Api, analystOf } from '../../support/api';
import { createDemonstration, type TestDatabase } from '../../support/database';

const SCHEMA = join(__dirname, '..', '..', '..', 'schema');

interface Example {
  file: string;
  source: string;
  variables: object;
}

/** Comment lines above the operation; what follows `Variables:` is JSON. */
function variablesIn(source: string): object {
  const comment = source.match(/^(#.*\n)+/)?.[0].replace(/^# ?/gm, '') ?? '';
  const [, json] = comment.split('Variables:');
  return json ? JSON.parse(json) : {};
}

const examples: Example[] = readdirSync(join(SCHEMA, 'operations'))
  .filter((file) => file.endsWith('.graphql'))
  .map((file) => {
    const source = readFileSync(join(SCHEMA, 'operations', file), 'utf8');
    return { file, source, variables: variablesIn(source) };
  });

/** Lists that are empty where nothing is amiss. */
const AMISS = ['caveats', 'leftOut'];

/** The lists of an answer that are not within another list, by path. */
function listsIn(value: unknown, path = ''): [string, unknown[]][] {
  if (Array.isArray(value)) return [[path, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value)
    .filter(([name]) => !AMISS.includes(name))
    .flatMap(([name, field]) => listsIn(field, `${path}.${name}`));
}

describe('the example operations', () => {
  let published: GraphQLSchema;
  let test: TestDatabase;
  let api: Api;

  beforeAll(async () => {
    published = buildSchema(readFileSync(join(SCHEMA, 'schema.graphql'), 'utf8'));
    test = await createDemonstration();
    const { id } = await test.database.transaction({}, (session) =>
      findPartnership(session, demonstration.code),
    );
    await trackHotspots(test.database, id);
    api = await Api.on(test.database, analystOf(id));
  }, 120_000);

  afterAll(() => test.remove());

  it('are there', () => expect(examples.length).toBeGreaterThan(5));

  it.each(examples)('$file is valid against the published schema', ({ source }) => {
    expect(validate(published, parse(source))).toEqual([]);
  });

  it.each(examples)('$file answers on the demonstration with the variables it names', async (example) => {
    const named = JSON.stringify(example.variables).replace(
      'id of plan.graphql',
      await api.idOf('Action', 1),
    );
    const answer = await api.ask<Record<string, unknown>>(example.source, JSON.parse(named));
    const lists = listsIn(answer);
    expect(lists.length).toBeGreaterThan(0);
    for (const [path, list] of lists) expect([path, list.length]).not.toEqual([path, 0]);
  });
});
