import type { Partnership, Start } from './scope';
import { COMPARISONS, type State } from './state';

interface ChoiceProps<Code extends string> {
  label: string;
  chosen: Code;
  /** Code and name of each choice, in the order of the list. */
  among: readonly (readonly [string, string])[];
  choose(code: Code): void;
}

/** Selection of one of several, by name. */
export function Choice<Code extends string>({ label, chosen, among, choose }: ChoiceProps<Code>) {
  return (
    <label>
      <span>{label}</span>
      <select value={chosen} onChange={(event) => choose(event.currentTarget.value as Code)}>
        {among.map(([code, name]) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Input of a day; null for none. */
function Day({ label, day, choose }: { label: string; day: string; choose(day: string | null): void }) {
  return (
    <label>
      {label}
      <input type="date" value={day} onChange={(event) => choose(event.currentTarget.value || null)} />
    </label>
  );
}

const named = ({ code, name }: { code: string; name: string }) => [code, name] as const;

interface ControlProps {
  start: Start;
  partnership: Partnership;
  period: { from: string; to: string };
  state: State;
  set(part: Partial<State>): void;
}

/** Choice of partnership, theme, period and comparison. */
export function Controls({ start, partnership, period, state, set }: ControlProps) {
  return (
    <form class="controls" onSubmit={(event) => event.preventDefault()}>
      <Choice
        label="Partnership"
        chosen={partnership.code}
        among={start.partnerships.map(named)}
        choose={(code) => set({ partnership: code })}
      />
      <Choice
        label="Theme"
        chosen={state.theme ?? ''}
        among={[['', 'All themes'], ...partnership.themes.map(named)]}
        choose={(code) => set({ theme: code || null })}
      />
      <Day label="From" day={period.from} choose={(from) => set({ from })} />
      <Day label="To" day={period.to} choose={(to) => set({ to })} />
      <Choice
        label="Compared with"
        chosen={state.compare}
        among={Object.entries(COMPARISONS)}
        choose={(compare) => set({ compare })}
      />
    </form>
  );
}
