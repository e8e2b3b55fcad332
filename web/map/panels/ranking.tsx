import { RankingFigure } from '../../figures/ranking';
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
          <RankingFigure rows={rows} chosen={theme} choose={choose} suggested={new Set(suggested.keys())} />
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
