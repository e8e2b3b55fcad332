/** What the shipped profiles say, beside what the shipped offences, sources and criteria are. */

import flags from '../../../seeds/vocabulary/flags.json';
import criteria from '../../../seeds/vocabulary/matrix-criteria.json';
import { OFFENCES, PROFILES, SOURCES } from '../../../src/domain/vocabulary/shipped';

const codesOf = (rows: readonly { code: string }[]) => rows.map(({ code }) => code);

describe.each(PROFILES.map((profile) => [profile.profile, profile] as const))('%s', (_, profile) => {
  const themes = codesOf(profile.themes);

  test('names only what there is', () => {
    for (const { parent, offences = [], flags: named = [], sources = {} } of profile.themes) {
      expect(themes).toEqual(expect.arrayContaining(parent ? [parent] : []));
      expect(codesOf(OFFENCES)).toEqual(expect.arrayContaining(offences));
      expect(codesOf(flags)).toEqual(expect.arrayContaining(named));
      expect(codesOf(SOURCES)).toEqual(expect.arrayContaining(Object.keys(sources)));
    }
    for (const [matrix, { criteria: columns, rows = [] }] of Object.entries(profile.matrices)) {
      const known = criteria.filter((each) => each.matrix === matrix);
      expect(codesOf(known)).toEqual(expect.arrayContaining(columns));
      expect(themes).toEqual(
        expect.arrayContaining(rows.map((row) => (typeof row === 'string' ? row : row.theme))),
      );
    }
  });

  test('has each theme once, parents before their parts', () => {
    expect(new Set(themes).size).toBe(themes.length);
    for (const { code, parent } of profile.themes)
      if (parent) expect(themes.indexOf(parent)).toBeLessThan(themes.indexOf(code));
  });

  test('makes what is of a part also of its parent, so that no part exceeds it', () => {
    for (const { parent, offences = [], flags: own = [], match } of profile.themes) {
      const whole = profile.themes.find(({ code }) => code === parent);
      if (!whole) continue;
      // Categories of open data are wider, and fewer themes can be told from them.
      const closed = offences.filter((code) => !code.startsWith('open-'));
      expect(whole.offences).toEqual(expect.arrayContaining(closed));
      if (match !== 'ALL') expect(whole.flags ?? []).toEqual(expect.arrayContaining(own));
    }
  });

  test('says of no source that it sees a theme of which it records nothing', () => {
    for (const { offences = [], flags: own = [], sources = {} } of profile.themes)
      for (const [code, sight] of Object.entries(sources)) {
        const records = SOURCES.find((source) => source.code === code)!.offences;
        if (sight === 'EXACT' && own.length === 0)
          expect(records).toEqual(expect.arrayContaining([offences.find((each) => records.includes(each))]));
      }
  });
});

test('open data tell each of the fourteen categories apart', () => {
  const { themes } = PROFILES.find(({ profile }) => profile === 'police-uk')!;
  const open = SOURCES.find(({ code }) => code === 'police-uk-street')!.offences;
  expect(themes.every(({ sources }) => sources!['police-uk-street'] === 'EXACT')).toBe(true);
  expect(
    themes.flatMap(({ offences = [] }) => offences.filter((code) => open.includes(code))).sort(),
  ).toEqual([...open].sort());
});

test('the priorities of the law are marked in the profile of new partnerships', () => {
  const { themes } = PROFILES.find(({ profile }) => profile === 'community-safety')!;
  expect(codesOf(themes.filter(({ statutory }) => statutory))).toEqual([
    'serious-violence',
    'anti-social-behaviour',
    'substance-misuse',
    'reducing-reoffending',
  ]);
});
