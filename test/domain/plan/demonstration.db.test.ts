/**
 * Plan of the demonstration's partnership, against the assessment of October 2009.
 *
 * @backend either
 */
import { demonstration } from '../../../seeds/demonstration';
import { PUBLIC_VIEWER, personalText } from '../../../src/access';
import { findPartnership } from '../../../src/domain/areas';
import { type Response, responseOf } from '../../../src/domain/plan';
import { Api, analystOf } from '../../support/api';
import { createDemonstration, type TestDatabase } from '../../support/database';
import { THEMES } from '../../support/vocabulary';

let fixture: TestDatabase;
let api: Api;
let response: Response;

beforeAll(async () => {
  fixture = await createDemonstration();
  const { id } = await fixture.database.transaction({}, (session) =>
    findPartnership(session, demonstration.code),
  );
  api = await Api.on(fixture.database, analystOf(id));
  response = await fixture.database.transaction({ readOnly: true }, (session) =>
    responseOf(session, id, { from: '2009-01-01', to: '2009-06-30' }),
  );
}, 300_000);
afterAll(() => fixture.remove());

/** Owners of the recommendations of each block of the document, in its order. */
const OWNERS: Record<string, string[]> = {
  'serious-acquisitive-crime': [
    'csp',
    'csp',
    'police',
    'local-authority',
    'police',
    'police',
    'csp',
    'local-authority',
    'police',
  ],
  'non-domestic-burglary': ['police', 'police', 'police', 'csp', 'police', 'local-authority', 'csp'],
  'violent-crime': ['csp', 'police', 'csp'],
  'domestic-abuse': Array(7).fill('domestic-abuse'),
  'hate-crime': ['hate-crime'],
  'substance-misuse': ['csp', 'csp', 'csp', 'health'],
  'anti-social-behaviour': ['csp', 'csp', 'youth-offending'],
  'criminal-damage': ['csp', 'csp', 'local-authority', 'local-authority'],
  'reducing-reoffending': ['csp', 'youth-offending', 'local-authority'],
  'casualty-reduction': ['csp', 'fire'],
};

test.each(Object.entries(OWNERS))('the recommendations for %s have their owners', (theme, owners) => {
  const found = response.recommendations.filter((each) => each.theme?.code === theme);
  expect(found.map(({ owner }) => owner.code)).toEqual(owners);
});

test('there are no others but four strategic ones', () => {
  const strategic = response.recommendations.filter(({ theme }) => theme === null);
  expect(strategic).toHaveLength(4);
  expect(response.recommendations).toHaveLength(4 + Object.values(OWNERS).flat().length);
});

test.each([
  ['burglary', 11],
  ['vehicle-crime', 6],
  ['robbery', 4],
  ['domestic-abuse', 11],
  ['drug-misuse', 5],
  ['alcohol-misuse', 4],
  ['anti-social-behaviour', 3],
  ['criminal-damage', 3],
  ['reducing-reoffending', 5],
  ['casualty-reduction', 6],
])('the block of %s lists %d activities', (theme, n) => {
  expect(response.activities.filter((each) => each.theme.code === theme)).toHaveLength(n);
});

test('the calendar has the year ahead of the assessment, month by month, and the half-year before', () => {
  const months = new Set(response.events.map(({ from }) => from.slice(0, 7)));
  for (const month of [
    '2009-04',
    '2009-05',
    '2009-07',
    '2009-08',
    '2009-12',
    '2010-04',
    '2010-05',
    '2010-06',
  ])
    expect(months).toContain(month);
  expect(response.events.every(({ themes }) => themes.length > 0)).toBe(true);
  const codes = THEMES.map(({ code }) => code);
  expect(response.events.flatMap(({ themes }) => themes).every(({ code }) => codes.includes(code))).toBe(
    true,
  );
});

test('no text names a person', () => {
  const { recommendations, activities, events } = response;
  const texts = [
    ...recommendations.flatMap(({ text, actions }) => [
      text,
      ...actions.flatMap((action) => [action.text, ...action.history.map(({ note }) => note ?? '')]),
    ]),
    ...activities.map(({ name }) => name),
    ...events.map(({ name }) => name),
  ];
  expect(texts.filter((text) => personalText(text) !== null)).toEqual([]);
});

test('its actions are evaluated, and no more is found than chance makes: nothing was planted', async () => {
  const actions = response.recommendations.flatMap((each) => each.actions);
  expect(actions).toHaveLength(3);
  const QUERY = `query ($action: ID!) { actionEvaluation(action: $action) {
    targetBefore targetAfter controlBefore controlAfter wdd lower upper statement
  } }`;
  const found = [];
  for (const { id } of actions)
    found.push(
      (
        await api.ask<{ actionEvaluation: { lower: number; upper: number } }>(QUERY, {
          action: await api.idOf('Action', id),
        })
      ).actionEvaluation,
    );
  expect(found).toMatchObject([
    { targetBefore: 93, targetAfter: 81, controlBefore: 120, controlAfter: 119 },
    { targetBefore: 29, targetAfter: 21, controlBefore: 23, controlAfter: 32, wdd: -16 },
    { targetBefore: 243, targetAfter: 253, controlBefore: 278, controlAfter: 298, wdd: -10 },
  ]);
  for (const { lower, upper } of found) expect(lower < 0 && upper > 0).toBe(true);
});

/** Signals that hold once all rows of the theme and level are taken together. */
const isFirm = ({ signal }: { signal: string }) => signal === 'ABOVE' || signal === 'BELOW';

test('so the last twelve weeks hold no signal either', async () => {
  const { tacticalAssessment } = await api.ask<{ tacticalAssessment: { rows: { signal: string }[] } }>(
    '{ tacticalAssessment(partnership: "DEMO2009", to: "2009-06-30") { rows { theme { code } area { code } signal } } }',
  );
  const { rows } = tacticalAssessment;
  expect(rows.length).toBeGreaterThan(14 * 20);
  expect(rows.length).toBeLessThanOrEqual(14 * (1 + 24));
  expect(rows.filter(isFirm)).toEqual([]);
  expect(rows.filter(({ signal }) => signal !== 'AS_EXPECTED').length).toBeLessThan(0.07 * rows.length);
});

test.each(['2009-03-31', '2009-06-30'])('and the noise of protected counts makes few, to %s', async (to) => {
  const { tacticalAssessment } = await api.ask<{
    tacticalAssessment: { rows: { signal: string }[]; perturbed: boolean };
  }>(
    `query ($to: Date!) { tacticalAssessment(partnership: "DEMO2009", to: $to) {
      rows { theme { code } area { code } actual expected signal } perturbed
    } }`,
    { to },
    { viewer: PUBLIC_VIEWER },
  );
  expect(tacticalAssessment.perturbed).toBe(true);
  const { rows } = tacticalAssessment;
  // None to two by most secrets, five by the worst seen: themes share the cells of their parents.
  expect(rows.filter(isFirm).length).toBeLessThanOrEqual(0.03 * rows.length);
});
