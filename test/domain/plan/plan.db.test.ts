import 'reflect-metadata';
import { createKey, nodeIdsOf, PUBLIC_VIEWER, type Viewer } from '../../../src/access';
import { storeAgencies, USUAL_AGENCIES } from '../../../src/domain/agencies';
import { responseOf } from '../../../src/domain/plan';
import { today } from '../../../src/platform/calendar';
import { Api, analystOf, sql } from '../../support/api';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { box, importAreas, partnershipOf } from '../../support/ground';

let fixture: TestDatabase;
let api: Api;
let id: number;
let editor: Viewer;
let elsewhere: Viewer;

beforeAll(async () => {
  fixture = await createTestDatabase();
  const { database } = fixture;
  id = await partnershipOf(database, 'HERE');
  const other = await partnershipOf(database, 'THERE');
  await importAreas(database, 'HERE', 'WARD', [
    { code: 'W1', name: 'West', ring: box(0, 0, 1000) },
    { code: 'W2', name: 'Middle', ring: box(1000, 0, 1000) },
    { code: 'W3', name: 'East', ring: box(2000, 0, 1000) },
    { code: 'W4', name: 'Far East', ring: box(3000, 0, 1000) },
  ]);
  await importAreas(database, 'HERE', 'SNT_AREA', [
    { code: 'half_of_middle', ring: box(1500, 0, 1500, 1000) },
    // Drawn at another scale: it reaches over the edge of W1 by half a metre.
    { code: 'sliver', ring: box(999.5, 0, 500, 1000) },
  ]);
  const key = { role: 'PARTNER', scopes: ['edit', 'read'], partnership: 'HERE', name: 'Plan' } as const;
  const keyId = await database.transaction({}, async (session) => {
    for (const each of [id, other]) await storeAgencies(session, each, USUAL_AGENCIES);
    return (await createKey(session, { ...key, scopes: [...key.scopes] })).id;
  });
  editor = { role: 'PARTNER', scopes: ['edit', 'read'], partnershipId: id, keyId };
  elsewhere = { role: 'ADMIN', scopes: [], partnershipId: other, keyId: 99 };
  api = await Api.on(database, analystOf(id));
}, 120_000);
afterAll(() => fixture.remove());

const FAR = '2999-12-31';
const RECOMMENDATION = 'id theme { code name } text owner { code name kind } status version actions { id }';
const ACTION = `id text owner { code } from due overdue status progress version
  target { kind code name } control { code } displacement { code } displacementControl { code }
  history { version by at status progress due note }`;
const RECOMMEND = `mutation ($input: AddRecommendationInput!) { addRecommendation(input: $input) { recommendation { ${RECOMMENDATION} } userErrors { code message path } } }`;
const REVISE = `mutation ($input: UpdateRecommendationInput!) { updateRecommendation(input: $input) { recommendation { ${RECOMMENDATION} } userErrors { code message path } } }`;
const ACT = `mutation ($input: AddActionInput!) { addAction(input: $input) { action { ${ACTION} } userErrors { code message path } } }`;
const PROGRESS = `mutation ($input: UpdateActionInput!) {
  updateAction(input: $input) { action { ${ACTION} } userErrors { code message path } }
}`;

interface Recommendation {
  id: string;
  status: string;
  version: number;
  text: string;
  theme: { code: string } | null;
  actions: { id: string }[];
}
interface Action {
  id: string;
  status: string;
  progress: number;
  version: number;
  due: string;
  overdue: boolean;
  history: {
    version: number;
    by: string | null;
    at: string;
    status: string;
    progress: number;
    note: string | null;
  }[];
}

const advice = (fields: object = {}) => ({
  input: { partnership: 'HERE', theme: 'burglary', text: 'Fit locks.', owner: 'police', ...fields },
});
const recommend = async (fields?: object, viewer = editor) =>
  (
    await api.ask<{ addRecommendation: { recommendation: Recommendation } }>(RECOMMEND, advice(fields), {
      viewer,
    })
  ).addRecommendation.recommendation;
const deed = (recommendation: string, fields: object = {}) => ({
  input: { recommendation, text: 'Fit locks in the west.', owner: 'police', due: FAR, ...fields },
});
const act = async (recommendation: string, fields?: object) =>
  (await api.ask<{ addAction: { action: Action } }>(ACT, deed(recommendation, fields), { viewer: editor }))
    .addAction.action;
const progress = async (variables: object) =>
  (await api.ask<{ updateAction: { action: Action } }>(PROGRESS, { input: variables }, { viewer: editor }))
    .updateAction.action;
const list = async (args = '', viewer: Viewer = api.viewer) =>
  (
    await api.ask<{ recommendations: Recommendation[] }>(
      `{ recommendations(partnership: "HERE"${args}) { ${RECOMMENDATION} } }`,
      {},
      { viewer },
    )
  ).recommendations;
const actionOf = async (wanted: string, viewer: Viewer = api.viewer) =>
  (
    await api.ask<{ actions: Action[] }>(`{ actions(partnership: "HERE") { ${ACTION} } }`, {}, { viewer })
  ).actions.find((each) => each.id === wanted)!;

/** All rows of the plan, and the audit but for refusals, none of which a refusal may change. */
async function stored(): Promise<unknown[]> {
  const tables = [
    'recommendation',
    'action',
    'action_zone',
    'action_change',
    'partnership_activity',
    'calendar_event',
  ];
  return Promise.all(
    [...tables, 'calendar_event_theme', "audit WHERE action <> 'refused'"].map((rows) =>
      sql(fixture.database, `SELECT * FROM ${rows} ORDER BY 1, 2, 3`),
    ),
  );
}

/** The refusal of an operation, which must have changed nothing. */
async function refused(source: string, variables: object, viewer: Viewer = editor) {
  const before = await stored();
  const refusal = await api.refusal(source, variables, { viewer });
  expect(await stored()).toEqual(before);
  return refusal;
}

describe('a recommendation', () => {
  test('is made, read by everyone, and leaves its line in the audit', async () => {
    const made = await recommend({ text: '  Fit locks.  ' });
    expect(made).toEqual({
      id: made.id,
      theme: { code: 'burglary', name: 'Burglary' },
      text: 'Fit locks.',
      owner: { code: 'police', name: 'Police', kind: 'POLICE' },
      status: 'PROPOSED',
      version: 1,
      actions: [],
    });
    expect(await list('', PUBLIC_VIEWER)).toEqual([made]);
    const [line] = await sql(
      fixture.database,
      "SELECT actor, partnership_id, detail FROM audit WHERE action = 'recommendation.add'",
    );
    expect(line).toEqual({
      actor: `key ${editor.keyId}`,
      partnership_id: id,
      detail: { recommendation: made.id, theme: 'burglary', owner: 'police' },
    });
  });

  test('without a theme it is strategic', async () => {
    const made = await recommend({ theme: null, owner: 'csp' });
    expect(made.theme).toBeNull();
    expect((await list(', strategic: true')).map((each) => each.id)).toEqual([made.id]);
    expect((await list(', strategic: false')).map((each) => each.id)).not.toContain(made.id);
    expect((await list(', theme: "burglary"')).every(({ theme }) => theme?.code === 'burglary')).toBe(true);
    expect(await list(', theme: "robbery"')).toEqual([]);
  });

  test('changes, and closes, only from the version that it has', async () => {
    const { id: made } = await recommend();
    const change = (version: number, fields: object) => ({ input: { id: made, version, ...fields } });
    const revise = async (version: number, fields: object) =>
      (
        await api.ask<{ updateRecommendation: { recommendation: Recommendation } }>(
          REVISE,
          change(version, fields),
          {
            viewer: editor,
          },
        )
      ).updateRecommendation.recommendation;
    expect(await revise(1, { text: 'Fit better locks.', owner: 'csp' })).toMatchObject({
      text: 'Fit better locks.',
      owner: { code: 'csp' },
      status: 'PROPOSED',
      version: 2,
    });
    for (const version of [1, 3])
      expect((await refused(REVISE, change(version, { status: 'REJECTED' }))).code).toBe('CONFLICT');
    const action = await act(made);
    expect(await revise(2, { status: 'REJECTED' })).toMatchObject({
      text: 'Fit better locks.',
      status: 'REJECTED',
      actions: [{ id: action.id }],
    });
    expect((await list(', status: REJECTED')).map((each) => each.id)).toEqual([made]);
  });

  test.each([
    ['a theme that is none', { theme: 'witchcraft' }, 'BAD_USER_INPUT', 'bicycle-theft'],
    ['an owner that is none', { owner: 'nobody' }, 'BAD_USER_INPUT', 'csp, police, fire'],
    ['no text', { text: '  ' }, 'BAD_USER_INPUT', 'one line'],
    ['lines', { text: 'Fit\nlocks' }, 'BAD_USER_INPUT', 'one line'],
    ['a text that is too long', { text: 'x'.repeat(501) }, 'BAD_USER_INPUT', '500'],
    ['an e-mail address', { text: 'Ask jo.bloggs@example.org for locks.' }, 'BAD_USER_INPUT', 'no person'],
    ['a telephone number', { text: 'Ring 01525 123 456 for locks.' }, 'BAD_USER_INPUT', 'no person'],
    ['a full postcode', { text: 'Fit locks at LU6 1AA.' }, 'BAD_USER_INPUT', 'no person'],
    [
      'a personal number',
      { text: 'Fit locks for QQ 12 34 56 C, AB 12 34 56 C.' },
      'BAD_USER_INPUT',
      'no person',
    ],
    [
      'a date beside a telephone number',
      { text: 'By 1 May 2009 ring 07700 900123.' },
      'BAD_USER_INPUT',
      'no person',
    ],
    ['no partnership', { partnership: 'NOWHERE' }, 'NOT_FOUND', 'HERE'],
  ])('is refused with %s', async (_, fields, code, says) => {
    const refusal = await refused(RECOMMEND, advice(fields));
    expect(refusal.code).toBe(code);
    expect(refusal.message).toContain(says);
    expect(refusal.message).not.toMatch(/bloggs|123 456|1AA|34 56|900123/);
  });

  test('may name days, districts and streets', async () => {
    const text = 'Between 1 April 2010 and 31/03/2011 fit locks along the A5 in LU6, 24 hours a day.';
    expect((await recommend({ text })).text).toBe(text);
  });

  test('is for editors of the partnership', async () => {
    for (const viewer of [PUBLIC_VIEWER, api.viewer, elsewhere, { ...editor, scopes: ['read'] } as Viewer])
      expect((await refused(RECOMMEND, advice(), viewer)).code).toBe('FORBIDDEN');
    const [first] = await list();
    expect(
      (await refused(REVISE, { input: { id: first.id, version: 1, status: 'ADOPTED' } }, elsewhere)).code,
    ).toBe('FORBIDDEN');
  });

  test.each(['0', '123456', 'x', '1e3', '99999999999999'])('there is none with the id %s', async (wrong) => {
    expect((await refused(REVISE, { input: { id: wrong, version: 1 } })).code).toBe('NOT_FOUND');
    expect((await refused(ACT, deed(wrong))).code).toBe('NOT_FOUND');
    const nothing = { id: wrong, version: 1, status: 'COMPLETED' };
    expect((await refused(PROGRESS, { input: nothing })).code).toBe('NOT_FOUND');
  });
});

describe('an action', () => {
  let advised: string;
  beforeAll(async () => {
    advised = (await recommend()).id;
  });

  test('begins as planned, with its zones', async () => {
    const zones = {
      target: { ward: 'W1' },
      control: { ward: 'W2' },
      displacement: { ward: 'W3' },
      displacementControl: { ward: 'W4' },
    };
    const added = await act(advised, { ...zones, from: today() });
    expect(added).toMatchObject({
      text: 'Fit locks in the west.',
      owner: { code: 'police' },
      ...{ from: today(), due: FAR, overdue: false, status: 'PLANNED', progress: 0, version: 1 },
      target: { kind: 'WARD', code: 'W1', name: 'West' },
      ...{ control: { code: 'W2' }, displacement: { code: 'W3' }, displacementControl: { code: 'W4' } },
      history: [{ version: 1, by: 'Plan', status: 'PLANNED', progress: 0, due: FAR, note: null }],
    });
    expect((await list()).find(({ id: of }) => of === advised)!.actions).toEqual([{ id: added.id }]);
  });

  test('goes on change by change, and keeps them all', async () => {
    const { id: action } = await act(advised, { due: today() });
    await progress({
      id: action,
      version: 1,
      status: 'IN_PROGRESS',
      progress: 40,
      note: ' Two streets done. ',
    });
    await progress({ id: action, version: 2, status: 'IN_PROGRESS', due: FAR });
    const done = await progress({ id: action, version: 3, status: 'COMPLETED' });
    expect(done).toMatchObject({ status: 'COMPLETED', progress: 100, version: 4, due: FAR });
    expect(done.history).toMatchObject([
      { version: 4, status: 'COMPLETED', progress: 100, due: FAR, note: null },
      { version: 3, status: 'IN_PROGRESS', progress: 40, due: FAR, note: null },
      { version: 2, status: 'IN_PROGRESS', progress: 40, due: today(), note: 'Two streets done.' },
      { version: 1, status: 'PLANNED', progress: 0, due: today(), note: null },
    ]);
    for (const { at } of done.history) expect(Math.abs(Date.parse(at) - Date.now())).toBeLessThan(60_000);
    const lines = await sql(
      fixture.database,
      "SELECT detail FROM audit WHERE action = 'action.change' ORDER BY id",
    );
    expect(lines.map(({ detail }) => detail)).toEqual([
      { action, version: 2, status: 'IN_PROGRESS' },
      { action, version: 3, status: 'IN_PROGRESS', due: FAR },
      { action, version: 4, status: 'COMPLETED' },
    ]);
  });

  test('shows who wrote its changes to the partnership alone', async () => {
    const { id: action } = await act(advised);
    for (const viewer of [api.viewer, editor])
      expect((await actionOf(action, viewer)).history[0].by).toBe('Plan');
    for (const viewer of [PUBLIC_VIEWER, elsewhere]) {
      const [{ by, status }] = (await actionOf(action, viewer)).history;
      expect({ by, status }).toEqual({ by: null, status: 'PLANNED' });
    }
  });

  test('is not changed from a version that it has not any more, nor by two at once', async () => {
    const { id: action } = await act(advised);
    for (const version of [2, 7])
      expect((await refused(PROGRESS, { input: { id: action, version, status: 'IN_PROGRESS' } })).code).toBe(
        'CONFLICT',
      );
    const both = await Promise.allSettled(
      [10, 20].map((n) => progress({ id: action, version: 1, status: 'IN_PROGRESS', progress: n })),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await actionOf(action)).version).toBe(2);
  });

  test('is overdue where its day has passed, and it is neither completed nor cancelled', async () => {
    const [{ id: action }, { id: given }] = [await act(advised), await act(advised)];
    // They are the last two.
    await sql(
      fixture.database,
      `UPDATE action_change SET due = '2020-01-01'
       WHERE action_id IN (SELECT id FROM action ORDER BY id DESC LIMIT 2)`,
    );
    await progress({ id: given, version: 1, status: 'CANCELLED' });
    const overdue = await api.ask<{ actions: Action[] }>(
      '{ actions(partnership: "HERE", overdue: true) { id } }',
    );
    expect(overdue.actions).toEqual([{ id: action }]);
  });

  test.each([
    ['a due date before today', { due: '2020-01-01' }, 'today or later'],
    ['a from after the due date', { from: '2999-01-01', due: '2998-12-31' }, 'later than'],
    ['an owner that is none', { owner: 'nobody' }, 'csp, police'],
    ['a personal text', { text: 'See jo@example.org.' }, 'no person'],
    ['a target that is no area', { target: { ward: 'W9' } }, 'is not the code of a ward on'],
    ['a control without a target', { control: { ward: 'W2' } }, 'input.target'],
    [
      'a displacement control alone',
      { target: { ward: 'W1' }, displacementControl: { ward: 'W2' } },
      'input.displacement',
    ],
    [
      'a control that is the target',
      { target: { ward: 'W1' }, control: { ward: 'W1' } },
      'overlaps input.target',
    ],
    [
      'a control that overlaps the target',
      { target: { ward: 'W2' }, control: { sntArea: 'half_of_middle' } },
      'overlaps input.target',
    ],
    [
      'a displacement zone that overlaps the control',
      { target: { ward: 'W1' }, control: { ward: 'W2' }, displacement: { sntArea: 'half_of_middle' } },
      'input.displacement overlaps input.control',
    ],
  ])('is refused with %s', async (_, fields, says) => {
    const refusal = await refused(ACT, deed(advised, fields));
    expect(refusal.code).toBe('BAD_USER_INPUT');
    expect(refusal.message).toContain(says);
  });

  test('may have zones that touch, or share a sliver of an outline drawn at another scale', async () => {
    await act(advised, { target: { ward: 'W1' }, control: { sntArea: 'sliver' } });
  });

  test.each([
    [{ progress: -1 }, 'progress'],
    [{ progress: 101 }, 'progress'],
    [{ status: 'COMPLETED', progress: 99 }, 'progress'],
    [{ due: '2020-01-01' }, 'today or later'],
    [{ note: 'Ring 01525 123456' }, 'no person'],
    [{ note: 'x'.repeat(501) }, '500'],
    [{ version: 0 }, 'version'],
  ])('is not changed by %j', async (fields, says) => {
    const { id: action } = await act(advised);
    const refusal = await refused(PROGRESS, {
      input: { id: action, version: 1, status: 'IN_PROGRESS', ...fields },
    });
    expect(refusal.code).toBe('BAD_USER_INPUT');
    expect(refusal.message).toContain(says);
  });

  test('is for editors of the partnership', async () => {
    const { id: action } = await act(advised);
    for (const viewer of [PUBLIC_VIEWER, api.viewer, elsewhere]) {
      expect((await refused(ACT, deed(advised), viewer)).code).toBe('FORBIDDEN');
      expect(
        (await refused(PROGRESS, { input: { id: action, version: 1, status: 'COMPLETED' } }, viewer)).code,
      ).toBe('FORBIDDEN');
    }
  });
});

const ACTIVITY = 'id name theme { code } owner { code } from to version';
const ADD_ACTIVITY = `mutation ($input: AddActivityInput!) { addActivity(input: $input) { activity { ${ACTIVITY} } userErrors { code message path } } }`;
const END_ACTIVITY = `mutation ($input: EndActivityInput!) { endActivity(input: $input) { activity { ${ACTIVITY} } userErrors { code message path } } }`;
const EVENT = 'id name from to themes { code }';
const ADD_EVENT = `mutation ($input: AddCalendarEventInput!) { addCalendarEvent(input: $input) { event { ${EVENT} } userErrors { code message path } } }`;
const REMOVE_EVENT = `mutation ($id: ID!) { removeCalendarEvent(input: { id: $id }) { event { ${EVENT} } userErrors { code message path } } }`;

describe('an activity', () => {
  const activity = (fields: object = {}) => ({
    input: { partnership: 'HERE', theme: 'burglary', name: 'Bobby Scheme', ...fields },
  });
  const add = async (fields?: object) =>
    (
      await api.ask<{ addActivity: { activity: { id: string } } }>(ADD_ACTIVITY, activity(fields), {
        viewer: editor,
      })
    ).addActivity.activity;
  const running = async (period: string) =>
    (
      await api.ask<{ activities: { name: string }[] }>(
        `{ activities(partnership: "HERE"${period}) { name } }`,
      )
    ).activities.map(({ name }) => name);

  test('is added, listed for the time in which it runs, and ended', async () => {
    expect(await add()).toMatchObject({
      name: 'Bobby Scheme',
      theme: { code: 'burglary' },
      owner: null,
      from: null,
      to: null,
      version: 1,
    });
    const patrols = await add({ name: 'Patrols', owner: 'police', from: '2023-03-01' });
    expect(await running('')).toEqual(['Bobby Scheme', 'Patrols']);
    expect(await running(', period: { from: "2023-01-01", to: "2023-02-28" }')).toEqual(['Bobby Scheme']);
    expect(await running(', theme: "robbery"')).toEqual([]);
    const end = { id: patrols.id, version: 1, to: '2023-06-30' };
    expect(await api.ask(END_ACTIVITY, { input: end }, { viewer: editor })).toMatchObject({
      endActivity: {
        activity: { owner: { code: 'police' }, from: '2023-03-01', to: '2023-06-30', version: 2 },
      },
    });
    expect(await running(', period: { from: "2023-07-01", to: "2023-07-31" }')).toEqual(['Bobby Scheme']);
    expect((await refused(END_ACTIVITY, { input: end })).code).toBe('CONFLICT');
    expect((await refused(END_ACTIVITY, { input: { ...end, version: 2, to: '2023-02-28' } })).code).toBe(
      'BAD_USER_INPUT',
    );
    expect((await refused(END_ACTIVITY, { input: { ...end, version: 2 } }, elsewhere)).code).toBe(
      'FORBIDDEN',
    );
    expect((await refused(END_ACTIVITY, { input: { ...end, id: '999' } })).code).toBe('NOT_FOUND');
  });

  test.each([
    [{ theme: 'witchcraft' }, 'BAD_USER_INPUT'],
    [{ owner: 'nobody' }, 'BAD_USER_INPUT'],
    [{ from: '2023-03-02', to: '2023-03-01' }, 'BAD_USER_INPUT'],
    [{ name: '' }, 'BAD_USER_INPUT'],
    [{ partnership: 'NOWHERE' }, 'NOT_FOUND'],
  ])('is refused with %j', async (fields, code) => {
    expect((await refused(ADD_ACTIVITY, activity(fields))).code).toBe(code);
    expect((await refused(ADD_ACTIVITY, activity(), PUBLIC_VIEWER)).code).toBe('FORBIDDEN');
  });
});

describe('an event of the calendar', () => {
  const event = (fields: object = {}) => ({
    input: {
      partnership: 'HERE',
      name: 'May Fair',
      ...{
        from: '2023-05-06',
        to: '2023-05-07',
        themes: ['violent-crime', 'anti-social-behaviour', 'violent-crime'],
      },
      ...fields,
    },
  });
  const add = async (fields?: object) =>
    (
      await api.ask<{ addCalendarEvent: { event: { id: string } } }>(ADD_EVENT, event(fields), {
        viewer: editor,
      })
    ).addCalendarEvent.event;
  const listed = async (args = '') =>
    (
      await api.ask<{ calendarEvents: { name: string }[] }>(
        `{ calendarEvents(partnership: "HERE"${args}) { name } }`,
      )
    ).calendarEvents.map(({ name }) => name);

  test('is added, listed by time, and taken off again', async () => {
    const fair = await add();
    expect(fair).toMatchObject({ themes: [{ code: 'anti-social-behaviour' }, { code: 'violent-crime' }] });
    await add({ name: 'New Year', from: '2022-12-31', to: '2023-01-01' });
    expect(await listed()).toEqual(['New Year', 'May Fair']);
    expect(await listed(', period: { from: "2023-01-01", to: "2023-01-31" }')).toEqual(['New Year']);
    expect(await listed(', theme: "robbery"')).toEqual([]);
    expect((await refused(REMOVE_EVENT, { id: fair.id }, elsewhere)).code).toBe('FORBIDDEN');
    expect(await api.ask(REMOVE_EVENT, { id: fair.id }, { viewer: editor })).toEqual({
      removeCalendarEvent: { event: fair, userErrors: [] },
    });
    expect(await listed()).toEqual(['New Year']);
    expect((await refused(REMOVE_EVENT, { id: fair.id })).code).toBe('NOT_FOUND');
  });

  test.each([
    [{ themes: ['witchcraft'] }, 'BAD_USER_INPUT'],
    [{ themes: [] }, 'BAD_USER_INPUT'],
    [{ from: '2023-05-08' }, 'BAD_USER_INPUT'],
    [{ to: '2023-12-31' }, 'BAD_USER_INPUT'],
    [{ name: 'Fair at LU6 1AA' }, 'BAD_USER_INPUT'],
    [{ partnership: 'NOWHERE' }, 'NOT_FOUND'],
  ])('is refused with %j', async (fields, code) => {
    expect((await refused(ADD_EVENT, event(fields))).code).toBe(code);
    expect((await refused(ADD_EVENT, event(), PUBLIC_VIEWER)).code).toBe('FORBIDDEN');
  });
});

test('what a partnership does is read in as many statements, however much it is', async () => {
  const count = async () => {
    const before = fixture.database.statementCount;
    const response = await fixture.database.transaction({ readOnly: true }, (session) =>
      responseOf(session, id, { from: '2023-01-01', to: '2023-06-30' }),
    );
    return { response, statements: fixture.database.statementCount - before };
  };
  const first = await count();
  const { id: advised } = await recommend({ theme: 'robbery' });
  await act(advised);
  const second = await count();
  expect(second.statements).toBe(first.statements);
  expect(second.response.recommendations).toHaveLength(first.response.recommendations.length + 1);
  expect(second.response.recommendations.at(-1)!.actions).toHaveLength(1);
  expect(second.response.recommendations.map(({ status }) => status)).not.toContain('REJECTED');
  expect(second.response.activities.map(({ name }) => name)).toEqual(['Bobby Scheme', 'Patrols']);
  expect(second.response.events.map(({ name }) => name)).toEqual(['New Year']);
});

describe('a request that is sent again with its reference', () => {
  const send = async <Name extends string>(name: Name, source: string, variables: object) =>
    Object.values(
      (
        await api.ask<Record<Name, Record<string, Record<string, unknown>>>>(source, variables, {
          viewer: editor,
        })
      )[name],
    )[0];
  const entries = async () =>
    (
      await sql<{ n: number }>(
        fixture.database,
        `SELECT count(*) AS n FROM recommendation UNION ALL SELECT count(*) FROM action
         UNION ALL SELECT count(*) FROM action_zone UNION ALL SELECT count(*) FROM action_change
         UNION ALL SELECT count(*) FROM partnership_activity UNION ALL SELECT count(*) FROM calendar_event
         UNION ALL SELECT count(*) FROM calendar_event_theme`,
      )
    ).map(({ n }) => n);
  const lastLine = async () =>
    (await sql(fixture.database, 'SELECT detail FROM audit ORDER BY id DESC LIMIT 1'))[0].detail;
  const zones = { target: { ward: 'W1' }, control: { ward: 'W2' }, from: today() };
  const advised = { partnership: 'HERE', theme: 'burglary', text: 'Fit locks.', owner: 'police' };

  test.each<[string, string, object, object]>([
    ['addRecommendation', RECOMMEND, advised, { text: 'Fit better locks.', theme: null, owner: 'csp' }],
    [
      'addActivity',
      ADD_ACTIVITY,
      { partnership: 'HERE', theme: 'burglary', name: 'Scheme' },
      { name: 'Better scheme', owner: 'police', to: FAR },
    ],
    [
      'addCalendarEvent',
      ADD_EVENT,
      {
        partnership: 'HERE',
        name: 'Fair',
        from: '2023-05-01',
        to: '2023-05-02',
        themes: ['burglary', 'robbery'],
      },
      { to: '2023-05-03', themes: ['robbery'] },
    ],
  ])('%s adds nothing, and changes what differs', async (name, source, input, change) => {
    const first = await send(name, source, { input: { ...input, reference: 'crm-1' } });
    const before = await stored();
    const count = await entries();
    const again = await send(name, source, { input: { ...input, reference: 'crm-1' } });
    expect(again).toEqual(first);
    expect((await stored()).slice(0, -1)).toEqual(before.slice(0, -1));
    expect(await lastLine()).toMatchObject({ repeated: true });
    const changed = await send(name, source, { input: { ...input, ...change, reference: 'crm-1' } });
    expect(changed.id).toBe(first.id);
    if ('version' in first) expect(changed.version).toBe(2);
    expect(changed).not.toEqual(first);
    expect((await entries()).slice(0, -1)).toEqual(count.slice(0, -1));
    const other = await send(name, source, { input: { ...input, reference: 'crm-2' } });
    expect(other.id).not.toBe(first.id);
  });

  test('addAction adds nothing, changes what differs, and stays with its recommendation', async () => {
    const { id: recommendation } = await recommend();
    const input = { recommendation, text: 'Fit.', owner: 'police', due: FAR, ...zones, reference: 'crm-9' };
    const first = await send('addAction', ACT, { input });
    const before = await stored();
    expect(await send('addAction', ACT, { input })).toEqual(first);
    expect((await stored()).slice(0, -1)).toEqual(before.slice(0, -1));
    const changed = await send('addAction', ACT, {
      input: { ...input, text: 'Fit more.', due: today(), target: { ward: 'W3' }, control: null },
    });
    expect(changed).toMatchObject({
      ...{ id: first.id, text: 'Fit more.', due: today(), version: 2, status: 'PLANNED' },
      ...{ target: { code: 'W3' }, control: null },
    });
    // A day that has passed since is no fault of a request that says it again.
    const nodeIds = await nodeIdsOf(fixture.database);
    await sql(fixture.database, "UPDATE action_change SET due = '2020-01-01' WHERE action_id = :id", {
      id: nodeIds.idOf('Action', first.id as string),
    });
    const past = {
      ...input,
      text: 'Fit more.',
      target: { ward: 'W3' },
      control: null,
      from: '2019-12-01',
      due: '2020-01-01',
    };
    expect(await send('addAction', ACT, { input: past })).toMatchObject({ id: first.id, version: 2 });
    const { id: another } = await recommend();
    expect(await refused(ACT, { input: { ...input, recommendation: another } })).toMatchObject({
      code: 'CONFLICT',
      details: { field: 'input.reference' },
    });
  });

  test('is two entries in two partnerships, and without a reference', async () => {
    const there = { ...advised, partnership: 'THERE' };
    const here = await send('addRecommendation', RECOMMEND, { input: { ...advised, reference: 'shared' } });
    const { addRecommendation } = await api.ask<{ addRecommendation: { recommendation: { id: string } } }>(
      RECOMMEND,
      { input: { ...there, reference: 'shared' } },
      { viewer: elsewhere },
    );
    expect(addRecommendation.recommendation.id).not.toBe(here.id);
    expect((await recommend()).id).not.toBe((await recommend()).id);
  });

  test.each([[''], ['a\nb'], ['x'.repeat(101)], ['jo@example.org']])(
    'is refused with the reference %j',
    async (reference) => {
      expect((await refused(RECOMMEND, { input: { ...advised, reference } })).code).toBe('BAD_USER_INPUT');
    },
  );
});

test('of three mutations in one document the second is refused, and the first and third stand', async () => {
  const event = (name: string, to: string) =>
    `addCalendarEvent(input: { partnership: "HERE", name: "${name}", from: "2023-06-02", to: "${to}", themes: ["burglary"] }) { event { name } userErrors { code message path } }`;
  const { data, errors = [] } = await api.execute(
    `mutation { a: ${event('One', '2023-06-03')} b: ${event('Two', '2023-06-01')} c: ${event('Three', '2023-06-03')} }`,
    {},
    { viewer: editor },
  );
  expect(errors).toEqual([]);
  const made = (name: string) => ({ event: { name }, userErrors: [] });
  const why = { code: 'BAD_USER_INPUT', message: expect.stringContaining('later'), path: ['input'] };
  expect(data).toEqual({ a: made('One'), b: { event: null, userErrors: [why] }, c: made('Three') });
  const names = await sql(
    fixture.database,
    "SELECT name FROM calendar_event WHERE starts = '2023-06-02' ORDER BY id",
  );
  expect(names).toEqual([{ name: 'One' }, { name: 'Three' }]);
  const lines = await sql(
    fixture.database,
    "SELECT detail ->> 'from' AS day FROM audit WHERE action = 'event.add' AND detail ->> 'from' = '2023-06-02'",
  );
  expect(lines).toHaveLength(2);
});

test('a refusal names the field at fault, and a conflict shows what there is', async () => {
  const { data: wrong } = await api.execute(RECOMMEND, advice({ owner: 'nobody' }), { viewer: editor });
  expect(wrong.addRecommendation).toMatchObject({
    recommendation: null,
    userErrors: [{ code: 'BAD_USER_INPUT', path: ['input', 'owner'] }],
  });
  const { data: long } = await api.execute(RECOMMEND, advice({ text: 'x'.repeat(501) }), { viewer: editor });
  expect(long.addRecommendation.userErrors).toMatchObject([{ path: ['input', 'text'] }]);
  const { id: advised } = await recommend();
  const { id: action } = await act(advised);
  await progress({ id: action, version: 1, status: 'IN_PROGRESS', progress: 40 });
  const { data, errors } = await api.execute(
    `mutation ($input: UpdateActionInput!) {
      updateAction(input: $input) { action { id } current { id version progress } userErrors { code } }
    }`,
    { input: { id: action, version: 1, status: 'COMPLETED' } },
    { viewer: editor },
  );
  expect(errors).toBeUndefined();
  expect(data.updateAction).toEqual({
    ...{ action: null, current: { id: action, version: 2, progress: 40 } },
    userErrors: [{ code: 'CONFLICT' }],
  });
});
