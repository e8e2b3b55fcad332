import fc from 'fast-check';
import { leadingSegments } from '../../../src/analytics/people/leading';
import {
  DIMENSIONS,
  isKnown,
  type Person,
  type ProfiledPerson,
  profiled,
  total,
  usualBasis,
} from '../../../src/analytics/people/people';
import type { Population } from '../../../src/analytics/people/population';
import type { PopulationFigure } from '../../../src/analytics/people/profiles.queries';
import { segmentsOf } from '../../../src/analytics/people/segments';
import { AGE_BAND_SYSTEMS, ageBandOf, ageWords, ETHNICITY_SYSTEMS } from '../../../src/domain/vocabulary';

const codeOf = (systems: Record<string, { code: string }[]>) =>
  fc.oneof(
    fc.constant(null),
    ...Object.entries(systems).map(([system, codes]) =>
      fc.constantFrom(...codes).map(({ code }) => ({ system, code })),
    ),
  );
const AGES = Object.fromEntries(
  Object.entries(AGE_BAND_SYSTEMS).map(([system, bands]) => [system, [...bands]]),
);
const ETHNICITIES = Object.fromEntries(
  Object.entries(ETHNICITY_SYSTEMS).map(([system, { ethnicities }]) => [system, [...ethnicities]]),
);
const PERSON: fc.Arbitrary<ProfiledPerson> = fc.record({
  sex: fc.constantFrom('FEMALE', 'MALE', 'OTHER', null),
  ageBand: codeOf(AGES),
  ethnicity: codeOf(ETHNICITIES),
  n: fc.integer({ min: 1, max: 60 }),
});
const PEOPLE = fc.array(PERSON, { minLength: 1, maxLength: 25 });
const BY = fc.uniqueArray(fc.constantFrom(...DIMENSIONS), { minLength: 1 });

/** Residents of two tables: by band and sex, and by ethnicity alone. */
const FIGURES: fc.Arbitrary<PopulationFigure[]> = fc
  .array(fc.integer({ min: 0, max: 5000 }), { minLength: 21, maxLength: 21 })
  .map((counts) => [
    ...AGE_BAND_SYSTEMS.TEN_YEAR.flatMap(({ code }, i) =>
      (['FEMALE', 'MALE'] as const).map((sex, s) => ({
        ...{ year: 2021, estimated: false, ethnicity: null, sex },
        ageBand: { system: 'TEN_YEAR', code },
        n: counts[2 * i + s],
      })),
    ),
    ...['IC1', 'IC3', 'IC4'].map((code, i) => ({
      ...{ year: 2021, estimated: false, ageBand: null, sex: null },
      ethnicity: { system: 'OFFICER_DEFINED_IC', code },
      n: counts[18 + i],
    })),
  ]);
const POPULATION: fc.Arbitrary<Population> = fc.oneof(
  FIGURES.map((figures) => ({ figures, because: null })),
  fc.constant({ figures: null, because: 'No population.' }),
);

describe('segments', () => {
  test('hold everybody once: counts add up to all, shares of those of one system to one', () => {
    fc.assert(
      fc.property(PEOPLE, BY, POPULATION, (people, by, population) => {
        const segments = segmentsOf(people, by, population);
        expect(segments.reduce((sum, { count }) => sum + count, 0)).toBe(total(people));
        const systems = new Map<string, number>();
        for (const { share, shareLower, shareUpper, ageBandSystem, ethnicitySystem, ...names } of segments) {
          const isTold = !Object.values(names).includes('UNKNOWN') && !names.label.endsWith('not known');
          expect(share !== null).toBe(isTold);
          if (share === null) continue;
          expect(shareLower).toBeLessThan(share);
          expect(shareUpper).toBeGreaterThanOrEqual(share);
          const key = `${ageBandSystem} ${ethnicitySystem}`;
          systems.set(key, (systems.get(key) ?? 0) + share);
        }
        for (const sum of systems.values()) expect(sum).toBeCloseTo(1, 9);
        const names = segments.map(({ ageBand, ageBandSystem, sex, ethnicity, ethnicitySystem }) =>
          JSON.stringify([ageBand, ageBandSystem, sex, ethnicity, ethnicitySystem]),
        );
        expect(new Set(names).size).toBe(segments.length);
      }),
    );
  });

  test('never put systems together, and leave out what was not asked for', () => {
    fc.assert(
      fc.property(PEOPLE, BY, POPULATION, (people, by, population) => {
        for (const segment of segmentsOf(people, by, population)) {
          const { ageBand, ageBandSystem, sex, ethnicity, ethnicitySystem } = segment;
          expect(ageBand !== null).toBe(by.includes('AGE_BAND'));
          expect(sex !== null).toBe(by.includes('SEX'));
          expect(ethnicity !== null).toBe(by.includes('ETHNICITY'));
          if (ageBandSystem) expect(AGES[ageBandSystem].map(({ code }) => code)).toContain(ageBand);
          if (ethnicitySystem)
            expect(ETHNICITIES[ethnicitySystem].map(({ code }) => code)).toContain(ethnicity);
        }
      }),
    );
  });

  test('have a ratio whose interval contains it, or a reason', () => {
    fc.assert(
      fc.property(PEOPLE, BY, POPULATION, (people, by, population) => {
        for (const segment of segmentsOf(people, by, population)) {
          const { rateRatio, rateRatioLower, rateRatioUpper, populationShare, withoutRatioBecause } = segment;
          expect(rateRatio === null).toBe(withoutRatioBecause !== null);
          if (rateRatio === null) continue;
          expect(rateRatioLower).toBeLessThanOrEqual(rateRatio);
          expect(rateRatioUpper).toBeGreaterThanOrEqual(rateRatio);
          expect(populationShare).toBeGreaterThan(0);
          expect(populationShare).toBeLessThanOrEqual(1);
          // Only the residents' own system and sexes have one.
          expect([null, 'TEN_YEAR']).toContain(segment.ageBandSystem);
          expect([null, 'OFFICER_DEFINED_IC']).toContain(segment.ethnicitySystem);
          expect(['UNKNOWN', 'OTHER']).not.toContain(segment.sex);
        }
      }),
    );
  });

  test('of the kind that all residents are alike have the ratio one', () => {
    fc.assert(
      fc.property(FIGURES, (figures) => {
        const people = figures
          .filter(({ ageBand, n }) => ageBand && n > 0)
          .map(({ ageBand, sex, n }): ProfiledPerson => ({ ageBand, sex, ethnicity: null, n }));
        for (const by of [['AGE_BAND'], ['SEX'], ['AGE_BAND', 'SEX']] as const)
          for (const { rateRatio, share, populationShare } of segmentsOf(people, [...by], {
            figures,
            because: null,
          })) {
            expect(rateRatio).toBeCloseTo(1, 9);
            expect(share).toBeCloseTo(populationShare!, 9);
          }
      }),
    );
  });

  test('come in the order of the vocabulary, and within it of their bands', () => {
    const bands = [
      { system: 'POLICE_UK', code: 'AGE_18_24' },
      { system: 'TEN_YEAR', code: 'AGE_30_39' },
      { system: 'STATS19', code: 'AGE_16_20' },
      { system: 'TEN_YEAR', code: 'AGE_0_9' },
    ];
    const people = bands.map((ageBand) => ({ sex: null, ageBand, ethnicity: null, n: 5 }));
    const segments = segmentsOf(people, ['AGE_BAND'], { figures: [], because: null });
    expect(segments.map(({ ageBandSystem, ageBand }) => `${ageBandSystem} ${ageBand}`)).toEqual([
      'TEN_YEAR AGE_0_9',
      'TEN_YEAR AGE_30_39',
      'POLICE_UK AGE_18_24',
      'STATS19 AGE_16_20',
    ]);
  });

  test('by hand: 65 of 100 men, where half of the residents are', () => {
    const figures = (['FEMALE', 'MALE'] as const).map((sex) => ({
      ...{ year: 2021, estimated: false, ageBand: null, ethnicity: null, sex, n: 500 },
    }));
    const people = [
      { sex: 'MALE' as const, ageBand: null, ethnicity: null, n: 65 },
      { sex: 'FEMALE' as const, ageBand: null, ethnicity: null, n: 35 },
      { sex: null, ageBand: null, ethnicity: null, n: 100 },
    ];
    const [women, men, unknown] = segmentsOf(people, ['SEX'], { figures, because: null });
    expect(men).toMatchObject({
      label: 'Males',
      count: 65,
      share: 0.65,
      shareLower: expect.closeTo(0.552544, 6),
      shareUpper: expect.closeTo(0.736358, 6),
      populationShare: 0.5,
      rateRatio: 1.3,
    });
    // binom.test(65, 100) in R
    expect(men.rateRatioLower! * 0.5).toBeCloseTo(0.5481506, 7);
    expect(men.rateRatioUpper! * 0.5).toBeCloseTo(0.7427062, 7);
    expect(women.rateRatio).toBeCloseTo(0.7, 12);
    expect(unknown).toMatchObject({ sex: 'UNKNOWN', count: 100, share: null, rateRatio: null });
    expect(unknown.withoutRatioBecause).toBe('Not known of these people: sex.');
  });

  test('stand in the order of their systems, what is not known last', () => {
    const person = (age: string | null): ProfiledPerson => ({
      sex: null,
      ethnicity: null,
      ageBand: age === null ? null : { system: 'TEN_YEAR', code: age },
      n: 1,
    });
    const people = [null, 'AGE_80_PLUS', 'AGE_0_9', 'AGE_10_19'].map(person);
    const none: Population = { figures: null, because: 'No population.' };
    expect(segmentsOf(people, ['AGE_BAND'], none).map(({ ageBand, label }) => [ageBand, label])).toEqual([
      ['AGE_0_9', 'People aged under 10'],
      ['AGE_10_19', 'People aged 10 to 19'],
      ['AGE_80_PLUS', 'People aged 80 and over'],
      ['UNKNOWN', 'People, age band not known'],
    ]);
  });
});

describe('leading segments', () => {
  test('hold at least half of those of whom all is known, in lines that are each something else', () => {
    fc.assert(
      fc.property(PEOPLE, fc.nat(50), (people, organisations) => {
        const { segments, dimensions } = leadingSegments(people, organisations);
        const ofPeople = segments.filter(({ label }) => label !== 'Companies');
        const [companies] = segments.filter(({ label }) => label === 'Companies');
        if (companies)
          expect(companies.share).toBeCloseTo(organisations / (total(people) + organisations), 12);
        expect(new Set(segments.map(({ label }) => label)).size).toBe(segments.length);
        const known = ofPeople.length > 0 ? ofPeople[0].count / ofPeople[0].share : 0;
        for (const { count, share } of ofPeople) expect(share).toBeCloseTo(count / known, 12);
        const held = segments.reduce((sum, { count }) => sum + count, 0);
        if (ofPeople.length > 0) expect(2 * held).toBeGreaterThanOrEqual(Math.round(known) + organisations);
        for (const dimension of dimensions) {
          const known = people.filter((person) => isKnown(person, dimension));
          expect(2 * total(known)).toBeGreaterThanOrEqual(total(people));
        }
      }),
    );
  });

  test('have the share that the segment of the same people has', () => {
    const none: Population = { figures: null, because: 'No population.' };
    let met = 0;
    fc.assert(
      fc.property(PEOPLE, fc.nat(50), (people, organisations) => {
        const { segments, dimensions } = leadingSegments(people, organisations);
        if (dimensions.length === 0) return;
        const all = segmentsOf(people, dimensions, none);
        for (const { label, count, share } of segments)
          for (const same of all.filter((each) => each.label === label && each.count === count)) {
            expect(share).toBeCloseTo(same.share!, 12);
            met++;
          }
      }),
    );
    expect(met).toBeGreaterThan(10);
  });

  const person = (
    sex: 'FEMALE' | 'MALE' | null,
    age: string | null,
    ethnicity: string | null,
    n: number,
  ) => ({
    sex,
    ageBand: age === null ? null : { system: 'TEN_YEAR', code: age },
    ethnicity: ethnicity === null ? null : { system: 'OFFICER_DEFINED_IC', code: ethnicity },
    n,
  });
  const labels = (people: ProfiledPerson[], organisations = 0) =>
    leadingSegments(people, organisations).segments.map(({ label }) => label);

  test('both sexes of one age are people', () => {
    expect(
      labels([
        person('FEMALE', 'AGE_20_29', 'IC1', 3),
        person('MALE', 'AGE_20_29', 'IC1', 4),
        person('MALE', 'AGE_60_69', 'IC4', 2),
        person('FEMALE', 'AGE_70_79', 'IC3', 2),
      ]),
    ).toEqual(['White European people aged 20 to 29']);
  });

  test('what is known of fewer than half is not said', () => {
    expect(
      labels([person('FEMALE', 'AGE_70_79', null, 6), person('FEMALE', 'AGE_80_PLUS', 'IC1', 5)]),
    ).toEqual(['Females aged 70 to 79']);
    expect(labels([person(null, null, null, 6), person('MALE', 'AGE_20_29', 'IC1', 5)])).toEqual([]);
  });

  test('companies that are half or more stand alone', () => {
    expect(labels([person('MALE', 'AGE_20_29', 'IC1', 4)], 5)).toEqual(['Companies']);
    expect(labels([], 5)).toEqual(['Companies']);
    expect(labels([person('MALE', 'AGE_20_29', 'IC1', 5)], 4)).toEqual([
      'White European males aged 20 to 29',
    ]);
  });

  test('of nobody there are none', () => {
    expect(leadingSegments([], 0)).toEqual({ segments: [], dimensions: [] });
  });
});

describe('the words of ages', () => {
  const words = (system: string, first: number, last: number) =>
    ageWords(AGE_BAND_SYSTEMS[system][first], AGE_BAND_SYSTEMS[system][last]);

  test.each([
    ['TEN_YEAR', 1, 2, 'aged 10 to 29'],
    ['TEN_YEAR', 7, 8, 'aged 70 and over'],
    ['TEN_YEAR', 0, 0, 'aged under 10'],
    ['TEN_YEAR', 0, 8, ''],
    ['POLICE_UK', 2, 2, 'aged 18 to 24'],
    ['POLICE_UK', 4, 4, 'aged 35 and over'],
    ['STATS19', 5, 6, 'aged 26 to 45'],
  ])('%s %i–%i: %s', (system, first, last, expected) => {
    expect(words(system, first, last)).toBe(expected);
  });

  test.each(Object.entries(AGE_BAND_SYSTEMS))('every age has its one band in %s', (_, bands) => {
    for (let age = 0; age <= 120; age++) {
      const holding = bands.filter(({ from, to }) => from <= age && age <= (to ?? Infinity));
      expect(holding.map(({ code }) => code)).toEqual([ageBandOf(bands, age)]);
    }
  });
});

test('a profile takes the words in which more is known', () => {
  const known = (n: number, self: boolean, officer: boolean): Person => ({
    ...{ organisation: false, sex: null, ageBand: null, n },
    ethnicities: {
      SELF_DEFINED: { system: 'SELF_DEFINED_18_1', code: self ? 'W1' : 'NS' },
      OFFICER_DEFINED: officer ? { system: 'OFFICER_DEFINED_IC', code: 'IC1' } : null,
    },
  });
  expect(usualBasis([known(3, true, false), known(2, false, true)])).toBe('SELF_DEFINED');
  expect(usualBasis([known(2, true, false), known(3, false, true)])).toBe('OFFICER_DEFINED');
  expect(usualBasis([known(2, true, true)])).toBe('SELF_DEFINED');
  const organisation = { ...known(4, false, false), organisation: true };
  expect(profiled([known(1, true, true), known(2, false, true), organisation], 'OFFICER_DEFINED')).toEqual([
    { sex: null, ageBand: null, ethnicity: { system: 'OFFICER_DEFINED_IC', code: 'IC1' }, n: 3 },
  ]);
});
