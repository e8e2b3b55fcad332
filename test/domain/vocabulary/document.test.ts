import {
  mergeDocuments,
  type OwnDocument,
  type ProfileDocument,
  type ThemeDefinition,
} from '../../../src/domain/vocabulary/document';

const theme = (code: string, more: Partial<ThemeDefinition> = {}): ThemeDefinition => ({
  ...{ code, name: `Theme ${code}`, group: 'other' },
  ...more,
});
const PROFILE: ProfileDocument = {
  profile: 'some',
  name: 'Some',
  source: 'A test.',
  themes: [theme('a'), theme('b', { parent: 'a' }), theme('c')],
  matrices: {
    PRIORITY_SCANNING: { criteria: ['high-volume'] },
    THREAT_RISK: { criteria: ['trend'], rows: ['c', { theme: 'a', name: 'Printed otherwise' }] },
  },
};
const merged = (own: Partial<OwnDocument>) =>
  mergeDocuments(PROFILE, { profile: 'some', themes: [], without: [], ...own });

test('a partnership without changes has its profile', () => {
  expect(merged({})).toEqual({
    ...PROFILE,
    weightSets: { harm: 'crime-severity-score', cost: 'unit-cost' },
    gaps: {},
  });
});

test('own themes stand in place of those of the same code, and new ones at the end, in matrices too', () => {
  const { themes, matrices } = merged({ themes: [theme('d'), theme('b', { name: 'Own' })] });
  expect(themes.map(({ code, name }) => `${code} ${name}`)).toEqual([
    'a Theme a',
    'b Own',
    'c Theme c',
    'd Theme d',
  ]);
  expect(matrices.THREAT_RISK.rows).toEqual(['c', { theme: 'a', name: 'Printed otherwise' }, 'd']);
  expect(matrices.PRIORITY_SCANNING).toEqual({ criteria: ['high-volume'] });
});

test('an own theme without a group has no row in a matrix', () => {
  expect(merged({ themes: [theme('d', { group: undefined })] }).matrices.THREAT_RISK.rows).toHaveLength(2);
});

test('themes that are left out have no row, and are no parent', () => {
  const { themes, matrices } = merged({ without: ['a'], themes: [theme('d', { parent: 'gone' })] });
  expect(themes.map(({ code, parent }) => [code, parent])).toEqual([
    ['b', undefined],
    ['c', undefined],
    ['d', undefined],
  ]);
  expect(matrices.THREAT_RISK.rows).toEqual(['c', 'd']);
});

test('own columns and rows stand in place of the profile, without the themes that are gone and with those added', () => {
  const { matrices, weightSets } = merged({
    themes: [theme('d'), theme('e')],
    without: ['c'],
    matrices: { THREAT_RISK: { rows: ['e', 'c', 'b'] }, PRIORITY_SCANNING: { criteria: ['volume'] } },
    weightSets: { cost: 'own@2' },
  });
  expect(matrices).toEqual({
    THREAT_RISK: { criteria: ['trend'], rows: ['e', 'b', 'd'] },
    PRIORITY_SCANNING: { criteria: ['volume'] },
  });
  expect(weightSets).toEqual({ harm: 'crime-severity-score', cost: 'own@2' });
});
