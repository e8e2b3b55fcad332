import fc from 'fast-check';
import { jsonFault } from '../../src/ingest/reading/json-fault';

test('a document that is cut off anywhere ends too early', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.boolean(), fc.nat(), (value, indented, at) => {
      const text = JSON.stringify({ value }, null, indented ? 1 : 0);
      const cut = text.slice(0, at % text.length);
      expect(jsonFault(cut).truncated).toBe(true);
    }),
  );
});

test('a wrong character is found on its line', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue(), { minLength: 1 }), fc.nat(), (values, pick) => {
      const lines = values.map((value) => JSON.stringify({ value }));
      const bad = pick % lines.length;
      const whole = lines.map((line, i) => (i === bad ? line.replace('"value":', '"value"=') : line));
      expect(jsonFault(`[\n${whole.join(',\n')}\n]`)).toEqual({ line: bad + 2, truncated: false });
    }),
  );
});

test.each([
  ['{"a": 01}', false],
  ['{"a": 1.}', false],
  ['{"a": .5}', false],
  ['{"a": NaN}', false],
  ['{"a": nul}', false],
  ['{"a": truely}', false],
  ['{"a": "\\x"}', false],
  ['{"a": "\\u12g4"}', false],
  ['{"a": "\t"}', false],
  ['{"a": 1,}', false],
  ['{a: 1}', false],
  ["{'a': 1}", false],
  ['[1,]', false],
  ['[1}', false],
  ['{} {}', false],
  ['{"a": -', true],
  ['{"a": 1e', true],
  ['{"a": fal', true],
  ['{"a": "\\u12', true],
  ['{"a": "b\\', true],
  ['', true],
])('%j', (text, truncated) => {
  expect(() => JSON.parse(text)).toThrow();
  expect(jsonFault(text).truncated).toBe(truncated);
});

test('a string of 50 million characters is no trouble, and nesting beyond all sense is the fault itself', () => {
  expect(jsonFault(`{"a": "${'x'.repeat(50_000_000)}"`).truncated).toBe(true);
  expect(jsonFault('[{"a":\n'.repeat(500_000))).toEqual({ line: 501, truncated: false });
});
