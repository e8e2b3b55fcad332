/**
 * Every analytic, asked about a period of which no day can be counted: never zero, never an empty list.
 *
 * @backend either
 */
import {
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';
import { buildApiSchema } from '../../../src/api/graphql/schema';
import { addMonths } from '../../../src/platform/calendar';
import { streetFile } from '../../domain/incidents/coverage/street-files';
import { Api, analystOf } from '../../support/api';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { dunstableOf } from '../../support/ground';
import { importStreetFiles } from '../../support/records';

type Field = GraphQLField<unknown, unknown>;

const HOLE = 'HOLE';
const EMPTY = 'EMPTY';
/** Nothing was delivered of it, but of the quarters before and after. */
const UNDELIVERED = { from: '2022-04-01', to: '2022-06-30' };
/** Delivered, but by a source that tells only the month. */
const PART_MONTH = { from: '2022-08-05', to: '2022-08-25' };
const PERIODS = { undelivered: UNDELIVERED, 'without a whole month': PART_MONTH };

let fixture: TestDatabase;
let api: Api;
let schema: GraphQLSchema;

beforeAll(async () => {
  fixture = await createTestDatabase();
  const { database } = fixture;
  const id = await dunstableOf(database, HOLE);
  await dunstableOf(database, EMPTY);
  const months = Array.from({ length: 18 }, (_, i) => addMonths('2021-07-01', i));
  const delivered = months.filter((month) => month < UNDELIVERED.from || month > UNDELIVERED.to);
  const files = delivered.map((month) => streetFile({ month: month.slice(0, 7), rows: 12 }));
  await importStreetFiles(database, HOLE, files);
  api = await Api.on(database, analystOf(id));
  schema = await buildApiSchema();
}, 120_000);
afterAll(() => fixture.remove());

const WHERE = 'IncidentFilter';

/** Arguments that ask about a period of a partnership; null where the field has none that names one. */
function argsOf(field: Field, partnership: string, period: object): Record<string, unknown> | null {
  const given: Record<string, unknown> = {};
  for (const { name, type } of field.args) {
    if (getNamedType(type).name === WHERE) given[name] = { partnership, period };
    else if (name === 'partnership') given[name] = partnership;
    else if (name === 'period') given[name] = period;
    else if (name === 'quarter') given[name] = '2022-Q2';
    else if (name === 'kind') given[name] = 'WARD';
    else if (name === 'theme') given[name] = 'burglary';
    else if (name === 'by' && isListType(nullable(type))) given[name] = ['MONTH'];
  }
  const asksPeriod = 'period' in given || 'quarter' in given || field.args.some(({ type }) => isFilter(type));
  const known = field.args.every((argument) => !isRequiredArgument(argument) || argument.name in given);
  return asksPeriod && known ? given : null;
}

const nullable = (type: GraphQLInputType) => (isNonNullType(type) ? type.ofType : type);
const isFilter = (type: GraphQLInputType) => getNamedType(type).name === WHERE;

/** What the answer says of itself and of the vocabulary, and what people judged: none of it is counted. */
const NOT_COUNTED = new Set([
  ...['parameters', 'caveats', 'sources', 'dataVersion', 'pageInfo', 'assertedHistory', 'comparisons'],
  ...['hasNextPage', 'perturbed', 'vocabulary', 'month', 'features'],
]);

/** All fields that need no arguments, down to a depth. */
function fieldsOf(type: GraphQLOutputType, depth: number): string {
  const named = getNamedType(type);
  if (!isObjectType(named)) return '';
  const parts = Object.values(named.getFields())
    .filter(({ name, args }) => !NOT_COUNTED.has(name) && !args.some(isRequiredArgument))
    .map((field) => {
      if (!isObjectType(getNamedType(field.type))) return field.name;
      const inner = depth > 0 ? fieldsOf(field.type, depth - 1) : '';
      return inner ? `${field.name} ${inner}` : '';
    });
  return parts.some(Boolean) ? `{ ${parts.filter(Boolean).join(' ')} }` : '';
}

/** Paths of zeros and empty lists in an answer. */
function falseZeros(value: unknown, path = ''): string[] {
  if (value === 0) return [path];
  if (Array.isArray(value))
    return value.length === 0 ? [`${path}[]`] : value.flatMap((each) => falseZeros(each, `${path}[]`));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, field]) => falseZeros(field, `${path}.${name}`));
}

/** Answers of surveys and of meetings, which count no incidents. */
const WITHOUT_INCIDENTS = ['publicPerception'];

/** Fields of Query that read incidents by a filter or a period, by name, with their arguments. */
function asked(partnership: string, period: object): [Field, Record<string, unknown>][] {
  return Object.values(schema.getQueryType()!.getFields())
    .filter(({ name, extensions }) => extensions.needs !== undefined && !WITHOUT_INCIDENTS.includes(name))
    .flatMap((field) => {
      const args = argsOf(field, partnership, period);
      return args ? [[field, args] as [Field, Record<string, unknown>]] : [];
    });
}

async function answer(field: Field, args: Record<string, unknown>) {
  const given = field.args.filter(({ name }) => name in args);
  const declared = given.map(({ name, type }) => `$${name}: ${type}`).join(', ');
  const used = given.map(({ name }) => `${name}: $${name}`).join(', ');
  const source = `query (${declared}) { ${field.name}(${used}) ${fieldsOf(field.type, 3)} }`;
  const { data, errors = [] } = await api.execute(source, args);
  const codes = errors.map(({ originalError }) => (originalError as { code?: string } | undefined)?.code);
  return { found: data?.[field.name] ?? null, codes, messages: errors.map(({ message }) => message) };
}

/** Zeros and empty lists that tell of something else than the period, by field. */
const OF_OTHERS: Record<string, RegExp> = {
  // The total is null beside them.
  incidentCounts: /^.rows\[\]$/,
  // Numbers of criteria that are known and compared, and lists of judgements.
  themeRanking: /answered|[.]of$|rankedOn|conflicts|Priorities/,
  // No season of the months before is named.
  seasonality: /peakSeasons/,
};

test('every kind of analytic is among those asked', () => {
  const names = asked(HOLE, UNDELIVERED).map(([{ name }]) => name);
  expect(
    [
      ...['hotspotClusters', 'hotspotGrid', 'concentration', 'coincidingHotspots', 'emergingHotspots'],
      ...['hotspotAccuracy', 'repeatVictimisation', 'nearRepeats', 'weekGrid', 'trend', 'seasonality'],
      ...['incidentCounts', 'incidents', 'incidentFeatures', 'incidentPlaces', 'areaRates', 'themeRanking'],
      ...['quarterlyReview', 'strategicAssessment', 'problemProfile', 'victimProfile', 'crimeCosts'],
    ].filter((name) => !names.includes(name)),
  ).toEqual([]);
});

describe.each(Object.entries(PERIODS))('a period that is %s', (_, period) => {
  test('is answered with null or refused by every analytic', async () => {
    const wrong: Record<string, unknown> = {};
    for (const [field, args] of asked(HOLE, period)) {
      if (field.name === 'quarterlyReview' && period !== UNDELIVERED) continue;
      const { found, codes, messages } = await answer(field, args);
      const zeros = falseZeros(found).filter((path) => !OF_OTHERS[field.name]?.test(path));
      const refused = codes.every(
        (code) => code === 'NOT_ENOUGH_DATA' || code === 'NOT_SUPPORTED_FOR_SOURCE',
      );
      if (zeros.length > 0 || !refused) wrong[field.name] = { zeros, codes, messages };
    }
    expect(wrong).toEqual({});
  }, 60_000);
});

test('a partnership without any delivery is refused by every analytic', async () => {
  const answers: Record<string, unknown> = {};
  for (const [field, args] of asked(EMPTY, UNDELIVERED))
    answers[field.name] = (await answer(field, args)).codes;
  const { themeRanking, ...counted } = answers;
  expect(themeRanking).toEqual([]); // ranks judgements, of which there may be some without any delivery
  const wrong = Object.entries(counted).filter(([, codes]) => (codes as string[]).length === 0);
  expect(wrong).toEqual([]);
}, 60_000);

test('a refusal names the months that were delivered', async () => {
  const of = async (period: object) =>
    (
      await api.refusal('query ($where: IncidentFilter!) { concentration(where: $where) { incidents } }', {
        where: { partnership: HOLE, period },
      })
    ).message;
  expect(await of(UNDELIVERED)).toBe(
    'No day of the period can be counted, so the number of incidents is unknown, not zero. Delivered are ' +
      'data.police.uk street-level crime: July 2021 to March 2022 and July 2022 to December 2022.',
  );
  expect(await of(PART_MONTH)).toContain('tells only the month, and the period holds no whole month');
});
