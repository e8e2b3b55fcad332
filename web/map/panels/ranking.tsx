import { type Figures, numeric } from '../../figures/table';
import type { AnswerOf } from '../../schema/operation';
import { ask, useAnswer } from '../api';
import { RANKING } from '../operations';
import { Panel } from './panel';

type Row = AnswerOf<typeof RANKING>['themeRanking']['rows'][number];

interface RankingProps {
  partnership: string;
  period: { from: string; to: string };
  /** Code of the chosen theme. */
  theme: string | null;
  choose(code: string): void;
}

/** Reasons for a suggested priority, by code of the theme. */
type Suggested = ReadonlyMap<string, readonly string[]>;

const figuresOf = (rows: readonly Row[], suggested: Suggested): Figures => ({
  name: 'Threat and risk ranking',
  columns: [
    'Theme',
    numeric('Rank'),
    numeric('Best'),
    numeric('Worst'),
    numeric('Total'),
    numeric('Judged'),
    'Suggested as a priority',
  ],
  rows: rows.map(({ theme, rank, rankInterval, totalLabel, answered, of }) => ({
    cells: [
      theme.name,
      rank,
      rankInterval.best,
      rankInterval.worst,
      totalLabel,
      `${answered} of ${of}`,
      suggested.get(theme.code)?.join('; ') ?? '',
    ],
  })),
});

/** Line from the best to the worst possible rank, with a dot at the rank. */
function Ranks({ row: { rank, rankInterval }, most }: { row: Row; most: number }) {
  const { best, worst } = rankInterval;
  const place = (at: number) => `${(100 * (at - 1)) / Math.max(most - 1, 1)}%`;
  return (
    <>
      <span class="unseen">
        {rank === null ? 'not ranked' : `rank ${rank}`}, possible from {best} to {worst}
      </span>
      <span class="ranks" aria-hidden="true">
        <i style={{ left: place(best), right: `calc(100% - ${place(worst)})` }} />
        {rank !== null && <b style={{ left: place(rank) }} />}
      </span>
    </>
  );
}

function Star() {
  return (
    <>
      {' '}
      <span aria-hidden="true">★</span>
      <span class="unseen">, suggested as a priority</span>
    </>
  );
}

/** Ranking of the themes by threat and risk, with all ranks possible while judgements are unknown. */
export function RankingPanel({ partnership, period, theme, choose }: RankingProps) {
  const question = ask(RANKING, { partnership, period });
  const answer = useAnswer(question);
  const ranking = answer.state === 'ready' ? answer.data.themeRanking : null;
  const rows = [...(ranking?.rows ?? [])].sort((a, b) => (a.rank ?? Infinity) - (b.rank ?? Infinity));
  const suggested = new Map(ranking?.suggestedPriorities.map(({ theme, because }) => [theme.code, because]));
  return (
    <Panel
      title="Ranking of the themes"
      question={question}
      answer={answer}
      figures={ranking && figuresOf(rows, suggested)}
      caveats={ranking?.caveats}
    >
      {ranking && (
        <>
          <p class="soft">
            Threat and risk: the dot is the rank, the line the ranks that are possible while judgements are
            unknown. ★ is suggested as a priority.
          </p>
          <ol class="ranking">
            {rows.map((row) => {
              const { code, name } = row.theme;
              const chosen = code === theme;
              return (
                <li key={code} class={chosen ? 'chosen' : undefined}>
                  <button type="button" class="choice" aria-pressed={chosen} onClick={() => choose(code)}>
                    {name}
                    {suggested.has(code) && <Star />}
                  </button>
                  <Ranks row={row} most={rows.length} />
                </li>
              );
            })}
          </ol>
        </>
      )}
    </Panel>
  );
}
