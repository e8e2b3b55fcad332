/** @backend either */
import { expectNoEcho, expectSilence, MARKER, questions, useServer } from './echo';

useServer();

test('the walk finds the places that matter', () => {
  const names = questions().map(({ chain, arg, place }) =>
    [...chain.map(({ name }) => name), arg.name, ...place].join('.'),
  );
  expect(names).toEqual(
    expect.arrayContaining([
      'partnership.code',
      'hotspotClusters.where.near.metres',
      'incidents.where.areas.ward',
    ]),
  );
  expect(names.length).toBeGreaterThan(100);
});

test(
  'no value of any argument of a mutation comes back, in the answer or in the log',
  () => expectNoEcho(({ kind }) => kind === 'mutation', 50),
  300_000,
);

test.each([
  ['a directive', { query: `{ themes @include(if: "${MARKER}") { code } }` }],
  ['a default value', { query: `query ($code: Int = "${MARKER}") { __typename }` }],
  ['a block string', { query: `{ partnership(code: """${MARKER}""") { code } }` }],
  ['an unfinished string', { query: `{ partnership(code: "${MARKER}` }],
  ['a stray string', { query: `{ partnership "${MARKER}" }` }],
  ['the name of an operation that is not there', { query: '{ __typename }', operationName: MARKER }],
  ['a variable that nobody asked for', { query: '{ __typename }', variables: { [MARKER]: MARKER } }],
  ['an extension', { query: '{ __typename }', extensions: { note: MARKER } }],
])('nor does %s', async (_, body) => {
  await expectSilence(body);
});
