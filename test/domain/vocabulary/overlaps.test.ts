/** Which themes have incidents in common, and what categories of open data hold beside a theme. */
import { categoryMismatch } from '../../../src/domain/vocabulary/category-mismatch';
import { Codes } from '../../../src/domain/vocabulary/codes';
import { haveIncidentsInCommon } from '../../../src/domain/vocabulary/membership';
import type { Vocabulary, VocabularyTheme } from '../../../src/domain/vocabulary/vocabulary';
import type { OffenceEntity, SourceEntity } from '../../../src/domain/vocabulary/vocabulary.entity';

const theme = (id: number, name: string, fields: Partial<VocabularyTheme> = {}) =>
  ({ id, code: name, name, flags: 0, match: 'ANY', inCells: true, ...fields }) as VocabularyTheme;
const BURGLARY = theme(1, 'Burglary');
const HOMES = theme(2, 'Burglary of homes');
const DRUGS = theme(3, 'Drugs and drink');
const ALCOHOL = theme(4, 'Alcohol', { flags: 4 });
const ROBBERY = theme(5, 'Robbery or theft');

const offence = (id: number, name: string, publishedAs: number | null = null) =>
  ({ id, code: name, name, publishedAs, partOf: null }) as OffenceEntity;
const source = (id: number, name: string, access: 'OPEN' | 'CLOSED') =>
  ({ id, code: name, name, access, byDefault: true }) as SourceEntity;
const POLICE = source(1, 'Police', 'CLOSED');
const OPEN = source(2, 'Open data', 'OPEN');
const offences = [
  ...[offence(1, 'open burglary'), offence(2, 'open drugs'), offence(3, 'open robbery')],
  ...[offence(11, 'burglary in a dwelling', 1), offence(12, 'burglary of a shop', 1)],
  ...[offence(21, 'possession', 2), offence(22, 'drunkenness')],
  ...[offence(31, 'personal robbery', 3), offence(32, 'business robbery', 3), offence(33, 'theft')],
];
const belonging: Record<number, number[]> = { 1: [1, 11, 12], 2: [1, 11], 3: [2, 21, 22], 5: [3, 31, 33] };
const vocabulary = {
  offences: new Codes(offences),
  sources: new Codes([POLICE, OPEN]),
  sourceOffences: offences.map(({ id }) => ({ sourceId: id < 10 ? 2 : 1, offenceId: id })),
  offenceThemes: Object.entries(belonging).flatMap(([themeId, ids]) =>
    ids.map((offenceId) => ({ themeId: Number(themeId), offenceId })),
  ),
} as unknown as Vocabulary;

describe('haveIncidentsInCommon', () => {
  const row = (offence_id: number | null, flags = 0, n = 1) => ({ offence_id, flags, n });
  const common = (themes: VocabularyTheme[], ...rows: ReturnType<typeof row>[]) =>
    haveIncidentsInCommon(themes, rows, vocabulary);

  test('where an offence belongs to two themes and was counted', () => {
    expect(common([BURGLARY, HOMES], row(12), row(11))).toBe(true);
    expect(common([BURGLARY, HOMES], row(12))).toBe(false);
    expect(common([BURGLARY, HOMES], row(12), row(11, 0, 0))).toBe(false);
  });

  test('where a flag makes an incident of one theme part of another', () => {
    expect(common([BURGLARY, ALCOHOL], row(11), row(21, 4))).toBe(false);
    expect(common([BURGLARY, ALCOHOL], row(11, 4))).toBe(true);
  });

  test('where a protected cell by flag repeats incidents of other cells', () => {
    expect(common([BURGLARY, ALCOHOL], row(11), row(null, 4))).toBe(true);
    expect(common([ALCOHOL], row(null, 4))).toBe(false);
  });

  test('not for one theme, nor for themes of different offences', () => {
    expect(common([BURGLARY], row(11))).toBe(false);
    expect(common([BURGLARY, DRUGS], row(11), row(21))).toBe(false);
  });
});

describe('categoryMismatch', () => {
  test.each([
    [
      'more',
      HOMES,
      'Burglary of homes is counted as open burglary in Open data: the count includes more (burglary of a shop) than the theme.',
    ],
    [
      'less',
      DRUGS,
      'Drugs and drink is counted as open drugs in Open data: the count includes less (without drunkenness) than the theme.',
    ],
    [
      'both',
      ROBBERY,
      'Robbery or theft is counted as open robbery in Open data: the count includes more (business robbery) and less ' +
        '(without theft) than the theme.',
    ],
  ])('tells which way a category differs: %s', (_, asked, sentence) => {
    expect(categoryMismatch(asked, OPEN, vocabulary)).toBe(sentence);
  });

  test('of a closed source, or a theme made by flags, which way is not known', () => {
    expect(categoryMismatch(DRUGS, POLICE, vocabulary)).toBe(
      'Drugs and drink is counted as possession, drunkenness in Police: the count may include more or less than the theme.',
    );
    expect(categoryMismatch({ ...HOMES, flags: 4 }, OPEN, vocabulary)).toMatch(/may include more or less/);
  });
});
