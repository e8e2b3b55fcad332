/** @backend either */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Viewer } from '../../src/access';
import { packageRoot } from '../../src/platform/files';
import { Api, analystOf, sql } from '../support/api';
import { countStatements } from '../support/statements';
import { type DemonstrationHouse, openHouse } from './doors/house';

/**
 * Statements that a request costs, so that none reads anything twice: those that begin and end a transaction count too
 * (three for each, and two that seal the rights of a key). Answers are not kept, and the vocabulary is known.
 */
let house: DemonstrationHouse;
let api: Api;
let analyst: Viewer;

beforeAll(async () => {
  house = await openHouse({ cacheMegabytes: 0 });
  const [{ id }] = await sql<{ id: number }>(house.database, 'SELECT id FROM partnership');
  analyst = analystOf(id);
  api = await Api.on(house.database, analyst);
});
afterAll(() => house.remove());

describe('GraphQL', () => {
  const ASKED = { partnership: 'DEMO2009', period: { from: '2009-01-01', to: '2009-06-30' } };
  const OPERATIONS: [string, number][] = [
    ['theme-ranking', 27],
    ['strategic-assessment', 78],
  ];

  test.each(OPERATIONS)('the operation %s', async (name, statements) => {
    const operation = readFileSync(join(packageRoot, 'schema/operations', `${name}.graphql`), 'utf8');
    await api.ask(operation, ASKED);
    expect(await api.statements(operation, ASKED)).toBe(statements);
  });
});

describe('OGC API – Features', () => {
  const ADDRESSES: [string, number][] = [
    ['/ogc/collections', 14],
    ['/ogc/collections/wards', 13],
    ['/ogc/collections/wards/items?limit=5', 12],
    ['/ogc/collections/wards/items?bbox=-0.54,51.87,-0.5,51.9', 12],
    ['/ogc/collections/wards/items?crs=http://www.opengis.net/def/crs/EPSG/0/27700', 12],
    ['/ogc/collections/wards/items/ID', 12],
  ];

  test.each(ADDRESSES)('%s', async (address, statements) => {
    const [{ id }] = await sql<{ id: number }>(
      house.database,
      "SELECT id FROM area WHERE kind = 'WARD' AND daterange(valid_from, valid_to, '[]') @> current_date LIMIT 1",
    );
    const path = address.replace('ID', await api.idOf('Ward', id, 0));
    const ask = async () => expect((await house.get(path, house.analyst)).statusCode).toBe(200);
    // One of them may look the key up again, which is remembered for some seconds.
    const counts: number[] = [];
    for (let i = 0; i < 4; i++) counts.push(await countStatements(house.database, ask));
    expect(Math.min(...counts)).toBe(statements);
  });
});
