/**
 * The strategic assessment of the demonstration finds the facts planted after the theme blocks of the one of 2009.
 *
 * @backend either
 * @duration long
 */

import { demonstration, type Place, PROFILE_TRUTH, TRUTH } from '../../../seeds/demonstration';
import { PUBLIC_VIEWER } from '../../../src/access';
import { AnswerCache } from '../../../src/analytics/analytic';
import { findPartnership } from '../../../src/domain/areas';
import { storeOwnDocument } from '../../../src/domain/vocabulary';
import { Api, analystOf } from '../../support/api';
import { type Caveats } from '../../support/caveats';
import { createDemonstration, type TestDatabase } from '../../support/database';

interface Block {
  theme: { code: string; name: string };
  trend: { classification: string | null; asserted: { value: string; reason: string } | null } | null;
  performance: {
    label: string;
    current: number;
    previous: number | null;
    percent: number | null;
    direction: string | null;
    perturbed: boolean;
  }[];
  seasonality: { statement: string; peakSeasons: string[] } | null;
  hotspots: {
    name: string;
    incidentCount: number;
    hull: { type: string };
    centroid: { easting: number; northing: number };
  }[];
  victims: { label: string; share: number }[];
  offenders: { label: string; share: number }[];
  publicPerception: { statement: string; sntAreas: { code: string }[]; surveyShare: number | null } | null;
  partnershipActivity: { name: string; owner: { code: string } | null }[];
  recommendations: { text: string; owner: { code: string }; actions: { text: string }[] }[];
  unseen: { line: string; because: string }[];
  caveats: Caveats;
}
interface Assessment {
  suggestedPriorities: { theme: { code: string }; because: string[] }[];
  strategicRecommendations: { text: string }[];
  calendar: { name: string; from: string; to: string; themes: { code: string }[] }[];
  partnership: { code: string; name: string };
  period: { from: string; to: string };
  comparisons: string[];
  themes: Block[];
  parameters: { name: string; value: string }[];
  dataVersion: string;
  caveats: Caveats;
}

const ASSESSMENT = `query ($partnership: ID!, $period: PeriodInput!, $themes: [ID!]) {
  strategicAssessment(partnership: $partnership, period: $period, themes: $themes) {
    partnership { code name } period { from to } comparisons
    suggestedPriorities { theme { code } because }
    strategicRecommendations { text }
    calendar { name from to themes { code } }
    themes {
      theme { code name }
      trend { classification asserted { value reason } }
      performance { label current previous percent direction perturbed }
      seasonality { statement peakSeasons }
      hotspots { name incidentCount hull centroid { easting northing } }
      victims { label share }
      offenders { label share }
      publicPerception { statement sntAreas { code } surveyShare }
      partnershipActivity { name owner { code } }
      recommendations { text owner { code } actions { text } }
      unseen { line because }
      caveats { message }
    }
    parameters { name value } dataVersion caveats { message }
  }
}`;
const ASKED = {
  partnership: demonstration.code,
  period: { from: '2009-01-01', to: '2009-06-30' },
};

let fixture: TestDatabase;
let api: Api;
let assessment: Assessment;
let published: Assessment;

beforeAll(async () => {
  fixture = await createDemonstration();
  const { id } = await fixture.database.transaction({}, (session) =>
    findPartnership(session, demonstration.code),
  );
  api = await Api.on(fixture.database, analystOf(id));
  const ask = async (asking: object) =>
    (await api.ask<{ strategicAssessment: Assessment }>(ASSESSMENT, ASKED, asking)).strategicAssessment;
  assessment = await ask({});
  published = await ask({ viewer: PUBLIC_VIEWER });
}, 300_000);
afterAll(() => fixture.remove());

const blockOf = (theme: string, of: Assessment = assessment) =>
  of.themes.find((block) => block.theme.code === theme)!;
const linesOf = ({ unseen }: Block) => [...new Set(unseen.map(({ line }) => line))];

test('says what it is made of', () => {
  expect(assessment).toMatchObject({
    partnership: { code: 'DEMO2009', name: demonstration.name },
    period: ASKED.period,
    comparisons: ['SAME_PERIOD_LAST_YEAR', 'ROLLING_12_MONTHS'],
  });
  expect(assessment.dataVersion).toMatch(/^DEMO2009-/);
  expect(Object.fromEntries(assessment.parameters.map(({ name, value }) => [name, value]))).toMatchObject({
    partnership: 'DEMO2009',
    period: '2009-01-01/2009-06-30',
    defaultSources: 'police-incidents,police-crimes,road-collisions',
    eps: '250',
  });
});

test('has a block for each theme of the matrices and for those within them, in the order of the tables of 2009', () => {
  expect(assessment.themes.map(({ theme }) => theme.code)).toEqual([
    'serious-acquisitive-crime',
    'bicycle-theft',
    'burglary',
    'domestic-burglary',
    'distraction-burglary',
    'non-domestic-burglary',
    'robbery',
    'theft-from-person',
    'vehicle-crime',
    'theft-of-vehicles',
    'theft-from-vehicles',
    'violent-crime',
    'wounding',
    'common-assault',
    'domestic-abuse',
    'sexual-offences',
    'criminal-damage',
    'anti-social-behaviour',
    'substance-misuse',
    'drug-misuse',
    'alcohol-misuse',
    'hate-crime',
    'casualty-reduction',
    'reducing-reoffending',
    'public-confidence',
  ]);
});

/** Alcohol has no figures in the document, so no direction; nothing is planted. */
const SAYS = (printed: string | null) => printed !== null && /volume|increase/.test(printed);
const changing = TRUTH.flatMap((truth) => {
  const found = truth.planted ?? truth.sum;
  return found ? [{ ...truth, ...found }] : [];
});

describe.each(changing)('the block of $theme', ({ theme, printed, sixMonths, twelveMonths, planted }) => {
  test('classifies its trend, beside what was said of it', () => {
    const { trend } = blockOf(theme);
    expect(trend?.classification).toBe(sixMonths.classification);
    expect(trend?.asserted?.value ?? null).toBe(printed.trend);
  });

  test('tells its performance', () => {
    const { performance } = blockOf(theme);
    expect(performance.map(({ label }) => label)).toEqual(['Jan–Jun 2009', '12 months to June 2009']);
    const words = theme === 'casualty-reduction' ? 'Decreasing volume' : printed.sixMonths;
    if (SAYS(words)) expect(performance[0].direction).toBe(words);
    if (SAYS(printed.twelveMonths)) expect(performance[1].direction).toBe(printed.twelveMonths);
    [sixMonths, twelveMonths].forEach(({ change }, i) => {
      const { current, previous, percent, direction, perturbed } = performance[i];
      expect(perturbed).toBe(false);
      expect(Math.abs(current / previous! - 1 - change)).toBeLessThan(1.1 / previous! + 0.002);
      expect(percent).toBeCloseTo(100 * (current / previous! - 1), 9);
      if (Math.abs(change) >= 0.02) expect(/incr/i.test(direction!)).toBe(change > 0);
    });
  });

  test('names its seasons', () => {
    if (!planted) return;
    const words: Record<string, string> = {
      'Autumn; Spring': 'Spring/autumn peaks',
      No: 'No clear season',
      'No seasonality': 'No clear season',
    };
    const { seasonality } = blockOf(theme);
    const found = seasonality!.peakSeasons.map((season) => season.toLowerCase()).sort();
    if (theme === 'robbery') {
      // Two years of ten robberies a month tell their summer, not their spring, from chance.
      expect(found).toEqual(['summer']);
      return;
    }
    expect(found).toEqual([...planted.seasonality.peaks].sort());
    if (printed.seasonality && printed.seasonality !== 'Not known')
      expect(seasonality!.statement).toBe(words[printed.seasonality] ?? printed.seasonality);
  });

  test('names its hotspots', () => {
    if (!planted) return;
    const { hotspots } = blockOf(theme);
    expect(hotspots.length).toBeLessThanOrEqual(8);
    const names = hotspots.map(({ name }) => name.replace(/ \(\d+\)$/, ''));
    const places = new Map(demonstration.places().map((place) => [place.name, place]));
    for (const { place, ring } of planted.hotspots)
      if (!ring) expect(names).toContain(place);
      else {
        const { easting, northing } = places.get(place) as Place;
        const near = hotspots.filter(({ centroid }) => {
          const distance = Math.hypot(centroid.easting - easting, centroid.northing - northing);
          return distance >= ring.from && distance <= ring.to;
        });
        expect(near.length).toBeGreaterThan(0);
      }
    for (const { hull } of hotspots) expect(hull.type).toMatch(/Polygon$/);
  });

  test('tells what the public thinks of it', () => {
    const { publicPerception } = blockOf(theme);
    const printed = TRUTH.find((truth) => truth.theme === theme)?.printed.publicPerception ?? null;
    const areas = printed?.match(/(\d+) SNT/)?.[1];
    if (/no.*community concern/i.test(printed ?? '')) expect(publicPerception!.sntAreas).toEqual([]);
    if (areas) expect(publicPerception!.sntAreas).toHaveLength(Number(areas));
    const share = printed?.match(/(\d+)%/)?.[1];
    if (share) expect(publicPerception!.surveyShare).toBeCloseTo(Number(share) / 100, 9);
  });

  test('leaves nothing untold but people whom nobody recorded, and what nobody was asked', () => {
    const told = PROFILE_TRUTH.filter((truth) => truth.theme === theme).map(({ role }) => role);
    const { unseen } = blockOf(theme);
    const asked = TRUTH.find((truth) => truth.theme === theme)?.printed.publicPerception ?? null;
    if (!asked)
      for (const { because } of unseen.filter(({ line }) => line === 'publicPerception'))
        expect(because).toBe('SNT areas were not asked about it, and no survey has asked.');
    const written = ['partnershipActivity', 'recommendations', ...(asked ? [] : ['publicPerception'])];
    for (const { line, because } of unseen.filter(({ line }) => !written.includes(line))) {
      if (line === 'hotspots') continue; // told or not by the records, as the test of all blocks asks
      expect(because).toMatch(/^No (victims|offenders) (are on record|have been imported)/);
      expect(told).not.toContain(line === 'victims' ? 'VICTIM' : 'OFFENDER');
    }
  });
});

test.each(PROFILE_TRUTH)(
  'the $role lines of $theme are those of the document',
  ({ theme, role, leading }) => {
    const block = blockOf(theme);
    const lines = role === 'VICTIM' ? block.victims : block.offenders;
    expect(lines.map(({ label }) => label).sort()).toEqual([...leading].sort());
    for (const { share } of lines) expect(share).toBeGreaterThan(0);
  },
);

test('each block is what the analytics say of its theme alone', async () => {
  for (const theme of ['robbery', 'alcohol-misuse', 'criminal-damage']) {
    const where = { ...ASKED, themes: [theme] };
    const alone = await api.ask<{
      trend: { current: number; previous: number; classification: string };
      year: { current: number; previous: number };
      seasonality: { peakSeasons: string[] };
      hotspotClusters: { clusters: { name: string; incidentCount: number; hull: object }[] };
      offenderProfile: { leadingSegments: object[] };
    }>(
      `query ($where: IncidentFilter!) {
        trend(where: $where) { current previous classification }
        year: trend(where: $where, compareWith: ROLLING_12_MONTHS) { current previous }
        seasonality(where: $where) { peakSeasons }
        hotspotClusters(where: $where) { clusters { name incidentCount hull } }
        offenderProfile(where: $where) { leadingSegments { label share } }
      }`,
      { where },
    );
    const block = blockOf(theme);
    const { current, previous, classification } = alone.trend;
    expect(block.trend!.classification).toBe(classification);
    expect(block.performance).toMatchObject([{ current, previous }, alone.year]);
    expect(block.seasonality!.peakSeasons).toEqual(alone.seasonality.peakSeasons);
    expect(block.hotspots).toMatchObject(alone.hotspotClusters.clusters.slice(0, 8));
    expect(block.offenders).toEqual(alone.offenderProfile.leadingSegments);
  }
});

test('compares with the windows that it is asked for, in their order', async () => {
  const query = `query ($partnership: ID!, $period: PeriodInput!, $comparisons: [Comparison!]) {
    strategicAssessment(partnership: $partnership, period: $period, themes: ["domestic-burglary"], comparisons: $comparisons) {
      comparisons themes { performance { label current previous } }
    }
  }`;
  const countIn = async (from: string, to: string) => {
    const where = { partnership: ASKED.partnership, themes: ['domestic-burglary'], period: { from, to } };
    const { incidentCounts } = await api.ask<{ incidentCounts: { total: { count: number } } }>(
      'query ($where: IncidentFilter!) { incidentCounts(where: $where, by: []) { total { count } } }',
      { where },
    );
    return incidentCounts.total.count;
  };
  const current = await countIn('2009-01-01', '2009-06-30');
  const comparisons = ['PREVIOUS_PERIOD', 'SAME_PERIOD_LAST_YEAR'];
  const { strategicAssessment } = await api.ask<{
    strategicAssessment: { comparisons: string[]; themes: { performance: object[] }[] };
  }>(query, { ...ASKED, comparisons });
  expect(strategicAssessment.comparisons).toEqual(comparisons);
  expect(strategicAssessment.themes[0].performance).toMatchObject([
    { current, previous: await countIn('2008-07-01', '2008-12-31') },
    { current, previous: await countIn('2008-01-01', '2008-06-30') },
  ]);
  expect(await api.refusal(query, { ...ASKED, comparisons: ['NONE'] })).toMatchObject({
    code: 'BAD_USER_INPUT',
    message: expect.stringContaining('comparisons cannot be NONE'),
  });
});

test('suggests the priorities of the ranking, and has what is done and recommended beside each theme', async () => {
  const { themeRanking } = await api.ask<{
    themeRanking: { suggestedPriorities: { theme: { code: string }; because: string[] }[] };
  }>(
    `query ($partnership: ID!, $period: PeriodInput!) {
      themeRanking(partnership: $partnership, period: $period, matrix: PRIORITY_SCANNING) {
        suggestedPriorities { theme { code } because }
      }
    }`,
    ASKED,
  );
  expect(assessment.suggestedPriorities).toEqual(themeRanking.suggestedPriorities);
  expect(assessment.suggestedPriorities.length).toBeGreaterThan(5);
  for (const { theme, unseen, ...block } of assessment.themes) {
    const lines = unseen.map(({ line }) => line);
    expect([theme.code, lines.includes('recommendations')]).toEqual([
      theme.code,
      block.recommendations.length === 0,
    ]);
    expect([theme.code, lines.includes('hotspots')]).toEqual([theme.code, block.hotspots.length === 0]);
    expect([theme.code, lines.includes('partnershipActivity')]).toEqual([
      theme.code,
      block.partnershipActivity.length === 0,
    ]);
  }
});

test('what is no kind of incident says so in every line, and keeps what was said of it', () => {
  const { trend, performance, seasonality, hotspots, unseen } = blockOf('reducing-reoffending');
  expect(trend).toEqual({
    classification: null,
    asserted: { value: 'Unknown', reason: expect.stringContaining('no figures') },
  });
  expect({ performance, seasonality, hotspots }).toEqual({
    performance: [],
    seasonality: null,
    hotspots: [],
  });
  expect(unseen.map(({ line }) => line).slice(0, 6)).toEqual([
    'trend',
    'performance',
    'seasonality',
    'hotspots',
    'victims',
    'offenders',
  ]);
  for (const { because } of unseen.slice(0, 6)) expect(because).toContain('reducing-reoffending');
  expect(blockOf('public-confidence').trend).toBeNull();
});

describe('without a key', () => {
  test('volumes are the published counts', async () => {
    for (const theme of ['criminal-damage', 'domestic-abuse']) {
      const { trend } = await api.ask<{ trend: { current: number; previous: number } }>(
        'query ($where: IncidentFilter!) { trend(where: $where) { current previous } }',
        { where: { ...ASKED, themes: [theme] } },
        { viewer: PUBLIC_VIEWER },
      );
      expect(blockOf(theme, published).performance[0]).toMatchObject({ ...trend, perturbed: true });
      expect(blockOf(theme, published).seasonality).not.toBeNull();
    }
  });

  test('there are no hotspots and no people of closed sources, and each block says so', () => {
    for (const block of published.themes) {
      expect({ ...block, unseen: [] }).toMatchObject({ hotspots: [], victims: [], offenders: [] });
      expect(linesOf(block)).toEqual(expect.arrayContaining(['hotspots', 'victims', 'offenders']));
    }
    const { unseen } = blockOf('robbery', published);
    const closed = unseen.filter(({ line }) => ['hotspots', 'victims', 'offenders'].includes(line));
    expect(closed).toHaveLength(3);
    for (const { because } of closed) expect(because).toMatch(/closed to this key/);
  });
});

describe('statements', () => {
  test('are as many for all themes as for one', async () => {
    const withPeople = ['robbery', 'domestic-burglary', 'violent-crime', 'hate-crime'];
    const one = await api.statements(ASSESSMENT, { ...ASKED, themes: ['domestic-burglary'] });
    expect(await api.statements(ASSESSMENT, { ...ASKED, themes: withPeople })).toBe(one);
    // One more asks whether anybody at all was delivered, where a theme has nobody on record.
    expect(await api.statements(ASSESSMENT, ASKED)).toBe(one + 1);
    expect(one).toBeLessThan(80);
  });

  test('do not grow where a partnership adds themes of its own', async () => {
    // Nobody is on record for shoplifting, of which the own themes are made.
    const shipped = ['domestic-burglary', 'shoplifting'];
    const before = await api.statements(ASSESSMENT, { ...ASKED, themes: shipped });
    const own = Array.from({ length: 3 }, (_, n) => ({
      ...{ code: `own-${n}`, name: `Own theme ${n}`, group: 'other' as const },
      offences: ['shoplifting', 'other-theft'],
    }));
    await fixture.database.transaction({}, async (session) => {
      const { id } = await findPartnership(session, demonstration.code);
      await storeOwnDocument(session, id, { profile: 'assessment-2009', themes: own, without: [] }, 'a test');
    });
    await api.ask(`{ themes(partnership: "${demonstration.code}") { code } }`);
    const withOwn = { ...ASKED, themes: [...shipped, ...own.map(({ code }) => code)] };
    const { strategicAssessment } = await api.ask<{ strategicAssessment: Assessment }>(ASSESSMENT, withOwn);
    expect(strategicAssessment.themes).toHaveLength(5);
    expect(strategicAssessment.themes.at(-1)!.performance[0].current).toBeGreaterThan(1000);
    expect(await api.statements(ASSESSMENT, withOwn)).toBe(before);
  });

  test('are a handful where the answer is kept', async () => {
    const kept = { answers: new AnswerCache(50_000_000) };
    const asked = async () =>
      (await api.ask<{ strategicAssessment: Assessment }>(ASSESSMENT, ASKED, kept)).strategicAssessment;
    const first = await asked();
    const before = fixture.database.statementCount;
    expect(await asked()).toEqual(first);
    expect(fixture.database.statementCount - before).toBeLessThanOrEqual(40);
  });
});

describe('refusals', () => {
  test.each([
    ['a partnership that is not there', { partnership: 'NOWHERE' }, 'NOT_FOUND'],
    [
      'a period that ends before it begins',
      { period: { from: '2009-06-30', to: '2009-01-01' } },
      'BAD_USER_INPUT',
    ],
    ['a theme that is not known', { themes: ['arson-attacks'] }, 'BAD_USER_INPUT'],
    [
      'a period of which nothing was delivered',
      { period: { from: '2019-01-01', to: '2019-06-30' } },
      'NOT_ENOUGH_DATA',
    ],
  ])('%s', async (_, wrong, code) => {
    expect(await api.refusal(ASSESSMENT, { ...ASKED, ...wrong })).toMatchObject({ code });
  });
});
