import type { ComponentChildren } from 'preact';
import { Actions } from '../figures/actions';
import { change, sentence, UNKNOWN, whole, words } from '../figures/format';
import { List } from '../figures/list';
import { SeasonChart } from '../figures/season';
import { Segments } from '../figures/segments';
import { Table } from '../figures/table';
import { type Period, TrendChart, trendFigures } from '../figures/trend';
import { WeekChart } from '../figures/week';
import { HotspotMap, type Outlines } from './hotspot-map';
import type { ThemeBlock, ThemeCharts } from './operations';

const anchorOf = (code: string): string => `theme-${code}`;

/** Link to the section of a theme. */
export const ThemeLink = ({ theme: { code, name } }: { theme: ThemeBlock['theme'] }) => (
  <a href={`#${anchorOf(code)}`}>{name}</a>
);

/** Trend of a theme: the judgement, else the computed class. */
export const trendOf = ({ trend }: ThemeBlock): string =>
  trend?.asserted?.value ?? (trend?.classification ? sentence(words(trend.classification)) : UNKNOWN);

/** Sentences on the wider categories that a theme is counted in, whose figures its own would be taken for. */
export const categoriesOf = ({ performance, unseen }: ThemeBlock): string[] =>
  performance.length > 0 ? unseen.filter(({ line }) => line === 'theme').map(({ because }) => because) : [];

interface ThemeProps {
  block: ThemeBlock;
  charts: ThemeCharts;
  period: Period;
  /** Outlines of the wards; null without wards to draw hotspots over. */
  outlines: Outlines | null;
}

/** Section of a theme. */
export function Theme({ block, charts, period, outlines }: ThemeProps) {
  const { code, name } = block.theme;
  const id = anchorOf(code);
  const categories = categoriesOf(block);
  const unseen = block.unseen.filter(({ because }) => !categories.includes(because));
  return (
    <section class="theme" aria-labelledby={id}>
      <h3 id={id}>{name}</h3>
      {categories.length > 0 && <p>{categories.join(' ')}</p>}
      <Findings block={block} />
      <Charts name={name} charts={charts} period={period} />
      {outlines && block.hotspots.length > 0 && (
        <HotspotMap theme={name} hotspots={block.hotspots} outlines={outlines} />
      )}
      {block.recommendations.length > 0 && <Recommendations name={name} rows={block.recommendations} />}
      {unseen.length > 0 && (
        <>
          <h4>Not in the data</h4>
          <List items={unseen.map(({ line, because }) => `${sentence(words(line))}: ${because}`)} />
        </>
      )}
    </section>
  );
}

const performanceOf = ({
  label,
  current,
  previous,
  percent,
  direction,
}: ThemeBlock['performance'][number]) => {
  const counts = previous === null ? '' : `, ${whole(current)} after ${whole(previous)}`;
  return `${label}: ${direction}${counts}${percent === null ? '' : ` (${change(percent)})`}`;
};

const activityOf = ({ name, owner }: ThemeBlock['partnershipActivity'][number]): string =>
  owner ? `${name} (${owner.name})` : name;

function Perception({ statement, sntAreas }: NonNullable<ThemeBlock['publicPerception']>) {
  return (
    <>
      {statement}
      {sntAreas.length > 0 && (
        <>
          {' '}
          <span class="soft">{`(${sntAreas.map(({ name }) => name).join(', ')})`}</span>
        </>
      )}
    </>
  );
}

/** Findings, one line each; lines without a finding are left out. */
function Findings({ block }: { block: ThemeBlock }) {
  const { performance, publicPerception, seasonality, victims, offenders, partnershipActivity } = block;
  const reason = block.trend?.asserted?.reason;
  const lines: [string, ComponentChildren][] = [
    ['Trend', reason ? `${trendOf(block)}: ${reason}` : trendOf(block)],
    ['Performance', performance.length > 0 && <List items={performance.map(performanceOf)} />],
    ['Indicator', block.indicator?.statement],
    ['Public perception', publicPerception && <Perception {...publicPerception} />],
    ['Seasonality', seasonality?.statement],
    ['Victims', victims.length > 0 && <Segments segments={victims} />],
    ['Offenders', offenders.length > 0 && <Segments segments={offenders} />],
    ['Partnership activity', partnershipActivity.map(activityOf).join('; ')],
  ];
  return (
    <dl>
      {lines.map(
        ([line, finding]) =>
          finding && (
            <>
              <dt>{line}</dt>
              <dd>{finding}</dd>
            </>
          ),
      )}
    </dl>
  );
}

interface ChartsProps {
  name: string;
  charts: ThemeCharts;
  period: Period;
}

function Charts({ name, charts: { trend, seasonality, weekGrid }, period }: ChartsProps) {
  const series = trend && trend.series.length > 0 ? trend.series : null;
  return (
    <>
      <div class="pair">
        {series && (
          <TrendChart name={name} series={series} period={period} size={{ width: 560, height: 230 }} />
        )}
        {seasonality?.status === 'OK' && (
          <SeasonChart name={name} months={seasonality.months} size={{ width: 370, height: 230 }} />
        )}
      </div>
      {series && (
        <details>
          <summary>Figures of {name} by month</summary>
          <Table figures={trendFigures(name, series)} />
        </details>
      )}
      {weekGrid && weekGrid.incidents > 0 && (
        <WeekChart name={name} week={weekGrid} size={{ width: 640, height: 210 }} />
      )}
    </>
  );
}

function Recommendations({ name, rows }: { name: string; rows: ThemeBlock['recommendations'] }) {
  const figures = {
    name: `Recommendations: ${name}`,
    columns: ['Recommendation', 'Owner', 'Status', 'Actions'],
    rows: rows.map(({ text, owner, status, actions }) => ({
      cells: [
        text,
        owner.name,
        sentence(words(status)),
        actions.length > 0 ? <Actions key="actions" actions={actions} /> : UNKNOWN,
      ],
    })),
  };
  return <Table figures={figures} />;
}
