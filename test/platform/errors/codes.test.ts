import { listCodes, type Problem, requireCode, requireCodes } from '../../../src/platform/errors';

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

describe('a misspelt code', () => {
  const suggested = (sent: string, rows: { code: string; name?: string }[] = ROWS) => {
    try {
      requireCode('theme', sent, rows);
    } catch (error) {
      return (error as Problem).details.suggestions ?? [];
    }
    throw new Error('nothing was refused');
  };

  test.each([
    ['a letter too few', 'buglary', ['burglary']],
    ['a letter too many', 'robbbery', ['robbery']],
    ['two that changed places', 'burlgary', ['burglary']],
    ['another case and blanks', ' Robbery ', ['robbery']],
    ['another word', 'arson', []],
    ['nothing', '', []],
    ['a text far longer than any code', 'burglary'.repeat(1_000), []],
  ])('%s', (_, sent, expected) => {
    expect(suggested(sent)).toEqual(expected);
  });

  test('gets the three nearest, by code or name', () => {
    const rows = [
      { code: 'E05000001', name: 'Alpha' },
      { code: 'E05000002', name: 'Beta' },
      { code: 'E05000021', name: 'Gamma' },
      { code: 'E05000031', name: 'Delta' },
    ];
    expect(suggested('E05000011', rows)).toEqual(['E05000001', 'E05000021', 'E05000031']);
    expect(suggested('beta', rows)).toEqual(['E05000002']);
  });

  test('gets the longer codes that it is a word of', () => {
    const rows = ['domestic-burglary', 'non-domestic-burglary', 'robbery'].map((code) => ({ code }));
    expect(suggested('burglary', rows)).toEqual(['domestic-burglary', 'non-domestic-burglary']);
  });
});

test('of many allowed codes the first 60 are listed', () => {
  const codes = Array.from({ length: 61 }, (_, i) => `c${i}`);
  expect(listCodes(codes.slice(0, 60))).toMatch(/, c59$/);
  expect(listCodes(codes)).toMatch(/, c59 …$/);
});
