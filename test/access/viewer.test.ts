import {
  canEdit,
  canReadExactCounts,
  canReadRecords,
  PUBLIC_VIEWER,
  type Role,
  type Scope,
  type Viewer,
} from '../../src/access';

const OWN = 1;
const OTHER = 2;

const viewer = (role: Role, partnershipId: number | null, scopes: Scope[] = []): Viewer => ({
  role,
  scopes,
  partnershipId,
  keyId: 1,
});

/** Exact counts of its own, of another; records of its own, of another. */
const rights = (who: Viewer) => [
  canReadExactCounts(who, OWN),
  canReadExactCounts(who, OTHER),
  canReadRecords(who, OWN),
  canReadRecords(who, OTHER),
];

describe('what a viewer may read', () => {
  const cases: [string, Viewer, boolean[]][] = [
    ['the public', PUBLIC_VIEWER, [false, false, false, false]],
    ['a partner', viewer('PARTNER', OWN), [true, false, false, false]],
    ['an analyst', viewer('ANALYST', OWN), [true, false, true, false]],
    ['an administrator of a partnership', viewer('ADMIN', OWN), [true, false, true, false]],
    ['an administrator of the installation', viewer('ADMIN', null), [true, true, true, true]],
    ['an analyst without a partnership (never made)', viewer('ANALYST', null), [false, false, false, false]],
  ];

  test.each(cases)('%s', (_, who, expected) => {
    expect(rights(who)).toEqual(expected);
  });

  test.each(cases)('%s, with the scope read', (_, who, expected) => {
    expect(rights({ ...who, scopes: ['read'] })).toEqual(expected);
    expect(rights({ ...who, scopes: ['edit', 'read'] })).toEqual(expected);
  });

  test.each(cases)('%s, narrowed to edit or submit, reads nothing closed', (_, who) => {
    expect(rights({ ...who, scopes: ['edit'] })).toEqual([false, false, false, false]);
    expect(rights({ ...who, scopes: ['submit'] })).toEqual([false, false, false, false]);
  });
});

describe('what a key of a county may read', () => {
  const COUNTY = 9;
  const key = (role: Role, sharing: number[], scopes: Scope[] = []): Viewer => ({
    ...viewer(role, COUNTY, scopes),
    members: [OWN, OTHER].map((id) => ({ id, sharesRecords: sharing.includes(id) })),
  });
  const STRANGER = 5;
  const records = (who: Viewer) => [OWN, OTHER, COUNTY, STRANGER].map((id) => canReadRecords(who, id));
  const exact = (who: Viewer) => [OWN, OTHER, COUNTY, STRANGER].map((id) => canReadExactCounts(who, id));

  test('are exact counts of its members, and of no others', () => {
    for (const role of ['PARTNER', 'ANALYST', 'ADMIN'] as const)
      expect(exact(key(role, []))).toEqual([true, true, true, false]);
    expect(exact(key('PUBLIC', [OWN, OTHER]))).toEqual([false, false, false, false]);
    expect(exact(key('ADMIN', [OWN, OTHER], ['submit']))).toEqual([false, false, false, false]);
  });

  test('are the records of members that share them, and of the county where all do', () => {
    for (const role of ['ANALYST', 'ADMIN'] as const) {
      expect(records(key(role, []))).toEqual([false, false, false, false]);
      expect(records(key(role, [OWN]))).toEqual([true, false, false, false]);
      expect(records(key(role, [OWN, OTHER]))).toEqual([true, true, true, false]);
      expect(records(key(role, [OWN, OTHER], ['edit']))).toEqual([false, false, false, false]);
    }
    expect(records(key('PARTNER', [OWN, OTHER]))).toEqual([false, false, false, false]);
  });

  test('and it writes for the county alone, as members do for themselves', () => {
    expect([OWN, COUNTY].map((id) => canEdit(key('ADMIN', [OWN, OTHER]), id))).toEqual([false, true]);
    expect([OWN, COUNTY].map((id) => canEdit(viewer('ADMIN', OWN), id))).toEqual([true, false]);
  });
});

test.each<[string, Viewer, boolean[]]>([
  ['the public', PUBLIC_VIEWER, [false, false]],
  ['an analyst', viewer('ANALYST', OWN), [false, false]],
  ['an analyst with the scope edit', viewer('ANALYST', OWN, ['edit']), [true, false]],
  ['a partner with the scope edit', viewer('PARTNER', OWN, ['read', 'edit']), [true, false]],
  ['an administrator of a partnership', viewer('ADMIN', OWN), [true, false]],
  ['an administrator narrowed to reading', viewer('ADMIN', OWN, ['read']), [false, false]],
  ['an administrator of the installation', viewer('ADMIN', null), [true, true]],
])('what %s may write, of its own and of another', (_, who, expected) => {
  expect([canEdit(who, OWN), canEdit(who, OTHER)]).toEqual(expected);
});
