import { type Execute, writeReport } from '../../../web/report';

const OPTIONS = {
  partnership: 'X1',
  period: { from: '2009-01-01', to: '2009-06-30' },
  forPublic: false,
  madeOn: '2009-07-01',
  onProgress: () => {},
};

const square = {
  type: 'Polygon',
  coordinates: [
    [
      [-0.5, 52],
      [-0.4, 52],
      [-0.4, 52.1],
      [-0.5, 52],
    ],
  ],
};

const THEME = {
  theme: { code: 'robbery', name: 'Robbery <b>' },
  trend: { classification: 'POSSIBLY_IMPROVING', asserted: null },
  performance: [
    { label: 'Jan–Jun 2009', current: 1200, previous: 1250, percent: -4, direction: 'Decreasing' },
  ],
  publicPerception: null,
  seasonality: null,
  hotspots: [{ name: 'Icknield', incidentCount: 37, hull: square }],
  victims: [{ label: 'Males aged 18 to 29', share: 0.126 }],
  offenders: [],
  partnershipActivity: [],
  recommendations: [],
  unseen: [
    { line: 'theme', because: 'Robbery is counted as Theft.' },
    { line: 'OFFENDERS', because: 'No source records offenders.' },
  ],
};

const ANSWERS: Record<string, unknown> = {
  Report: {
    partnership: { name: 'Nowhere & Co', synthetic: true, dataCoverage: [] },
    wards: { nodes: [{ geometry: square }] },
    strategicAssessment: {
      period: OPTIONS.period,
      comparisons: ['SAME_PERIOD_LAST_YEAR'],
      dataVersion: '7',
      caveats: [],
      parameters: [],
      suggestedPriorities: [
        {
          theme: { code: 'robbery', name: 'Robbery' },
          emphasis: [
            { code: 'a', name: 'Part A' },
            { code: 'b', name: 'Part B' },
          ],
          because: ['Many.'],
        },
      ],
      notAmongPriorities: [{ theme: { name: 'Arson' }, because: 'It cannot be told.' }],
      themes: [THEME],
      strategicRecommendations: [],
      calendar: [],
    },
  },
  Matrix: {
    themeRanking: {
      rows: [
        {
          rank: 1,
          rankInterval: { best: 1, worst: 6 },
          label: '1 of 2 (possible 1 to 6)',
          theme: { code: 'robbery', name: 'Robbery' },
          asPublished: { label: '7 (*)' },
          missing: [],
          answered: 1,
          of: 2,
          cells: [
            {
              criterion: { name: 'Harm' },
              value: 3,
              asserted: { value: 3 },
              computed: { value: 2, lower: 2, upper: 2 },
              conflict: true,
            },
            {
              criterion: { name: 'Trend' },
              value: null,
              asserted: null,
              computed: { value: null, lower: 1, upper: 2 },
              conflict: false,
            },
          ],
        },
        {
          rank: 2,
          rankInterval: { best: 2, worst: 2 },
          label: '2 of 2',
          theme: { code: 'arson', name: 'Arson' },
          asPublished: { label: '5' },
          missing: [],
          answered: 2,
          of: 2,
          cells: [],
        },
      ],
      rankedOn: [{ name: 'Harm' }],
      leftOut: [{ name: 'Peers' }],
      conflicts: [],
    },
  },
  Charts: { trend: null, seasonality: null, weekGrid: null },
};

const asked: { name: string; variables: Record<string, unknown>; tolerated?: readonly string[] }[] = [];

const execute: Execute = async (operation, variables, tolerated) => {
  const [, name] = /query (\w+)/.exec(operation)!;
  asked.push({ name, variables, tolerated });
  return ANSWERS[name];
};

let report: string;
beforeAll(async () => {
  report = await writeReport(execute, OPTIONS);
});

it('asks for the assessment, both matrices, and the charts of each theme, which may be missing', () => {
  expect(asked.map(({ name }) => name)).toEqual(['Report', 'Matrix', 'Matrix', 'Charts']);
  expect(asked.map(({ tolerated }) => tolerated?.includes('NOT_ENOUGH_DATA') ?? false)).toEqual([
    false,
    false,
    false,
    true,
  ]);
  expect(asked[3].variables).toEqual({
    where: { partnership: 'X1', period: OPTIONS.period, themes: ['robbery'] },
  });
});

it('is a whole page that escapes the names it is given', () => {
  expect(report).toMatch(/^<!doctype html>\n<html lang="en-GB">.*<\/html>\n$/s);
  expect(report).toContain('<h1>Strategic assessment: Nowhere &amp; Co</h1>');
  expect(report).toContain('<h3 id="theme-robbery">Robbery &lt;b></h3>');
  expect(report).not.toContain('Robbery <b>');
});

it('says above the figures of a theme that they are those of a wider category', () => {
  expect(report).toContain('Robbery &lt;b></h3><p>Robbery is counted as Theft.</p>');
  expect(report).toContain('<span class="soft"> (within wider categories)</span>');
  expect(report).not.toContain('Theme: Robbery is counted');
});

it('draws the ranks, and writes a range only where there is one', () => {
  expect(report).toContain('role="img"><title>1 of 2 (possible 1 to 6)</title>');
  expect(report).toContain('<td class="number">1 to 6</td>');
  expect(report).toContain('<td class="number">2</td>');
  expect(report).not.toContain('2 to 2');
});

it('writes findings, judgements and what is unknown', () => {
  expect(report).toContain('Jan–Jun 2009: Decreasing, 1,200 after 1,250 (−4%)');
  expect(report).toContain('Males aged 18 to 29 (13%)');
  expect(report).toContain('<td>3 (<i>2</i>)</td><td><i>1 to 2</i></td><td class="number">7 (*)</td>');
  expect(report).toContain(
    ', with emphasis on <a href="#theme-a">Part A</a> and <a href="#theme-b">Part B</a>: Many.',
  );
  expect(report).toContain('<li>Arson: It cannot be told.</li>');
  expect(report).toContain('Ranked on Harm. Not known for any theme, so left out: Peers.');
  expect(report).toContain('1 hotspot over 1 ward. The largest is Icknield with 37 incidents.');
  expect(report).toContain('Offenders: No source records offenders.');
  expect(report).not.toContain('<dt>Offenders</dt>');
});
