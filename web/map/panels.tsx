import type { ComponentChildren } from 'preact';
import { type Answer, ask, key, type Question, useAnswer } from './api';
import { SeasonChart, TrendChart, WeekChart } from './charts';
import type { Where } from './layers';
import { PEOPLE, RANKING, RECOMMENDATIONS, SEASON, TREND, WEEK } from './operations';
import { settings } from './settings';
import type { Comparison } from './state';
import { Caveats, CsvButton, type Figures, Table } from './table';
import { DAYS, day, MONTHS, number, percent, rate, sentence, words } from './words';

/** Opens the editor with the question behind an answer filled in, and with the key that this tab has. */
export function QueryLink({ question: { source, variables }, of }: { question: Question; of: string }) {
  if (!settings.editor) return null;
  const held = key.get();
  const given = { query: source, variables: JSON.stringify(variables), ...(held ? { key: held } : {}) };
  return (
    <a href={`editor/#${new URLSearchParams(given)}`} target="_blank" rel="noreferrer">
      Show the query<span class="unseen"> of {of}</span>
    </a>
  );
}

/** What an answer looks like while it is not there: on its way, refused, or failed. */
export function Waiting({ answer }: { answer: Answer<unknown> }) {
  if (answer.state === 'loading')
    return (
      <p class="state loading" role="status">
        Loading …
      </p>
    );
  if (answer.state === 'ready') return null;
  const { code, message } = answer.refusal;
  const refused = ['FORBIDDEN', 'NOT_SUPPORTED_FOR_SOURCE', 'NOT_ENOUGH_DATA', 'UNAUTHENTICATED'].includes(
    code,
  );
  return (
    <div class={refused ? 'state refused' : 'state failed'} role={refused ? 'status' : 'alert'}>
      <strong>{refused ? 'Not shown' : 'No answer'}</strong>
      <p>{message}</p>
    </div>
  );
}

interface PanelProps {
  title: string;
  question: Question | null;
  /** The figures, for a table and as CSV; null while there are none. */
  figures: Figures | null;
  caveats?: readonly string[];
  children: ComponentChildren;
}

/** One analytic: its title, its picture, the table behind it, and the query it comes from. */
export function Panel({ title, question, figures, caveats = [], children }: PanelProps) {
  const id = title.toLowerCase().replaceAll(/[^a-z]+/g, '-');
  return (
    <section class="panel" aria-labelledby={id}>
      <header>
        <h3 id={id}>{title}</h3>
        {question && <QueryLink question={question} of={title} />}
      </header>
      {children}
      {figures && figures.rows.length > 0 && (
        <details>
          <summary>Figures</summary>
          <Table figures={figures} />
          <CsvButton figures={figures} />
        </details>
      )}
      <Caveats caveats={caveats} />
    </section>
  );
}

/** Says that counts differ a little from the true ones, and why. */
export function Protected({ shown }: { shown: boolean }) {
  if (!shown) return null;
  return (
    <p class="protected">
      Protected counts: those from closed records differ a little from the true ones, so that nobody can be
      made out.
    </p>
  );
}

export function TrendPanel({ where, compareWith }: { where: Where; compareWith: Comparison }) {
  const question = ask(TREND, { where, compareWith });
  const answer = useAnswer(question);
  const trend = answer.state === 'ready' ? answer.data.trend : null;
  const figures = trend && {
    name: 'Incidents by month',
    headings: ['Month', 'Incidents', 'Expected', 'Lower', 'Upper'],
    rows: trend.series.map(({ month, count, expected, lower, upper }) => ({
      cells: [month.slice(0, 7), count, expected === null ? '' : rate(expected), lower ?? '', upper ?? ''],
    })),
  };
  return (
    <Panel title="Trend" question={question} figures={figures} caveats={trend?.caveats}>
      <Waiting answer={answer} />
      {trend && (
        <>
          <p>
            <strong>{sentence(trend.classification)}</strong>: {number(trend.current)} incidents
            {trend.previous !== null && ` after ${number(trend.previous)}`}
            {trend.percent !== null && ` (${percent(trend.percent / 100, true)})`}, {day(trend.window.from)}{' '}
            to {day(trend.window.to)}
            {trend.window.comparedFrom &&
              trend.window.comparedTo &&
              ` against ${day(trend.window.comparedFrom)} to ${day(trend.window.comparedTo)}`}
            .
          </p>
          {trend.asserted && (
            <p>
              People say: <strong>{trend.asserted.value}</strong>. {trend.asserted.reason}
            </p>
          )}
          <Protected shown={trend.perturbed} />
          {trend.series.length > 0 ? (
            <TrendChart series={trend.series} from={trend.window.from} to={trend.window.to} />
          ) : (
            <p class="state">No whole month lies in the data.</p>
          )}
        </>
      )}
      {answer.state === 'ready' && !trend && <p class="state">No source that was delivered records this.</p>}
    </Panel>
  );
}

export function SeasonPanel({ where }: { where: Where }) {
  const question = ask(SEASON, { where });
  const answer = useAnswer(question);
  const season = answer.state === 'ready' ? answer.data.seasonality : null;
  const told = season?.status === 'OK';
  const figures = season && {
    name: 'Incidents by month of the year',
    headings: ['Month', 'Index', 'Incidents'],
    rows: season.months.map(({ month, index, count }) => ({
      cells: [MONTHS[month - 1], index === null ? '' : rate(index), count],
    })),
  };
  return (
    <Panel title="Season" question={question} figures={told ? figures : null} caveats={season?.caveats}>
      <Waiting answer={answer} />
      {season && told && (
        <>
          <p>
            {season.peakSeasons.length > 0
              ? `Peaks in ${season.peakSeasons.map(words).join(' and ')}.`
              : 'No season stands out.'}
          </p>
          <Protected shown={season.perturbed} />
          <SeasonChart months={season.months} />
        </>
      )}
      {answer.state === 'ready' && !told && (
        <p class="state">The data is too short for a season: it takes 24 months.</p>
      )}
    </Panel>
  );
}

export function WeekPanel({ where }: { where: Where }) {
  const question = ask(WEEK, { where });
  const answer = useAnswer(question);
  const told = answer.state === 'ready' ? answer.data.weekGrid : null;
  const week = told && told.incidents > 0 ? told : null;
  const most = week?.cells.reduce((a, b) => (b.weight > a.weight ? b : a));
  const figures = week && {
    name: 'Incidents by hour and day',
    headings: ['Hour', ...DAYS],
    rows: [...Array(24).keys()].map((hour) => ({
      cells: [
        `${String(hour).padStart(2, '0')}:00`,
        ...DAYS.map((_, i) =>
          rate(week.cells.find((cell) => cell.hour === hour && cell.dayOfWeek === i + 1)?.weight ?? 0),
        ),
      ],
    })),
  };
  return (
    <Panel title="Hour and day" question={question} figures={figures} caveats={week?.caveats}>
      <Waiting answer={answer} />
      {week && most && (
        <>
          <p>
            The most fall on {DAYS[most.dayOfWeek - 1]} from {most.hour}:00.
            {week.excluded > 0 && ` ${number(week.excluded)} without a known hour are left out.`}
          </p>
          <WeekChart cells={week.cells} />
        </>
      )}
      {answer.state === 'ready' && !week && (
        <p class="state">
          {told && told.excluded > 0
            ? `The sources tell only the month of these ${number(told.excluded)} incidents.`
            : 'No source that was delivered records this.'}
        </p>
      )}
    </Panel>
  );
}

type Profile = {
  people: number;
  organisations: number;
  leadingSegments: readonly { label: string; share: number }[];
  segments: readonly {
    ageBand: string | null;
    sex: string | null;
    count: number;
    share: number;
    populationShare: number | null;
    rateRatio: number | null;
  }[];
};

function Leading({ who, profile }: { who: string; profile: Profile }) {
  if (profile.people + profile.organisations === 0)
    return <p class="state">Nothing is known of the {who.toLowerCase()}.</p>;
  return (
    <>
      <h4>{who}</h4>
      <ul class="leading">
        {profile.leadingSegments.map(({ label, share }) => (
          <li key={label}>
            <span>{label}</span> <b>{percent(share)}</b>
          </li>
        ))}
      </ul>
    </>
  );
}

export function PeoplePanel({ where }: { where: Where }) {
  const question = ask(PEOPLE, { where });
  const answer = useAnswer(question);
  const people = answer.state === 'ready' ? answer.data : null;
  const rowsOf = (who: string, { segments }: Profile) =>
    segments.map(({ ageBand, sex, count, share, populationShare, rateRatio }) => ({
      cells: [
        who,
        ageBand === null ? 'unknown' : words(ageBand.replace('AGE_', '')).replace(' ', '–'),
        sex === null ? 'unknown' : words(sex),
        count,
        percent(share),
        populationShare === null ? '' : percent(populationShare),
        rateRatio === null ? '' : rate(rateRatio),
      ],
    }));
  const figures = people && {
    name: 'Victims and offenders',
    headings: ['Who', 'Age', 'Sex', 'People', 'Share', 'Share of residents', 'Rate ratio'],
    rows: [...rowsOf('Victims', people.victims), ...rowsOf('Offenders', people.offenders)],
  };
  return (
    <Panel
      title="Victims and offenders"
      question={question}
      figures={figures}
      caveats={people ? [...new Set([...people.victims.caveats, ...people.offenders.caveats])] : []}
    >
      <Waiting answer={answer} />
      {people && <Leading who="Victims" profile={people.victims} />}
      {people && <Leading who="Offenders" profile={people.offenders} />}
    </Panel>
  );
}

interface RankingProps {
  partnership: string;
  period: { from: string; to: string };
  theme: string | null;
  choose(code: string): void;
}

/** What matters most: each theme on its rank, with the ranks that unknown judgements leave open. */
export function RankingPanel({ partnership, period, theme, choose }: RankingProps) {
  const question = ask(RANKING, { partnership, period });
  const answer = useAnswer(question);
  const ranking = answer.state === 'ready' ? answer.data.themeRanking : null;
  const rows = [...(ranking?.rows ?? [])].sort((a, b) => (a.rank ?? Infinity) - (b.rank ?? Infinity));
  const suggested = new Map(ranking?.suggestedPriorities.map(({ theme, because }) => [theme.code, because]));
  const place = (rank: number) => `${(100 * (rank - 1)) / Math.max(rows.length - 1, 1)}%`;
  const figures = {
    name: 'Threat and risk ranking',
    headings: ['Theme', 'Rank', 'Best', 'Worst', 'Total', 'Judged', 'Suggested as a priority'],
    rows: rows.map((row) => ({
      cells: [
        row.theme.name,
        row.rank ?? '–',
        row.rankInterval.best,
        row.rankInterval.worst,
        row.totalLabel,
        `${row.answered} of ${row.of}`,
        suggested.get(row.theme.code)?.join('; ') ?? '',
      ],
    })),
  };
  return (
    <Panel
      title="What matters most"
      question={question}
      figures={ranking && figures}
      caveats={ranking?.caveats}
    >
      <Waiting answer={answer} />
      {ranking && (
        <>
          <p class="soft">
            Threat and risk by rank: the dot is the rank, the line the ranks that are possible while
            judgements are unknown. ★ is suggested as a priority.
          </p>
          <ol class="ranking">
            {rows.map(({ theme: { code, name }, rank, rankInterval: { best, worst } }) => (
              <li key={code} class={code === theme ? 'chosen' : undefined}>
                <button
                  type="button"
                  class="choice"
                  aria-pressed={code === theme}
                  onClick={() => choose(code)}
                >
                  {name}
                  {suggested.has(code) && (
                    <>
                      {' '}
                      <span aria-hidden="true">★</span>
                      <span class="unseen">, suggested as a priority</span>
                    </>
                  )}
                </button>
                <span class="unseen">
                  {rank === null ? 'not ranked' : `rank ${rank}`}, possible from {best} to {worst}
                </span>
                <span class="ranks" aria-hidden="true">
                  <i style={{ left: place(best), right: `calc(100% - ${place(worst)})` }} />
                  {rank !== null && <b style={{ left: place(rank) }} />}
                </span>
              </li>
            ))}
          </ol>
        </>
      )}
    </Panel>
  );
}

/** What is advised and done about a theme. */
export function RecommendationsPanel({ partnership, theme }: { partnership: string; theme: string }) {
  const question = ask(RECOMMENDATIONS, { partnership, theme });
  const answer = useAnswer(question);
  const rows = answer.state === 'ready' ? answer.data.recommendations : null;
  return (
    <Panel title="Recommendations" question={question} figures={null}>
      <Waiting answer={answer} />
      {rows?.length === 0 && <p class="state">Nothing is recommended for this theme.</p>}
      {rows && rows.length > 0 && (
        <ul>
          {rows.map(({ id, text, owner, status, actions }) => (
            <li key={id}>
              {text}{' '}
              <span class="soft">
                ({owner.name}, {words(status)})
              </span>
              {actions.length > 0 && (
                <ul>
                  {actions.map((action) => (
                    <li key={action.id}>
                      {action.text}{' '}
                      <span class="soft">
                        ({action.owner.name}, due {day(action.due)}: {words(action.status)}, {action.progress}
                        %)
                      </span>
                    </li>
                  ))}
                </ul>
              )}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
