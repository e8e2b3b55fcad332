import { Actions } from '../../figures/actions';
import { words } from '../../figures/format';
import { ask, useAnswer } from '../api';
import { RECOMMENDATIONS } from '../operations';
import { Panel } from './panel';

/** Recommendations for a theme, with their actions. */
export function RecommendationsPanel({ partnership, theme }: { partnership: string; theme: string }) {
  const question = ask(RECOMMENDATIONS, { partnership, theme });
  const answer = useAnswer(question);
  const rows = answer.state === 'ready' ? answer.data.recommendations : null;
  return (
    <Panel title="Recommendations" question={question} answer={answer} figures={null}>
      {rows?.length === 0 && <p class="state">There is no recommendation for this theme.</p>}
      {rows && rows.length > 0 && (
        <ul>
          {rows.map(({ id, text, owner, status, actions }) => (
            <li key={id}>
              {text} <span class="soft">{`(${owner.name}, ${words(status)})`}</span>
              {actions.length > 0 && <Actions actions={actions} />}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
