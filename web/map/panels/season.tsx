import { words } from '../../figures/format';
import { SeasonChart, seasonFigures } from '../../figures/season';
import { ask, useAnswer } from '../api';
import { Fluid } from '../fluid';
import type { Where } from '../layers';
import { SEASON } from '../operations';
import { Protected } from './answer';
import { Panel } from './panel';

const NAME = 'Incidents';

/** Seasonal pattern of the incidents. */
export function SeasonPanel({ where }: { where: Where }) {
  const question = ask(SEASON, { where });
  const answer = useAnswer(question);
  const found = answer.state === 'ready' ? answer.data.seasonality : null;
  const season = found?.status === 'OK' ? found : null;
  return (
    <Panel
      title="Season"
      question={question}
      answer={answer}
      figures={season && seasonFigures(NAME, season.months)}
      caveats={found?.caveats}
    >
      {season && (
        <>
          <p>
            {season.peakSeasons.length > 0
              ? `Peaks in ${season.peakSeasons.map(words).join(' and ')}.`
              : 'No clear season.'}
          </p>
          <Protected shown={season.perturbed} />
          <Fluid
            draw={(width) => <SeasonChart name={NAME} months={season.months} size={{ width, height: 150 }} />}
          />
        </>
      )}
      {answer.state === 'ready' && !season && (
        <p class="state">Too little data: a season takes 24 months with five incidents each.</p>
      )}
    </Panel>
  );
}
