import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';

/** Pattern of dates in years that JavaScript and PostgreSQL both support, also some days before and after. */
const DATE = /^(19|2\d)\d\d-\d\d-\d\d$/;

function checkDate(value: unknown): string {
  if (typeof value === 'string' && DATE.test(value)) {
    const time = Date.parse(`${value}T00:00:00Z`);
    // Compare with the result: Date.parse reads 2023-02-30 as 2 March in some engines.
    if (!Number.isNaN(time) && new Date(time).toISOString().startsWith(value)) return value;
  }
  throw new GraphQLError('A date is written YYYY-MM-DD and exists in the calendar of 1900 to 2999.', {
    extensions: { code: 'BAD_USER_INPUT' },
  });
}

/** Scalar of a calendar day, `YYYY-MM-DD`. */
export const IsoDate = new GraphQLScalarType<string, string>({
  name: 'Date',
  description: 'Calendar day in Europe/London, YYYY-MM-DD (ISO 8601), such as 2023-05-01.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339#section-5.6',
  serialize: (value) => String(value),
  parseValue: checkDate,
  parseLiteral: (node) => checkDate(node.kind === Kind.STRING ? node.value : undefined),
});
