import { SYNTHETIC } from '../figures/notices';
import { useAddress } from './address';
import { Controls } from './controls';
import { KeyBox } from './key-box';
import { MapSide } from './map-side';
import { Waiting } from './panels/answer';
import { PeoplePanel } from './panels/people';
import { RankingPanel } from './panels/ranking';
import { RecommendationsPanel } from './panels/recommendations';
import { SeasonPanel } from './panels/season';
import { TrendPanel } from './panels/trend';
import { WeekPanel } from './panels/week';
import { type Scope, type Start, useScope } from './scope';
import type { State } from './state';

interface PageProps {
  start: Start;
  /** The API key of this tab. */
  held: string | null;
  useKey(given: string | null): void;
}

/** Page of the state in the address: controls, map and panels. */
export function Page({ start, held, useKey }: PageProps) {
  const [state, set] = useAddress();
  const scope = useScope(start, state, held !== null);
  const { partnership, period } = scope;
  return (
    <>
      <header class="bar">
        <h1>Community Safety Graph</h1>
        <Controls {...{ start, partnership, period, state, set }} />
        <KeyBox held={held} useKey={useKey} />
      </header>
      {partnership.synthetic && (
        <aside class="notice" aria-label="About the data">
          {SYNTHETIC}
        </aside>
      )}
      {period.from <= period.to ? (
        <main>
          <MapSide scope={scope} state={state} set={set} />
          <div class="side">
            <RankingPanel
              partnership={partnership.code}
              period={period}
              theme={state.theme}
              choose={(code) => set({ theme: state.theme === code ? null : code })}
            />
            <Panels scope={scope} state={state} set={set} />
          </div>
        </main>
      ) : (
        <p class="state failed" role="alert">
          The first day must not be later than the last.
        </p>
      )}
    </>
  );
}

interface PanelsProps {
  scope: Scope;
  state: State;
  set(part: Partial<State>): void;
}

/** Panels of the chosen theme, area and hotspot. */
function Panels({ scope: { partnership, hotspot, area, narrowed, title }, state, set }: PanelsProps) {
  const found = hotspot?.state === 'ready' ? hotspot.data : null;
  return (
    <>
      <h2 aria-live="polite">{title}</h2>
      {(found || area) && (
        <p>
          <button type="button" onClick={() => set({ hotspot: null, area: null })}>
            Show all of {partnership.name}
          </button>
        </p>
      )}
      {hotspot?.state === 'ready' && !found && (
        <p class="state">The chosen hotspot is not among those of this filter: all incidents are shown.</p>
      )}
      {hotspot?.state === 'loading' ? (
        <Waiting answer={hotspot} />
      ) : (
        <>
          <TrendPanel where={narrowed} compareWith={state.compare} />
          <SeasonPanel where={narrowed} />
          <WeekPanel where={narrowed} />
          <PeoplePanel where={narrowed} />
          {state.theme && <RecommendationsPanel partnership={partnership.code} theme={state.theme} />}
        </>
      )}
    </>
  );
}
