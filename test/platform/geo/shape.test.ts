import { checkShape } from '../../../src/platform/geo/shape';

const refused = (value: unknown) => {
  try {
    checkShape(value);
  } catch (error) {
    return error;
  }
  throw new Error('taken as it is');
};
const triangle = [
  [-0.5, 52],
  [-0.4, 52],
  [-0.4, 52.1],
  [-0.5, 52],
];
const hole = [
  [-0.45, 52.01],
  [-0.42, 52.01],
  [-0.42, 52.02],
  [-0.45, 52.01],
];

describe('a shape is taken', () => {
  test.each<[string, object]>([
    ['as a polygon', { type: 'Polygon', coordinates: [triangle] }],
    ['with a hole', { type: 'Polygon', coordinates: [triangle, hole] }],
    ['as several polygons', { type: 'MultiPolygon', coordinates: [[triangle], [triangle, hole]] }],
    [
      'at the corners of the world',
      {
        type: 'Polygon',
        coordinates: [
          [
            [-180, -90],
            [180, -90],
            [180, 90],
            [-180, -90],
          ],
        ],
      },
    ],
    [
      'as a bow-tie, for PostGIS to mend',
      {
        type: 'Polygon',
        coordinates: [
          [
            [0, 0],
            [1, 1],
            [1, 0],
            [0, 1],
            [0, 0],
          ],
        ],
      },
    ],
  ])('%s', (_, shape) => {
    expect(checkShape(shape)).toEqual(shape);
  });

  test('without heights, even where only some positions have one', () => {
    const some_heights = [
      [0, 0, 12],
      [1, 0],
      [1, 1, 3],
      [0, 0, 12],
    ];
    expect(checkShape({ type: 'Polygon', coordinates: [some_heights] }).coordinates).toEqual([
      [
        [0, 0],
        [1, 0],
        [1, 1],
        [0, 0],
      ],
    ]);
  });

  test('without what else the caller put beside it', () => {
    expect(checkShape({ type: 'Polygon', coordinates: [triangle], crs: 'x', bbox: [] })).toEqual({
      type: 'Polygon',
      coordinates: [triangle],
    });
  });

  test('with 10,000 vertices, not with one more', () => {
    const ring = (n: number) =>
      Array.from({ length: n }, (_, i) => (i === n - 1 ? [0, 0] : [i / n, (i % 7) / 10]));
    expect(checkShape({ type: 'Polygon', coordinates: [ring(10_000)] }).coordinates).toHaveLength(1);
    expect(refused({ type: 'Polygon', coordinates: [ring(10_001)] })).toMatchObject({
      code: 'TOO_LARGE',
      details: { limit: 10_000 },
    });
    expect(refused({ type: 'MultiPolygon', coordinates: [[ring(6_000)], [ring(6_000)]] })).toMatchObject({
      code: 'TOO_LARGE',
    });
  });
});

describe('a shape is refused, without being repeated', () => {
  const LINE = [
    [0.4711, 0],
    [1, 0],
    [0.4711, 0],
  ];
  test.each<[string, unknown, RegExp]>([
    ['of nothing', null, /Polygon or MultiPolygon/],
    ['of text', 'POLYGON((0 0))', /Polygon or MultiPolygon/],
    ['as a list', [triangle], /Polygon or MultiPolygon/],
    ['as a point', { type: 'Point', coordinates: [0.4711, 0] }, /Polygon or MultiPolygon/],
    ['as a collection', { type: 'GeometryCollection', geometries: [] }, /Polygon or MultiPolygon/],
    [
      'as a feature',
      { type: 'Feature', geometry: { type: 'Polygon', coordinates: [triangle] } },
      /Polygon or MultiPolygon/,
    ],
    [
      'as PostGIS would write the type',
      { type: 'POLYGON', coordinates: [triangle] },
      /Polygon or MultiPolygon/,
    ],
    ['without coordinates', { type: 'Polygon' }, /no rings/],
    ['without rings', { type: 'Polygon', coordinates: [] }, /no rings/],
    ['without polygons', { type: 'MultiPolygon', coordinates: [] }, /no rings/],
    ['with a polygon without rings', { type: 'MultiPolygon', coordinates: [[triangle], []] }, /no rings/],
    ['with coordinates that are text', { type: 'Polygon', coordinates: '0.4711' }, /no rings/],
    ['with a ring that is a number', { type: 'Polygon', coordinates: [0.4711] }, /degrees/],
    ['with a ring of numbers', { type: 'Polygon', coordinates: [[0.4711, 1, 2, 0.4711]] }, /degrees/],
    ['one level too flat', { type: 'MultiPolygon', coordinates: [triangle] }, /degrees/],
    ['one level too deep', { type: 'Polygon', coordinates: [[triangle]] }, /degrees/],
    [
      'on the National Grid',
      {
        type: 'Polygon',
        coordinates: [
          [
            [504711, 230000],
            [504811, 230000],
            [504811, 230100],
            [504711, 230000],
          ],
        ],
      },
      /degrees/,
    ],
    [
      'with latitude before longitude where that shows',
      {
        type: 'Polygon',
        coordinates: [
          [
            [52, 104711],
            [0, 0],
            [1, 1],
            [52, 104711],
          ],
        ],
      },
      /degrees/,
    ],
    [
      'with text for a number',
      {
        type: 'Polygon',
        coordinates: [
          [
            ['0.4711', 0],
            [1, 0],
            [1, 1],
            ['0.4711', 0],
          ],
        ],
      },
      /degrees/,
    ],
    [
      'with a null',
      {
        type: 'Polygon',
        coordinates: [
          [
            [0.4711, null],
            [1, 0],
            [1, 1],
            [0.4711, null],
          ],
        ],
      },
      /degrees/,
    ],
    [
      'with infinity',
      {
        type: 'Polygon',
        coordinates: [
          [
            [Number.POSITIVE_INFINITY, 0],
            [1, 0],
            [1, 1],
            [0, 0],
          ],
        ],
      },
      /degrees/,
    ],
    [
      'with four numbers in a position',
      {
        type: 'Polygon',
        coordinates: [
          [
            [0, 0, 0, 0],
            [1, 0],
            [1, 1],
            [0, 0, 0, 0],
          ],
        ],
      },
      /degrees/,
    ],
    ['with an empty ring', { type: 'Polygon', coordinates: [[]] }, /four positions/],
    ['with a ring of three', { type: 'Polygon', coordinates: [LINE] }, /four positions/],
    [
      'with a ring that is not closed',
      { type: 'Polygon', coordinates: [[...triangle.slice(0, 3), [0.4711, 52]]] },
      /last equal to the first/,
    ],
    [
      'with an open hole',
      { type: 'Polygon', coordinates: [triangle, triangle.slice(0, 3)] },
      /four positions/,
    ],
  ])('%s', (_, value, reason) => {
    const problem = refused(value) as Error;
    expect(problem).toMatchObject({ name: 'Problem', code: 'BAD_USER_INPUT' });
    expect(problem.message).toMatch(reason);
    expect(problem.message).not.toMatch(/4711/);
  });
});
