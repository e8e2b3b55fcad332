import type { Assessment, Matrix, MatrixCell, Person, ThemeBlock, ThemeCharts } from './answers';
import { rankChart, seasonChart, trendChart, trendTable, weekChart } from './charts';
import { Easel } from './drawing';
import { type Column, Html, html, list, table } from './html';
import { Ground } from './map';
import { STYLE } from './style';
import { change, dayName, days, share, whole, word } from './words';

/** What a report is made of. */
export interface Content {
  assessment: Assessment;
  /** By code of the theme. */
  charts: ReadonlyMap<string, ThemeCharts>;
  /** Whether it is as a viewer without a key sees it. */
  forPublic: boolean;
  /** The day it is made, ISO. */
  madeOn: string;
}

/** The report as one HTML page that needs nothing else. */
export async function page(content: Content): Promise<string> {
  const { assessment } = content;
  const { partnership, strategicAssessment: found, wards } = assessment;
  const easel = await Easel.open();
  const ground = wards.nodes.length > 0 ? new Ground(easel, wards.nodes) : null;
  const title = `Strategic assessment: ${partnership.name}`;
  return html`<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}, ${days(found.period)}</title>
<style>${new Html(STYLE)}</style>
</head>
<body>
<header>
<h1>${title}</h1>
<p>${days(found.period)}, compared with ${found.comparisons.map((code) => COMPARED[code] ?? word(code)).join('; ')}.</p>
${notices(content)}
</header>
${contents(found.themes)}
<main>
${summary(found)}
${ranking(easel, assessment)}
<section aria-labelledby="themes">
<h2 id="themes">Themes</h2>
${found.themes.map((block) => theme(easel, ground, block, content))}
</section>
${ahead(found)}
${method(content)}
</main>
</body>
</html>
`.text;
}

/** What the period is compared with, in words. */
const COMPARED: Record<string, string> = {
  SAME_PERIOD_LAST_YEAR: 'the same days a year before',
  ROLLING_12_MONTHS: 'and the 12 months to its end with the 12 before',
};

type Found = Assessment['strategicAssessment'];

const anchor = (code: string): string => `theme-${code}`;

const link = ({ code, name }: { code: string; name: string }): Html =>
  html`<a href="#${anchor(code)}">${name}</a>`;

/** What a reader has to know before the first number. */
function notices({ assessment, forPublic }: Content): Html {
  return html`${
    assessment.partnership.synthetic &&
    html`<p class="notice">A demonstration: people, places and incidents are invented.</p>`
  }${
    forPublic &&
    html`<p class="notice">For the public: counts from closed records are protected against disclosure, so they differ a
little from the true ones; places, people and hours of closed records are left out.</p>`
  }`;
}

function contents(themes: readonly ThemeBlock[]): Html {
  return html`<nav aria-label="Contents"><ul>
<li><a href="#summary">Summary</a></li>
<li><a href="#ranking">What matters most</a></li>
<li><a href="#themes">Themes</a>: ${themes.map(({ theme }, i) => html`${i > 0 && ', '}${link(theme)}`)}</li>
<li><a href="#ahead">Recommendations for the partnership, and events ahead</a></li>
<li><a href="#method">How it was computed</a></li>
</ul></nav>`;
}

/** Shown where a figure is not known. */
const UNKNOWN = '–';

const performanceText = ({
  label,
  current,
  previous,
  percent,
  direction,
}: ThemeBlock['performance'][number]): string => {
  const counts = current === null || previous === null ? '' : `, ${whole(current)} after ${whole(previous)}`;
  return `${label}: ${direction}${counts}${percent === null ? '' : ` (${change(percent)})`}`;
};

const trendText = ({ trend }: ThemeBlock): string =>
  trend?.asserted?.value ?? (trend?.classification ? sentence(word(trend.classification)) : UNKNOWN);

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function summary({ suggestedPriorities, themes }: Found): Html {
  const first = ({ performance }: ThemeBlock) => performance[0];
  return html`<section aria-labelledby="summary">
<h2 id="summary" class="together">Summary</h2>
<h3>Suggested priorities</h3>
${list(
  suggestedPriorities.map(
    ({ theme, because }) => html`<strong>${link(theme)}</strong>: ${because.join('; ')}`,
  ),
  'The judgements and the data suggest none.',
)}
${table<ThemeBlock>(
  'The themes at a glance',
  [
    { heading: 'Theme', cell: ({ theme }) => link(theme) },
    { heading: 'Trend', cell: trendText },
    { heading: 'Incidents', numeric: true, cell: (block) => figure(first(block)?.current) },
    {
      heading: 'Change',
      numeric: true,
      cell: (block) => (first(block)?.percent == null ? UNKNOWN : change(first(block).percent!)),
    },
    { heading: 'Peaks', cell: ({ seasonality }) => seasonality?.statement ?? UNKNOWN },
    { heading: 'Greatest hotspot', cell: ({ hotspots }) => hotspots[0]?.name ?? UNKNOWN },
  ],
  themes,
)}
</section>`;
}

const figure = (value: number | null | undefined): string => (value == null ? UNKNOWN : whole(value));

function ranking(easel: Easel, { threatRisk, scanning }: Assessment): Html {
  return html`<section aria-labelledby="ranking">
<h2 id="ranking">What matters most</h2>
<p>A cell holds what people judged; where nobody did, what the data says, in italics. * is unknown, which is not zero:
it leaves a range of ranks open. Where the data disagrees with a judgement, its own value stands in brackets.</p>
<h3>Threat and risk matrix</h3>
${rankChart(easel, threatRisk.rows)}
${matrixTable('Threat and risk matrix: 1 low, 3 high', threatRisk, figure)}
<h3>Priority scanning</h3>
${matrixTable('Priority scanning: ✓ applies', scanning, tick)}
<h3>Where the two disagree</h3>
${list(
  threatRisk.conflicts.map(
    ({ theme, criterion, scanning: ticked, matrix }) =>
      html`${theme.name}, ${criterion.name}: ${tick(ticked)} in the scanning, ${figure(matrix)} in the matrix`,
  ),
  'Nowhere.',
)}
</section>`;
}

const tick = (value: number | null | undefined): string => (value == null ? '*' : value > 0 ? '✓' : 'no');

function matrixTable(caption: string, { rows }: Matrix, show: (value: number | null) => string): Html {
  const shown = (value: number | null) => (value === null ? '*' : show(value));
  const cell = ({ value, asserted, computed, conflict }: MatrixCell): Html => {
    const own = asserted ? html`${shown(value)}` : html`<i>${shown(value)}</i>`;
    return html`${own}${conflict && html` (<i>${shown(computed?.value ?? null)}</i>)`}`;
  };
  const criteria = rows[0]?.cells.map(({ criterion }) => criterion) ?? [];
  const columns: Column<Matrix['rows'][number]>[] = [
    { heading: 'Theme', cell: ({ theme }) => theme.name },
    ...criteria.map(({ name }, i) => ({
      heading: name,
      cell: ({ cells }: Matrix['rows'][number]) => cell(cells[i]),
    })),
    { heading: 'Total', numeric: true, cell: ({ totalLabel }) => totalLabel },
    { heading: 'Known', numeric: true, cell: ({ answered, of }) => `${answered} of ${of}` },
    { heading: 'Rank', numeric: true, cell: ({ rank }) => rank ?? UNKNOWN },
    {
      heading: 'Possible ranks',
      numeric: true,
      cell: ({ rankInterval }) => (rankInterval ? `${rankInterval.best} to ${rankInterval.worst}` : UNKNOWN),
    },
  ];
  return table(caption, columns, rows);
}

function theme(
  easel: Easel,
  ground: Ground | null,
  block: ThemeBlock,
  { assessment, charts }: Content,
): Html {
  const { period } = assessment.strategicAssessment;
  const { code, name } = block.theme;
  const { trend, season, week } = charts.get(code) ?? { trend: null, season: null, week: null };
  const { publicPerception: perception } = block;
  const said = block.trend?.asserted;
  const lines: [string, Html | string | null][] = [
    ['Trend', html`${trendText(block)}${said && html`: ${said.reason}`}`],
    ['Performance', block.performance.length > 0 ? list(block.performance.map(performanceText), '') : null],
    [
      'Public perception',
      perception &&
        html`${perception.statement}${perception.sntAreas.length > 0 && html` <span class="soft">(${perception.sntAreas.map(({ name }) => name).join(', ')})</span>`}`,
    ],
    ['Seasonality', block.seasonality?.statement ?? null],
    ['Victims', block.victims.length > 0 ? list(people(block.victims), '') : null],
    ['Offenders', block.offenders.length > 0 ? list(people(block.offenders), '') : null],
    [
      'Partnership activity',
      block.partnershipActivity.length > 0
        ? block.partnershipActivity
            .map(({ name, owner }) => (owner ? `${name} (${owner.name})` : name))
            .join('; ')
        : null,
    ],
  ];
  return html`<section class="theme" aria-labelledby="${anchor(code)}">
<h3 id="${anchor(code)}">${name}</h3>
<dl>${lines.map(([line, text]) => text !== null && html`<dt>${line}</dt><dd>${text}</dd>`)}</dl>
<div class="pair">${trend && trend.series.length > 0 && trendChart(easel, name, trend, period)}${
    season?.status === 'OK' && seasonChart(easel, name, season)
  }</div>
${
  trend &&
  trend.series.length > 0 &&
  html`<details><summary>Figures of ${name} by month</summary>${trendTable(name, trend)}</details>`
}
${week && week.incidents > 0 && weekChart(easel, name, week)}
${ground && block.hotspots.length > 0 && ground.hotspots(name, block.hotspots)}
${block.recommendations.length > 0 && recommendations(name, block.recommendations)}
${
  block.unseen.length > 0 &&
  html`<h4>What the data cannot tell</h4>${list(
    block.unseen.map(({ line, because }) => html`${sentence(word(line))}: ${because}`),
    '',
  )}`
}
</section>
`;
}

const people = (segments: readonly Person[]): string[] =>
  segments.map(({ label, share: part }) => (part === null ? label : `${label} (${share(part)})`));

function recommendations(name: string, rows: ThemeBlock['recommendations']): Html {
  return table(
    `Recommendations: ${name}`,
    [
      { heading: 'Recommendation', cell: ({ text }) => text },
      { heading: 'Owner', cell: ({ owner }) => owner.name },
      { heading: 'Status', cell: ({ status }) => sentence(word(status)) },
      {
        heading: 'Actions',
        cell: ({ actions }) =>
          actions.length === 0
            ? UNKNOWN
            : list(
                actions.map(
                  ({ text, owner, due, status, progress }) =>
                    html`${text} (${owner.name}${due && `, due ${dayName(due)}`}): ${word(status)}, ${progress}%`,
                ),
                '',
              ),
      },
    ],
    rows,
  );
}

/** What concerns no single theme, and what comes. */
function ahead({ strategicRecommendations, calendar }: Found): Html {
  return html`<section aria-labelledby="ahead">
<h2 id="ahead">Recommendations for the partnership, and events ahead</h2>
${list(
  strategicRecommendations.map(({ text }) => text),
  'None is recorded.',
)}
${
  calendar.length > 0 &&
  table(
    'Calendar of events',
    [
      { heading: 'Event', cell: ({ name }) => name },
      { heading: 'When', cell: (event) => days(event) },
      { heading: 'Themes', cell: ({ themes }) => themes.map(({ name }) => name).join(', ') },
    ],
    calendar,
  )
}
</section>`;
}

/** Where every number comes from. */
function method({ assessment: { partnership, strategicAssessment: found }, madeOn }: Content): Html {
  return html`<section aria-labelledby="method">
<h2 id="method">How it was computed</h2>
<p>Made on ${dayName(madeOn)} from version ${found.dataVersion} of the data.</p>
${table(
  'What the sources have delivered',
  [
    { heading: 'Source', cell: ({ source }) => source.name },
    { heading: 'Delivered', cell: (source) => days(source) },
  ],
  partnership.dataCoverage,
)}
<h3>What to know before using it</h3>
${list(found.caveats, 'Nothing beyond the above.')}
${table(
  'Parameters',
  [
    { heading: 'Parameter', cell: ({ name }) => name },
    { heading: 'Value', cell: ({ value }) => value },
  ],
  found.parameters,
)}
</section>`;
}
