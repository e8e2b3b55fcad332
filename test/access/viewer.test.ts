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
