import { listCodes, requireCode, requireCodes } from '../../../src/platform/errors';

const ROWS = ['burglary', 'robbery'].map((code, id) => ({ id, code }));

test('a known code gives its row, a list of codes the rows in its order', () => {
  expect(requireCode('theme', 'robbery', ROWS)).toBe(ROWS[1]);
  expect(requireCodes('themes', ['robbery', 'burglary'], ROWS)).toEqual([ROWS[1], ROWS[0]]);
  expect(requireCodes('themes', [], ROWS)).toEqual([]);
});

test('an unknown code is refused with the field and the allowed codes, without the code itself', () => {
  const refused = {
    code: 'BAD_USER_INPUT',
    message: 'themes[1] is not a known code. Allowed: burglary, robbery.',
    details: { field: 'themes[1]' },
  };
  expect(() => requireCodes('themes', ['robbery', 'theft'], ROWS)).toThrow(expect.objectContaining(refused));
});

test('of many allowed codes the first 60 are listed', () => {
  const codes = Array.from({ length: 61 }, (_, i) => `c${i}`);
  expect(listCodes(codes.slice(0, 60))).toMatch(/, c59$/);
  expect(listCodes(codes)).toMatch(/, c59 …$/);
});
