/** @duration long */
import { PUBLIC_VIEWER } from '../../src/access';
import { onServer, runs } from '../support/database';
import {
  api,
  ask,
  CELL_DIMENSIONS,
  CLOSED,
  type Counts,
  cells,
  countsOf,
  DIMENSION_SETS,
  GROUND,
  ids,
  inOrder,
  OFFENCES_HELD,
  PERIODS,
  pick,
  random,
  SNT_UNIONS,
  STRANGERS,
  storedCells,
  subsets,
  THEMES_HELD,
  useDisclosureGround,
  WARD_UNIONS,
  WITHOUT_FLAGS,
} from './disclosure-ground';
import { type Answer, answerFrom, type Question } from './truth';

useDisclosureGround();

const FILTERS: Omit<Question, 'by'>[] = [
  ...PERIODS.map((period) => ({ period })),
  ...[...WARD_UNIONS, ...SNT_UNIONS].map((areas) => ({ areas })),
  ...SNT_UNIONS.map((areas) => ({ areas, period: { from: '2009-01-01', to: '2009-02-28' } })).slice(0, 2),
  ...THEMES_HELD.map((theme) => ({ themes: [theme] })),
  ...subsets(WITHOUT_FLAGS.slice(0, 5))
    .filter((themes) => themes.length > 1)
    .map((themes) => ({ themes })),
  ...OFFENCES_HELD.map((offence) => ({ offences: [offence] })),
  ...OFFENCES_HELD.slice(1).map((offence, i) => ({ offences: [OFFENCES_HELD[i], offence] })),
  ...CLOSED.map((source) => ({ sources: [source] })),
  { sources: CLOSED.slice(0, 2) },
  { sources: ['police-crimes'], themes: ['alcohol-misuse'], period: PERIODS[5] },
  { sources: ['racial-incidents'], themes: ['hate-crime'] },
  { sources: ['hospital-admissions', 'police-crimes'], themes: ['violent-crime'] },
];

/** Any filters together, with any dimensions. */
function anyQuestion(): Question {
  const sometimes = <T>(value: () => T): T | undefined => (random(2) === 0 ? value() : undefined);
  const question = {
    period: sometimes(() => pick(PERIODS)),
    areas: sometimes(() => pick([...WARD_UNIONS, ...SNT_UNIONS.slice(0, 2)])),
    themes: sometimes(() => [pick(WITHOUT_FLAGS), pick(WITHOUT_FLAGS)]),
    offences: sometimes(() => [pick(OFFENCES_HELD), pick(OFFENCES_HELD)]),
    sources: sometimes(() => ['police-crimes', pick(CLOSED)]),
    by: pick(DIMENSION_SETS),
  };
  // An SNT area must exist at some time of the period.
  if (question.areas?.some((area) => 'sntArea' in area)) question.period = PERIODS[pick([0, 1, 2, 4])];
  return JSON.parse(JSON.stringify(question));
}

test('the fixture is worth attacking', () => {
  expect(cells.filter(({ n }) => n >= 1 && n <= 7).length).toBeGreaterThan(100);
  expect(new Set(cells.map(({ n }) => n)).size).toBeGreaterThan(7);
  expect(cells.filter(({ flag }) => flag !== null).length).toBeGreaterThanOrEqual(10);
  expect(cells.filter(({ n, published }) => n > 0 && published === 0).length).toBeGreaterThan(20);
});

test('the cells are those that the records make: counts, keys and published values', async () => {
  expect(inOrder(await storedCells(ids.VALE))).toEqual(inOrder(cells));
});

describe('every answer is a sum of published values, whichever way it is asked for', () => {
  const expected = (question: Question) => answerFrom(cells, question, GROUND);
  /** An answer without its rows of 0, which say only that what occurs elsewhere is not published there. */
  const someOf = ({ rows, total }: Answer): Answer => ({
    rows: Object.fromEntries(Object.entries(rows).filter(([, count]) => count !== 0)),
    total,
  });

  // The embedded database, which takes several times as long, is asked a part of them.
  const some = <T>(all: readonly T[]) => (onServer ? all : all.filter((_, i) => i % 4 === 0));

  test.each(some(DIMENSION_SETS).map((by) => [by.join(', ') || 'nothing', by] as const))(
    'counted by %s',
    async (_, by) => {
      expect(someOf(await ask('VALE', { by }))).toEqual(expected({ by }));
    },
  );

  test.each(some(FILTERS).map((filter) => [JSON.stringify(filter), filter] as const))(
    'filtered by %s',
    async (_, filter) => {
      for (const by of [
        [],
        CELL_DIMENSIONS,
        ['SNT_AREA', 'QUARTER', 'THEME', 'SOURCE'],
        ['POSTCODE_DISTRICT'],
      ]) {
        const question = { ...filter, by };
        expect({ question, ...someOf(await ask('VALE', question)) }).toEqual({
          question,
          ...expected(question),
        });
      }
    },
  );

  test('by anything together', async () => {
    for (let i = 0; i < runs(150); i++) {
      const question = anyQuestion();
      const worked = expected(question);
      const answer = await ask('VALE', question).catch((error) => error);
      // Themes that none of the sources records are refused, not zero.
      if (answer instanceof Error) expect(answer).toMatchObject({ code: 'NOT_SUPPORTED_FOR_SOURCE' });
      else expect({ question, ...someOf(answer) }).toEqual({ question, ...worked });
    }
  });

  test('page by page', async () => {
    const query = `query ($after: String) {
      incidentCounts(where: { partnership: "VALE" }, by: [WARD, MONTH, OFFENCE, SOURCE], first: 7, after: $after) {
        rows { areaCode month offence source count perturbed } total { count } pageInfo { hasNextPage endCursor }
      }
    }`;
    interface Page {
      incidentCounts: Counts & { pageInfo: { hasNextPage: boolean; endCursor: string } };
    }
    const { rows, total } = expected({ by: CELL_DIMENSIONS });
    const seen: Record<string, number> = {};
    for (let after: string | null = null; ; ) {
      const { incidentCounts: page }: Page = await api.ask<Page>(query, { after });
      expect(page.total.count).toBe(total);
      for (const { areaCode, month, offence, source, count } of page.rows)
        seen[[areaCode ?? '-', month, offence, source].join(' ')] = count;
      if (!page.pageInfo.hasNextPage) break;
      after = page.pageInfo.endCursor;
    }
    expect(someOf({ rows: seen, total }).rows).toEqual(rows);
  });

  test('as the coverage of each source', async () => {
    const { partnership } = await api.ask<{
      partnership: {
        dataCoverage: { source: { code: string }; from: string; to: string; incidentCount: number }[];
      };
    }>('{ partnership(code: "VALE") { dataCoverage { source { code } from to incidentCount } } }');
    expect(partnership.dataCoverage.map(({ source }) => source.code).sort()).toEqual([...CLOSED].sort());
    for (const { source, from, to, incidentCount } of partnership.dataCoverage) {
      expect({ from, to }).toEqual({ from: '2009-01-01', to: '2009-04-30' });
      expect(incidentCount).toBe(expected({ sources: [source.code], by: [] }).total);
    }
  });

  test('and the same for everyone who may not see more', async () => {
    const [first, ...others] = await Promise.all(
      [PUBLIC_VIEWER, ...STRANGERS().map(([, viewer]) => viewer)].map((viewer) =>
        countsOf('VALE', { by: [...CELL_DIMENSIONS, 'THEME'] }, viewer),
      ),
    );
    for (const other of others) expect(other).toEqual(first);
  });
});
