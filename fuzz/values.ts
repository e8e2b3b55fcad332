import {
  type GraphQLInputType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
} from 'graphql';
import type { Random } from './random';

/** Text that must come back neither in an answer nor in the log. */
export const MARKER = 'Zaphod77Marker';

/** Codes that exist, by the name of the argument or input field that takes them. */
export type Known = Record<string, string[]>;

/** Texts that no code is: long, of other scripts, with NUL, half a pair of surrogates, or notation of SQL and paths. */
export const HOSTILE = [
  MARKER,
  `${MARKER}\0`,
  `'; DROP TABLE incident; --${MARKER}`,
  `../../${MARKER}`,
  `<script>${MARKER}</script>`,
  `${MARKER}\ud800`,
  `\u202e${MARKER}\u{1f480}`,
  `${MARKER}%s$1{}`,
  MARKER.repeat(300),
  '',
  ' ',
  '__proto__',
  '-1',
  '9223372036854775808',
];

const NUMBERS = [-1, 0, 1, 2, 12, 100, 2 ** 31 - 1, -(2 ** 31), 2 ** 31, 2 ** 53, 1e308, 0.5, -0.1, 1e-320];
const DATES = [
  '2024-01-01',
  '2023-06-30',
  '0000-01-01',
  '0001-01-01',
  '9999-12-31',
  '10000-01-01',
  '-0044-03-15',
  '2024-02-30',
  '2023-02-29',
  '294277-01-01',
  '2024-01',
  MARKER,
];
const SHAPES = [
  { type: 'Point', coordinates: [-0.3, 52.1] },
  {
    type: 'Polygon',
    coordinates: [
      [
        [-0.4, 52],
        [-0.2, 52],
        [-0.2, 52.2],
        [-0.4, 52],
      ],
    ],
  },
  {
    type: 'Polygon',
    coordinates: [
      [
        [-0.4, 52],
        [-0.2, 52.2],
        [-0.2, 52],
        [-0.4, 52.2],
        [-0.4, 52],
      ],
    ],
  },
  {
    type: 'Polygon',
    coordinates: [
      [
        [-0.4, 52],
        [-0.2, 52],
      ],
    ],
  },
  {
    type: 'Polygon',
    coordinates: [
      [
        [-400, 95],
        [1e308, -95],
        [0, 0],
        [-400, 95],
      ],
    ],
  },
  { type: 'Polygon', coordinates: [] },
  { type: 'MultiPolygon', coordinates: [[[]]] },
  { type: 'GeometryCollection', geometries: [] },
  { type: MARKER, coordinates: [[[MARKER]]] },
];

/** Value of a wrong kind for almost any type. */
function anything(random: Random, depth = 0): unknown {
  const deep = () => (depth < 4 ? anything(random, depth + 1) : null);
  return random.pick<() => unknown>([
    () => random.pick(HOSTILE),
    () => random.pick(NUMBERS),
    () => random.pick(DATES),
    () => random.pick(SHAPES),
    () => null,
    () => true,
    () => [deep(), deep()],
    () => ({ [random.pick(['type', 'partnership', 'constructor', 'from'])]: deep() }),
  ])();
}

/** Value of a named type that is likely to be accepted. */
function scalar(random: Random, name: string, field: string, known: Known): unknown {
  const codes = known[field] ?? [];
  switch (name) {
    case 'Int':
      return random.chance(0.8) ? 1 + random.below(20) : random.pick(NUMBERS.map(Math.trunc));
    case 'Float':
      return random.chance(0.8) ? random.below(100) / 100 : random.pick(NUMBERS);
    case 'Boolean':
      return random.chance(0.5);
    case 'Date':
      return random.chance(0.85) ? random.pick(known.date) : random.pick(DATES);
    case 'DateTime':
      return random.chance(0.85) ? `${random.pick(known.date)}T12:00:00Z` : random.pick(DATES);
    case 'GeoJSONGeometry':
      return random.pick(SHAPES);
  }
  return codes.length > 0 && random.chance(0.93) ? random.pick(codes) : random.pick(HOSTILE);
}

/**
 * Value for an argument or input field: valid or nearly so mostly, of a wrong kind now and then. Optional fields are left
 * out mostly, so that the whole remains likely to be valid.
 */
export function drawValue(random: Random, type: GraphQLInputType, field: string, known: Known): unknown {
  if (random.chance(0.015)) return anything(random);
  if (isNonNullType(type)) return drawValue(random, type.ofType, field, known);
  if (random.chance(0.02)) return null;
  if (isListType(type))
    return Array.from({ length: random.chance(0.02) ? 200 : 1 + random.below(2) }, () =>
      drawValue(random, type.ofType, field, known),
    );
  if (isEnumType(type)) return random.pick(type.getValues()).name;
  if (!isInputObjectType(type)) return scalar(random, getNamedType(type).name, field, known);
  const fields = Object.values(type.getFields());
  const chosen = type.isOneOf
    ? [random.pick(fields)]
    : fields.filter(
        (each) => isRequiredInputField(each) || random.chance(Math.min(0.5, 1.2 / fields.length)),
      );
  return Object.fromEntries(
    chosen.map(({ name, type: inner }) => [name, drawValue(random, inner, name, known)]),
  );
}

/** GraphQL's notation of a value; names of enum values stand bare. */
export function literal(value: unknown, type: GraphQLInputType): string {
  const inner = isNonNullType(type) ? type.ofType : type;
  if (Array.isArray(value))
    return `[${value.map((item) => literal(item, isListType(inner) ? inner.ofType : inner)).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const fields = isInputObjectType(inner) ? inner.getFields() : {};
    return `{ ${Object.entries(value)
      .map(([key, item]) => `${key}: ${literal(item, fields[key]?.type ?? inner)}`)
      .join(', ')} }`;
  }
  return isEnumType(inner) && inner.getValue(String(value)) ? String(value) : JSON.stringify(value);
}
