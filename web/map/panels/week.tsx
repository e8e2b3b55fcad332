import { whole } from '../../figures/format';
import { WeekChart, weekFigures } from '../../figures/week';
import { ask, useAnswer } from '../api';
import { Fluid } from '../fluid';
import type { Where } from '../layers';
import { WEEK } from '../operations';
import { Panel } from './panel';

const NAME = 'Incidents';

/** Incidents by hour and day of the week. */
export function WeekPanel({ where }: { where: Where }) {
  const question = ask(WEEK, { where });
  const answer = useAnswer(question);
  const found = answer.state === 'ready' ? answer.data.weekGrid : null;
  const week = found && found.incidents > 0 ? found : null;
  return (
    <Panel
      title="Hour and day"
      question={question}
      answer={answer}
      figures={week && weekFigures(NAME, week)}
      caveats={week?.caveats}
    >
      {week && (
        <Fluid draw={(width) => <WeekChart name={NAME} week={week} size={{ width, height: 150 }} />} />
      )}
      {answer.state === 'ready' && !week && (
        <p class="state">
          {found && found.excluded > 0
            ? `The sources record only the month of these ${whole(found.excluded)} incidents.`
            : 'No delivered source records this.'}
        </p>
      )}
    </Panel>
  );
}
