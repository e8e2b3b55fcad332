import { useState } from 'preact/hooks';
import { ask, key, useAnswer } from './api';
import { START } from './operations';
import { Page } from './page';
import { Waiting } from './panels/answer';

/** Application: loads partnerships and themes, then shows the page. */
export function App() {
  const [held, hold] = useState(key.get());
  const start = useAnswer(ask(START, {}));
  const useKey = (given: string | null) => {
    key.set(given);
    hold(given);
  };
  if (start.state !== 'ready') return <Waiting answer={start} />;
  if (start.data.partnerships.length === 0)
    return (
      <p class="state">
        There is no partnership yet. Add one with <code>csg partnership add CODE NAME</code>, or load the
        demonstration with <code>csg seed demo</code>.
      </p>
    );
  return <Page key={held ?? ''} start={start.data} held={held} useKey={useKey} />;
}
