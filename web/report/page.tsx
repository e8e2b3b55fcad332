import { daysName, words } from '../figures/format';
import { SYNTHETIC } from '../figures/notices';
import { Ahead } from './ahead';
import { outlinesOf } from './hotspot-map';
import { Method } from './method';
import type { Assessed, Matrix, ThemeBlock, ThemeCharts } from './operations';
import { Ranking } from './ranking';
import { STYLE } from './style';
import { Summary } from './summary';
import { Theme, ThemeLink } from './theme';

/** Answers and circumstances that a report is made from. */
export interface Content {
  assessed: Assessed;
  threatRisk: Matrix;
  scanning: Matrix;
  /** Charts of each theme, in the order of the assessment. */
  charts: readonly ThemeCharts[];
  /** Whether the answers are those for a viewer without a key. */
  forPublic: boolean;
  /** Date of the report, YYYY-MM-DD. */
  madeOn: string;
}

/** Comparison windows in words, by code. */
const COMPARED: Record<string, string> = {
  SAME_PERIOD_LAST_YEAR: 'the same period a year earlier',
  ROLLING_12_MONTHS: 'and the 12 months to its end with the 12 before',
};

/** Page of the report. */
export function Page({ assessed, threatRisk, scanning, charts, forPublic, madeOn }: Content) {
  const { partnership, strategicAssessment: assessment, wards } = assessed;
  const title = `Strategic assessment: ${partnership.name}`;
  const period = daysName(assessment.period);
  const compared = assessment.comparisons.map((code) => COMPARED[code] ?? words(code)).join('; ');
  const outlines = outlinesOf(wards.nodes);
  return (
    <html lang="en-GB">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${title}, ${period}`}</title>
        {/* A constant, in which quotes have to stay as they are. */}
        <style dangerouslySetInnerHTML={{ __html: STYLE }} />
      </head>
      <body>
        <header>
          <h1>{title}</h1>
          <p>{`${period}, compared with ${compared}.`}</p>
          {partnership.synthetic && <p class="notice">{SYNTHETIC}</p>}
          {forPublic && <PublicNotice />}
        </header>
        <Contents themes={assessment.themes} />
        <main>
          <Summary assessment={assessment} />
          <Ranking threatRisk={threatRisk} scanning={scanning} />
          <section aria-labelledby="themes">
            <h2 id="themes">Themes</h2>
            {assessment.themes.map((block, i) => (
              <Theme
                key={block.theme.code}
                block={block}
                charts={charts[i]}
                period={assessment.period}
                outlines={outlines}
              />
            ))}
          </section>
          <Ahead assessment={assessment} />
          <Method coverage={partnership.dataCoverage} assessment={assessment} madeOn={madeOn} />
        </main>
      </body>
    </html>
  );
}

const PublicNotice = () => (
  <p class="notice">
    For the public: counts from closed records are protected against disclosure, so they differ a little from
    the true ones. Places, people and hours of closed records are left out.
  </p>
);

const Contents = ({ themes }: { themes: readonly ThemeBlock[] }) => (
  <nav aria-label="Contents">
    <ul>
      <li>
        <a href="#summary">Summary</a>
      </li>
      <li>
        <a href="#ranking">Ranking of the themes</a>
      </li>
      <li>
        <a href="#themes">Themes</a>:{' '}
        {themes.map(({ theme }, i) => [i > 0 && ', ', <ThemeLink key={theme.code} theme={theme} />])}
      </li>
      <li>
        <a href="#ahead">Recommendations for the partnership, and events ahead</a>
      </li>
      <li>
        <a href="#method">Method and sources</a>
      </li>
    </ul>
  </nav>
);
