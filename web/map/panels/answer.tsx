import { List } from '../../figures/list';
import { PROTECTED } from '../../figures/notices';
import { type Answer, type Caveat, key, type Question } from '../api';
import { settings } from '../settings';

/** Link to the editor with the question behind an answer, and with the key of this tab. */
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

/** Errors that mean a limit of this viewer or this data; all others are failures. */
const REFUSALS = ['FORBIDDEN', 'NOT_SUPPORTED_FOR_SOURCE', 'NOT_ENOUGH_DATA', 'UNAUTHENTICATED'];

/** State of an answer that is not ready: on its way, refused, or failed. */
export function Waiting({ answer }: { answer: Answer<unknown> }) {
  if (answer.state === 'loading')
    return (
      <p class="state loading" role="status">
        Loading …
      </p>
    );
  if (answer.state === 'ready') return null;
  const { code, message } = answer.refusal;
  const refused = REFUSALS.includes(code);
  return (
    <div class={refused ? 'state refused' : 'state failed'} role={refused ? 'status' : 'alert'}>
      <strong>{refused ? 'Not shown' : 'No answer'}</strong>
      <p>{message}</p>
    </div>
  );
}

/** Notice that counts are protected. */
export const Protected = ({ shown }: { shown: boolean }) =>
  shown ? <p class="protected">{PROTECTED}</p> : null;

/** Caveats of an answer. */
export const Caveats = ({ caveats }: { caveats: readonly Caveat[] }) =>
  caveats.length === 0 ? null : (
    <details>
      <summary>Caveats</summary>
      <List items={[...new Set(caveats.map(({ message }) => message))]} />
    </details>
  );
