import { GraphQLScalarType } from 'graphql';
import { londonTime } from './london-time';

/** Scalar of an instant, written in London time. */
export const LondonDateTime = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  description: 'Time in Europe/London with its offset (ISO 8601), such as 2023-05-01T00:00:00+01:00.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339#section-5.6',
  serialize: (value) => londonTime(value as Date),
});
