import { change, daysName, range, sentence, whole, words } from '../../figures/format';
import { TrendChart, trendFigures } from '../../figures/trend';
import type { AnswerOf } from '../../schema/operation';
import { ask, useAnswer } from '../api';
import { Fluid } from '../fluid';
import type { Where } from '../layers';
import { TREND } from '../operations';
import type { Comparison } from '../state';
import { Protected } from './answer';
import { Panel } from './panel';

const NAME = 'Incidents';

type Trend = NonNullable<AnswerOf<typeof TREND>['trend']>;

/** Finding in words: `Stable: 37 incidents after 40 (−8%, 95% interval −41% to +45%), 1 January 2009 to … against …`. */
function Finding({ trend }: { trend: Trend }) {
  const { classification, current, previous, percent, lower, upper, window } = trend;
  if (window === null || current === null)
    return <p class="state">No day of the period has been delivered.</p>;
  const { from, to, comparedFrom, comparedTo } = window;
  const against =
    comparedFrom && comparedTo ? ` against ${daysName({ from: comparedFrom, to: comparedTo })}` : '';
  const interval =
    lower !== null && upper !== null ? `, 95% interval ${range(change(lower), change(upper))}` : '';
  return (
    <p>
      <strong>{sentence(words(classification))}</strong>: {whole(current)} incidents
      {previous !== null && ` after ${whole(previous)}`}
      {percent !== null && ` (${change(percent)}${interval})`}, {daysName({ from, to })}
      {against}.
    </p>
  );
}

/** Trend of the incidents, compared with the comparison window and the months before. */
export function TrendPanel({ where, compareWith }: { where: Where; compareWith: Comparison }) {
  const question = ask(TREND, { where, compareWith });
  const answer = useAnswer(question);
  const trend = answer.state === 'ready' ? answer.data.trend : null;
  return (
    <Panel
      title="Trend"
      question={question}
      answer={answer}
      figures={trend && trendFigures(NAME, trend.series)}
      caveats={trend?.caveats}
    >
      {trend && (
        <>
          <Finding trend={trend} />
          {trend.asserted && (
            <p>
              Judgement: <strong>{trend.asserted.value}</strong>. {trend.asserted.reason}
            </p>
          )}
          <Protected shown={trend.perturbed} />
          {trend.series.length > 0 ? (
            <Fluid
              draw={(width) => (
                <TrendChart
                  name={NAME}
                  series={trend.series}
                  period={trend.window}
                  size={{ width, height: 170 }}
                />
              )}
            />
          ) : (
            <p class="state">The data has no whole month.</p>
          )}
        </>
      )}
      {answer.state === 'ready' && !trend && <p class="state">No delivered source records this.</p>}
    </Panel>
  );
}
