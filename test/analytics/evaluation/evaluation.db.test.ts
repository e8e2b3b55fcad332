import { type Caveats, sentencesOf } from '../../support/caveats';
import 'reflect-metadata';
import { PUBLIC_VIEWER, type Viewer } from '../../../src/access';
import { sidesOf, statementOf } from '../../../src/analytics/evaluation/evaluation';
import { daysAround, quietDays } from '../../../src/analytics/evaluation/event-evaluation';
import { storeAgencies, USUAL_AGENCIES } from '../../../src/domain/agencies';
import { type ShippedResponse, storeResponse } from '../../../src/domain/plan';
import type { Period } from '../../../src/platform/calendar';
import { weightedDisplacement } from '../../../src/platform/statistics';
import { Api, analystOf, withoutVersions } from '../../support/api';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { box, importAreas, partnershipOf } from '../../support/ground';
import { crime, load, type TestRecord } from '../../support/records';

const BEFORE = ['2022-07', '2022-08', '2022-09', '2022-10', '2022-11', '2022-12'];
const AFTER = ['2023-01', '2023-02', '2023-03', '2023-04', '2023-05', '2023-06'];
const WARDS = { W1: 0, W2: 1000, W3: 2000, W4: 3000 };

/** Crimes of a ward before 2023 and since, spread over the months, with the remainder in the first month. */
function crimes(ward: keyof typeof WARDS, before: number, after: number, fields: TestRecord = {}) {
  const inHalf = (months: string[], n: number) =>
    months.flatMap((month, i) =>
      Array.from({ length: Math.floor(n / 6) + (i === 0 ? n % 6 : 0) }, () =>
        crime({ at: [WARDS[ward] + 500, 500], occurredFrom: `${month}-15T12:00:00.000Z`, ...fields }),
      ),
    );
  return [...inHalf(BEFORE, before), ...inHalf(AFTER, after)];
}

const ward = (code: keyof typeof WARDS) => ({ kind: 'WARD', code }) as const;
const started = (from: string) =>
  ({
    ...{ text: 'Done.', owner: 'police', from },
    history: [{ by: 'Test', at: new Date(), status: 'PLANNED', progress: 0, due: '2999-12-31' }],
  }) as const;
const FROM = '2023-01-01';
const MARKET_DAY = '2023-04-22';

/** Actions by the order in which they are stored: the first has the id 1. */
const RESPONSE: ShippedResponse = {
  recommendations: [
    {
      ...{ theme: 'criminal-damage', text: 'Paint it.', owner: 'police' },
      actions: [
        { ...started(FROM), zones: { target: ward('W1'), control: ward('W2') } },
        { ...started(FROM), zones: { target: ward('W1') } },
        { ...started(FROM), zones: { target: ward('W1'), control: ward('W2'), displacement: ward('W3') } },
        { ...started('2030-01-01'), zones: { target: ward('W1'), control: ward('W2') } },
        { ...started(FROM), zones: { target: { kind: 'LSOA', code: 'E01000001' }, control: ward('W2') } },
        { ...started(FROM), zones: {} },
      ],
    },
    {
      ...{ theme: 'bicycle-theft', text: 'Lock it.', owner: 'police' },
      actions: [
        {
          ...started(FROM),
          zones: {
            target: ward('W1'),
            control: ward('W2'),
            displacement: ward('W3'),
            displacementControl: ward('W4'),
          },
        },
      ],
    },
    {
      ...{ theme: 'domestic-abuse', text: 'Tell it.', owner: 'police' },
      actions: [{ ...started(FROM), zones: { target: ward('W1'), control: ward('W2') } }],
    },
    {
      ...{ text: 'Plan it.', owner: 'csp' },
      actions: [{ ...started(FROM), zones: { target: ward('W1'), control: ward('W2') } }],
    },
  ],
  activities: [],
  events: [
    {
      name: 'May Fair',
      from: '2023-05-06',
      to: '2023-05-07',
      themes: ['shoplifting', 'robbery', 'public-confidence'],
    },
    { name: 'Harvest Fair', from: '2023-09-02', to: '2023-09-03', themes: ['shoplifting'] },
    { name: 'Market Day', from: MARKET_DAY, to: MARKET_DAY, themes: ['robbery'] },
  ],
};
const [
  FIXTURE,
  NO_CONTROL,
  NO_DISPLACEMENT_CONTROL,
  TO_COME,
  BY_LSOA,
  NOWHERE,
  WITH_DISPLACEMENT,
  SENSITIVE,
  STRATEGIC,
] = Array.from({ length: 9 }, (_, i) => String(i + 1));

const WEEKENDS = [
  '2023-04-08',
  '2023-04-15',
  '2023-04-22',
  '2023-04-29',
  '2023-05-13',
  '2023-05-20',
  '2023-05-27',
  '2023-06-03',
];

let fixture: TestDatabase;
let api: Api;

beforeAll(async () => {
  fixture = await createTestDatabase();
  const { database } = fixture;
  const id = await partnershipOf(database, 'HERE');
  await importAreas(
    database,
    'HERE',
    'WARD',
    Object.entries(WARDS).map(([code, x]) => ({ code, ring: box(x, 0, 1000) })),
  );
  await importAreas(database, 'HERE', 'LSOA', [{ code: 'E01000001', ring: box(0, 0, 1000) }]);
  const bicycles = { offence: 'bicycle-theft' };
  const theft = (day: string, time = '12:00') =>
    crime({ offence: 'shoplifting', occurredFrom: `${day}T${time}:00.000Z` });
  await load(database, 'HERE', [
    ...crimes('W1', 20, 10),
    ...crimes('W2', 20, 20),
    ...crimes('W3', 7, 9),
    ...crimes('W1', 207, 110, bicycles),
    ...crimes('W2', 308, 318, bicycles),
    ...crimes('W3', 178, 157, bicycles),
    ...crimes('W4', 150, 140, bicycles),
    ...crimes('W1', 12, 6, { offence: 'wounding', flags: 1 }),
    // Two each Saturday, one of them by half an hour; the fair has a dozen, and the Mondays do not count.
    ...WEEKENDS.flatMap((day) => [theft(day), theft(day)]),
    ...Array.from({ length: 40 }, () => theft(MARKET_DAY)),
    ...Array.from({ length: 11 }, () => theft('2023-05-07')),
    theft('2023-05-05', '23:30'),
    ...Array.from({ length: 30 }, () => theft('2023-05-08')),
  ]);
  await load(
    database,
    'HERE',
    [...BEFORE, ...AFTER].flatMap((month) =>
      [0, 1000].map((x) =>
        crime({
          ...{ at: [x + 500, 500], source: 'police-uk-street', offence: 'open-criminal-damage-and-arson' },
          ...{
            occurredFrom: `${month}-01T00:00:00.000Z`,
            occurredTo: `${month}-28T00:00:00.000Z`,
            precision: 'MONTH',
          },
        }),
      ),
    ),
  );
  await database.transaction({}, async (session) => {
    await storeAgencies(session, id, USUAL_AGENCIES);
    await storeResponse(session, id, RESPONSE);
  });
  api = await Api.on(database, analystOf(id));
}, 120_000);
afterAll(() => fixture.remove());

const EVALUATE = `query ($action: ID!, $months: Int, $sources: [ID!]) {
  actionEvaluation(action: $action, months: $months, sources: $sources) {
    targetBefore targetAfter controlBefore controlAfter displacementBefore displacementAfter
    displacementControlBefore displacementControlAfter
    wdd standardError z lower upper statement before { from to } after { from to } perturbed
    parameters { name value } dataVersion caveats { message }
  }
}`;
interface Evaluation {
  [count: string]: unknown;
  wdd: number | null;
  standardError: number;
  z: number;
  before: Period;
  after: Period;
  statement: string;
  caveats: Caveats;
  parameters: { name: string; value: string }[];
}
const CRIMES = { months: 6, sources: ['police-crimes'] };
/** Actions are named by their numbers, in the order in which they were added. */
const evaluate = async (action: string, more: object = CRIMES, viewer: Viewer = api.viewer) => {
  const id = await api.idOf('Action', Number(action));
  return (await api.ask<{ actionEvaluation: Evaluation }>(EVALUATE, { action: id, ...more }, { viewer }))
    .actionEvaluation;
};
const refusalOf = async (action: string, more: object = CRIMES, viewer: Viewer = api.viewer) =>
  api.refusal(EVALUATE, { action: await api.idOf('Action', Number(action)), ...more }, { viewer });

describe('the evaluation of an action', () => {
  test('is the published example without a displacement zone', async () => {
    const found = await evaluate(FIXTURE);
    expect(found).toMatchObject({
      ...{ targetBefore: 20, targetAfter: 10, controlBefore: 20, controlAfter: 20 },
      ...{ displacementBefore: null, displacementControlAfter: null, wdd: -10, perturbed: false },
      before: { from: '2022-07-01', to: '2022-12-31' },
      after: { from: '2023-01-01', to: '2023-06-30' },
    });
    expect(found.standardError).toBeCloseTo(8.3666, 4);
    expect(found.z).toBeCloseTo(-1.195229, 6);
    expect(found.statement).toBe(
      'In 6 months there were 10 incidents fewer than the change of the control zone lets expect in the target zone (95% ' +
        'interval −26.4 to 6.4): chance alone may have made the difference.',
    );
    expect(sentencesOf(found.caveats).join(' ')).toContain('seasons');
    expect(found.parameters).toContainEqual({ name: 'target', value: 'WARD W1' });
    expect(found.parameters).toContainEqual({ name: 'sources', value: 'police-crimes' });
  });

  test('is the published example with one', async () => {
    const found = await evaluate(WITH_DISPLACEMENT);
    expect(found).toMatchObject({
      ...{ targetBefore: 207, targetAfter: 110, controlBefore: 308, controlAfter: 318 },
      ...{ displacementBefore: 178, displacementAfter: 157 },
      ...{ displacementControlBefore: 150, displacementControlAfter: 140, wdd: -118 },
    });
    expect(found.standardError).toBeCloseTo(Math.sqrt(1568), 9);
    expect(found.z).toBeCloseTo(-2.98, 2);
    expect(found.statement).toContain('chance alone seldom does as much');
  });

  test('takes as many months on both sides as both have, and says so', async () => {
    const short = await evaluate(FIXTURE, { ...CRIMES, months: 2 });
    expect(short).toMatchObject({
      ...{ targetBefore: 6, targetAfter: 6 },
      before: { from: '2022-11-01', to: '2022-12-31' },
      after: { from: '2023-01-01', to: '2023-02-28' },
    });
    const year = await evaluate(FIXTURE, { ...CRIMES, months: 12 });
    expect(year).toMatchObject({ targetBefore: 20, targetAfter: 10, before: { from: '2022-07-01' } });
    expect(sentencesOf(year.caveats).join(' ')).toContain('Only 6 of 12 months');
  });

  test('without a control there is no difference; without a displacement control none of the displacement', async () => {
    const alone = await evaluate(NO_CONTROL);
    expect(alone).toMatchObject({
      targetBefore: 20,
      targetAfter: 10,
      controlBefore: null,
      wdd: null,
      z: null,
    });
    expect(alone.statement).toContain('Without a control zone');
    const half = await evaluate(NO_DISPLACEMENT_CONTROL);
    expect(half).toMatchObject({ displacementBefore: 7, displacementAfter: 9, wdd: -10 });
    expect(sentencesOf(half.caveats).join(' ')).toContain('no part of the difference');
  });

  test('counts each event from one source, and warns where sources of the same events are named', async () => {
    const found = await evaluate(FIXTURE, { months: 6 });
    expect(found).toMatchObject({ targetBefore: 20, targetAfter: 10 });
    expect(sentencesOf(found.caveats).join(' ')).not.toContain('same events');
    const both = await evaluate(FIXTURE, { months: 6, sources: ['police-crimes', 'police-uk-street'] });
    expect(both).toMatchObject({ targetBefore: 26, targetAfter: 16 });
    expect(sentencesOf(both.caveats).join(' ')).toContain('tell of the same events and were both named');
  });

  test.each([
    [NOWHERE, 'NOT_ENOUGH_DATA', 'target'],
    [TO_COME, 'NOT_ENOUGH_DATA', 'delivered'],
    [STRATEGIC, 'BAD_USER_INPUT', 'strategic'],
    ['99', 'NOT_FOUND', 'action'],
    ['x', 'NOT_FOUND', 'action'],
  ])('of %s is refused as %s', async (action, code, says) => {
    const refusal = await refusalOf(action);
    expect(refusal.code).toBe(code);
    expect(refusal.message).toContain(says);
  });

  test.each([0, 61])('of %d months on either side is refused', async (months) => {
    expect((await refusalOf(FIXTURE, { months })).code).toBe('BAD_USER_INPUT');
  });

  test('below exact counts is made of what data.police.uk publishes by ward, not of its parts', async () => {
    const refused = await refusalOf(FIXTURE, CRIMES, PUBLIC_VIEWER);
    expect(refused).toMatchObject({ code: 'FORBIDDEN' });
    expect(refused.message).toContain('By area, ask sources ["police-uk-street"] for open-');
    expect(await evaluate(FIXTURE, CRIMES, { ...api.viewer, role: 'PARTNER' })).toMatchObject({
      ...{ targetBefore: 20, controlAfter: 20, perturbed: false },
    });
    const open = { months: 6, sources: ['police-uk-street'] };
    expect(withoutVersions(await evaluate(FIXTURE, open, PUBLIC_VIEWER))).toEqual(
      withoutVersions(await evaluate(FIXTURE, open)),
    );
    expect(await evaluate(FIXTURE, open, PUBLIC_VIEWER)).toMatchObject({
      targetBefore: 6,
      wdd: 0,
      perturbed: false,
    });
  });

  test('tells sensitive themes and LSOAs to record level only', async () => {
    const partner: Viewer = {
      role: 'PARTNER',
      scopes: [],
      partnershipId: api.viewer.partnershipId,
      keyId: 1,
    };
    for (const action of [SENSITIVE, BY_LSOA]) {
      for (const viewer of [PUBLIC_VIEWER, partner])
        expect((await refusalOf(action, CRIMES, viewer)).code).toBe('FORBIDDEN');
      expect((await evaluate(action)).targetBefore).toBeGreaterThan(0);
    }
    expect(await evaluate(SENSITIVE)).toMatchObject({ targetBefore: 12, targetAfter: 6, controlBefore: 0 });
  });
});

describe('the sides of a day', () => {
  const delivered = { from: '2022-01-01', to: '2023-12-31' };
  test.each([
    ['2023-01-01', 12, delivered, '2022-01-01', '2022-12-31', '2023-01-01', '2023-12-31', 12],
    ['2023-01-15', 12, delivered, '2022-02-01', '2022-12-31', '2023-02-01', '2023-12-31', 11],
    ['2023-03-31', 3, delivered, '2022-12-01', '2023-02-28', '2023-04-01', '2023-06-30', 3],
    ['2023-12-01', 12, delivered, '2023-11-01', '2023-11-30', '2023-12-01', '2023-12-31', 1],
    ['2022-01-31', 12, delivered, '2022-01-01', '2021-12-31', '2022-02-01', '2022-01-31', 0],
  ])('%s, %d months at most', (day, most, known, ...[from, to, since, until, months]) => {
    expect(sidesOf(day as string, most as number, [known as Period])).toEqual({
      before: { from, to },
      after: { from: since, to: until },
      months,
    });
  });
});

test('the sides of a day end before a month that was never delivered', () => {
  const known = [
    { from: '2022-01-01', to: '2022-08-31' },
    { from: '2022-10-01', to: '2023-12-31' },
  ];
  expect(sidesOf('2023-01-01', 12, known)).toEqual({
    before: { from: '2022-10-01', to: '2022-12-31' },
    after: { from: '2023-01-01', to: '2023-03-31' },
    months: 3,
  });
});

test.each([
  [0, 'as many incidents as'],
  [-1, '1 incident fewer than'],
  [25, '25 incidents more than'],
])('a difference of %d is %s', (change, says) => {
  const target = { before: 30, after: 30 + change };
  const difference = weightedDisplacement({ zone: target, control: { before: 3, after: 3 } }, null);
  const words = statementOf({ target, displacement: false }, 1, difference);
  expect(words).toContain(`In 1 month there were ${says}`);
  expect(words).toContain(change === 25 ? 'seldom' : 'may have made');
});

const EVENT = `query ($event: ID!, $sources: [ID!]) {
  eventEvaluation(event: $event, sources: $sources) {
    event { name } rows { theme { code } actual expected lower upper pValue signal withoutBecause }
    comparedWith { from to } caveats { message } parameters { name value }
  }
}`;
interface EventAnswer {
  eventEvaluation: { rows: { [field: string]: unknown }[]; comparedWith: Period[]; caveats: Caveats };
}

describe('the evaluation of an event', () => {
  test('holds its days against the same days of the weeks around it', async () => {
    const { eventEvaluation: found } = await api.ask<EventAnswer>(EVENT, {
      event: await api.idOf('CalendarEvent', 1),
    });
    // The weekend of Market Day, with its many thefts, tells nothing of an ordinary one.
    expect(found.comparedWith.map(({ from }) => from)).toEqual(WEEKENDS.filter((day) => day !== MARKET_DAY));
    expect(found.rows).toMatchObject([
      { theme: { code: 'public-confidence' }, actual: null, expected: null, signal: null },
      { theme: { code: 'robbery' }, actual: 0, expected: 0, signal: 'AS_EXPECTED', withoutBecause: null },
      { theme: { code: 'shoplifting' }, actual: 12, expected: 2, lower: 0, upper: 6, signal: 'ABOVE' },
    ]);
    expect(found.rows[0].withoutBecause).toContain('No source');
    expect(sentencesOf(found.caveats)).toContain(
      'The days of other events were left out of the comparison: Market Day.',
    );
    expect(sentencesOf(found.caveats).join(' ')).toContain('only tells the month');
  });

  test('keeps the days of other events where there are no others', () => {
    const [first, second] = daysAround({ from: '2023-05-06', to: '2023-05-07' });
    expect(quietDays([first, second], [{ from: first.to, to: first.to }])).toEqual([second]);
    expect(quietDays([first, second], [{ from: first.from, to: second.to }])).toEqual([first, second]);
  });

  test.each([
    ['2', undefined, 'NOT_ENOUGH_DATA'],
    ['99', undefined, 'NOT_FOUND'],
    ['1', ['police-uk-street'], 'NOT_SUPPORTED_FOR_SOURCE'],
  ])('%s from %j is refused as %s', async (event, sources, code) => {
    const id = await api.idOf('CalendarEvent', Number(event));
    expect((await api.refusal(EVENT, { event: id, sources })).code).toBe(code);
  });

  test('needs record-level access to closed sources', async () => {
    const sources = ['police-crimes'];
    expect(
      (
        await api.refusal(
          EVENT,
          { event: await api.idOf('CalendarEvent', 1), sources },
          { viewer: PUBLIC_VIEWER },
        )
      ).code,
    ).toBe('FORBIDDEN');
    // Beside an open source, which tells no day.
    expect(
      (await api.refusal(EVENT, { event: await api.idOf('CalendarEvent', 1) }, { viewer: PUBLIC_VIEWER }))
        .code,
    ).toBe('NOT_SUPPORTED_FOR_SOURCE');
  });
});

describe('the days around an event', () => {
  test.each([
    [1, 8, 28],
    [7, 8, 28],
    [8, 4, 28],
    [14, 4, 28],
    [15, 2, 21],
    [28, 2, 28],
    [43, 2, 49],
  ])('of %d days are %d stretches, at most %d days away', (length, stretches, away) => {
    const day = (n: number) => new Date(Date.UTC(2023, 4, 1 + n)).toISOString().slice(0, 10);
    const event = { from: day(0), to: day(length - 1) };
    const around = daysAround(event);
    expect(around).toHaveLength(stretches);
    expect(around[0].from).toBe(day(-away));
    expect(around.at(-1)!.from).toBe(day(away));
    for (const { from, to } of around) expect(to < event.from || from > event.to).toBe(true);
  });
});
