import 'reflect-metadata';
import { GraphQLFloat, GraphQLObjectType, GraphQLSchema, graphql } from 'graphql';
import { GeoJsonFeatureCollection, GeoJsonGeometry, type Geometry } from '../../../src/platform/geo';

const answers: { asked: unknown; collection: unknown } = { asked: null, collection: null };
const schema = new GraphQLSchema({
  types: [GraphQLFloat],
  query: new GraphQLObjectType({
    name: 'Query',
    fields: {
      within: {
        type: GeoJsonGeometry,
        args: { shape: { type: GeoJsonGeometry } },
        resolve: (_, { shape }) => {
          answers.asked = shape;
          return shape as Geometry;
        },
      },
      features: { type: GeoJsonFeatureCollection, resolve: () => answers.collection },
    },
  }),
});

const TRIANGLE = {
  type: 'Polygon',
  coordinates: [
    [
      [-0.5, 52],
      [1, 52],
      [1, 53.25],
      [-0.5, 52],
    ],
  ],
};

const ask = async (source: string, variableValues?: Record<string, unknown>) => {
  const answer = await graphql({ schema, source, variableValues });
  return JSON.parse(JSON.stringify(answer));
};

describe('a geometry in a question', () => {
  test('may be written in the question itself', async () => {
    const { data } = await ask(
      '{ within(shape: { type: "Polygon", coordinates: [[[-0.5, 52], [1, 52.0], [1, 53.25], [-0.5, 52]]] }) }',
    );
    expect(data).toEqual({ within: TRIANGLE });
  });

  test('may be a variable', async () => {
    const { data } = await ask('query ($shape: GeoJSONGeometry) { within(shape: $shape) }', {
      shape: TRIANGLE,
    });
    expect(data).toEqual({ within: TRIANGLE });
  });

  test('may have variables in it', async () => {
    const { data } = await ask(
      'query ($west: Float!) { within(shape: { type: "Polygon", coordinates: [[[$west, 52], [1, 52], [1, 53.25], [$west, 52]]] }) }',
      { west: -0.5 },
    );
    expect(data).toEqual({ within: TRIANGLE });
  });

  test('is refused where a variable in it does not fit', async () => {
    const { errors } = await ask(
      'query ($west: Float) { within(shape: { type: "Polygon", coordinates: [[[$west, 52], [1, 52], [1, 53], [$west, 52]]] }) }',
      {},
    );
    expect(errors).toHaveLength(1);
  });

  test('may be null', async () => {
    expect(await ask('{ within(shape: null) }')).toEqual({ data: { within: null } });
  });

  test.each([
    '"POLYGON((0 0, 1 0, 1 1, 0 0))"',
    '"{\\"type\\":\\"Polygon\\"}"',
    '5',
    '[]',
    'POLYGON',
    '{}',
    '{ type: Polygon }',
    '{ type: "Point", coordinates: [0, 52] }',
    '{ type: "Polygon", coordinates: [[[0, 52], [1, 52], [1, 53]]] }',
  ])('is refused as %s', async (literal) => {
    const { errors, data } = await ask(`{ within(shape: ${literal}) }`);
    expect(errors).toHaveLength(1);
    expect(data).toBeUndefined();
  });

  test.each([
    ['a text'],
    [[0, 52]],
    [
      {
        type: 'Polygon',
        coordinates: [
          [
            [0, 99],
            [1, 52],
            [1, 53],
            [0, 99],
          ],
        ],
      },
    ],
  ])('is refused in a variable as %j', async (shape) => {
    const { errors } = await ask('query ($shape: GeoJSONGeometry) { within(shape: $shape) }', { shape });
    expect(errors).toHaveLength(1);
  });
});

describe('in an answer', () => {
  test('a collection comes as it is', async () => {
    answers.collection = {
      type: 'FeatureCollection',
      numberMatched: 1,
      features: [
        {
          type: 'Feature',
          id: 'x',
          geometry: { type: 'Point', coordinates: [-0.5, 52] },
          properties: { n: 1 },
        },
      ],
    };
    expect((await ask('{ features }')).data).toEqual({ features: answers.collection });
  });

  test('both scalars name their standard', () => {
    expect(GeoJsonGeometry.specifiedByURL).toMatch(/rfc7946/);
    expect(GeoJsonFeatureCollection.specifiedByURL).toMatch(/rfc7946/);
  });
});
