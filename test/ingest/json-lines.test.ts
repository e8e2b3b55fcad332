import fc from 'fast-check';
import { elementLines, fieldLines } from '../../src/ingest/reading/json-lines';

test('the line of each element, whatever stands in it', () => {
  const text = `{
  "name": "themes", "themes": [
    { "code": "a", "offences": ["x",
      "y"] }, {
      "code": "b" },

    "c", 4, [5],
    null
  ],
  "without": ["d",
    "e"] }`;
  expect(elementLines(text, 'themes')).toEqual([3, 4, 7, 7, 7, 8]);
  expect(elementLines(text, 'without')).toEqual([10, 11]);
  expect(elementLines(text, 'offences')).toEqual([]);
  expect(elementLines('[1, 2]', 'themes')).toEqual([]);
});

test('there is one for each element of any list, never after the next', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue()), fc.constantFrom(0, 1, 2), (list, indent) => {
      const lines = elementLines(JSON.stringify({ first: 1, list, last: [] }, null, indent), 'list');
      expect(lines).toHaveLength(list.length);
      expect(lines).toEqual(lines.toSorted((a, b) => a - b));
    }),
  );
});

test('keys of the outermost object stand on their lines', () => {
  const text = '{\n"profile": "a:b",\n"list": [\n{ "inner": 1 }],\n"object": {\n"x": 2 }, "last": null }';
  expect([...fieldLines(text)]).toEqual([
    ['profile', 2],
    ['list', 3],
    ['object', 5],
    ['last', 6],
  ]);
});
