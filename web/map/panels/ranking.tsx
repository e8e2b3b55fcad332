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
    numeric('Known'),
    'Suggested as a priority',
    'Not known',
  ],
  rows: rows.map(({ theme, rank, rankInterval, asPublished, answered, of, missing }) => ({
    cells: [
      theme.name,
      rank,
      rankInterval.best,
      rankInterval.worst,
      asPublished.label,
      `${answered} of ${of}`,
      suggested.get(theme.code)?.join('; ') ?? '',
      missing.join(' '),
    ],
  })),
});

/** Line from the best to the worst possible rank, with a dot at the rank. */
function Ranks({ row: { rank, rankInterval, label }, most }: { row: Row; most: number }) {
  const { best, worst } = rankInterval;
  const place = (at: number) => `${(100 * (at - 1)) / Math.max(most - 1, 1)}%`;
  return (
    <>
      <span class={rank === null ? 'soft' : 'unseen'}>{label}</span>
      {rank !== null && (
        <span class="ranks" aria-hidden="true">
          <i style={{ left: place(best), right: `calc(100% - ${place(worst)})` }} />
          <b style={{ left: place(rank) }} />
        </span>
      )}
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
  const rows = ranking?.rows ?? [];
  const suggested: Suggested = new Map(
    ranking?.suggestedPriorities
      .flatMap(({ theme, because, emphasis }) => [{ code: theme.code, because }, ...emphasis])
      .map(({ code, because }) => [code, because]),
  );
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
            Threat and risk: the dot is the rank, the line the ranks that are possible while cells are not
            fully known. ★ is suggested as a priority, by itself or as an emphasis.
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
          {ranking.notAmongPriorities.map(({ theme: { name }, because }) => (
            <p key={name} class="soft">
              {name}, not suggested: {because}
            </p>
          ))}
        </>
      )}
    </Panel>
  );
}
