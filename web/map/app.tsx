import type { ResultOf } from 'gql.tada';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { ask, key, useAnswer } from './api';
import { download, geoJson } from './downloads';
import { mapQuestion, type Picture, pictureOf, type Where } from './layers';
import { AreaMap } from './map';
import { CLUSTERS, OUTLINES, START } from './operations';
import {
  PeoplePanel,
  Protected,
  QueryLink,
  RankingPanel,
  RecommendationsPanel,
  SeasonPanel,
  TrendPanel,
  Waiting,
  WeekPanel,
} from './panels';
import {
  AREA_KINDS,
  COMPARISONS,
  change,
  fromSearch,
  LAYERS,
  type Layer,
  type State,
  toSearch,
} from './state';
import { Caveats, CsvButton, Table } from './table';

type Start = ResultOf<typeof START>;
type Partnership = Start['partnerships'][number];

/** The newest twelve whole months of the data. */
function newestYear({ dataCoverage }: Partnership): { from: string; to: string } {
  const last =
    dataCoverage
      .map(({ to }) => to)
      .sort()
      .at(-1) ?? new Date().toISOString().slice(0, 10);
  const end = new Date(`${last}T00:00:00Z`);
  const nextDay = new Date(end.getTime() + 86_400_000);
  const month =
    nextDay.getUTCDate() === 1 ? nextDay : new Date(Date.UTC(end.getUTCFullYear(), end.getUTCMonth(), 1));
  const day = (at: number) => new Date(at).toISOString().slice(0, 10);
  return {
    from: day(Date.UTC(month.getUTCFullYear() - 1, month.getUTCMonth(), 1)),
    to: day(month.getTime() - 86_400_000),
  };
}

/** The state in the address: a change makes an entry in the history, so that "back" goes back. */
function useAddress(): [State, (part: Partial<State>) => void] {
  const [state, setState] = useState(() => fromSearch(location.search));
  useEffect(() => {
    const follow = () => setState(fromSearch(location.search));
    addEventListener('popstate', follow);
    return () => removeEventListener('popstate', follow);
  }, []);
  const set = (part: Partial<State>) => {
    const next = change(fromSearch(location.search), part);
    const address = `${location.pathname}${toSearch(next)}`;
    if (address !== `${location.pathname}${location.search}`) history.pushState(null, '', address);
    setState(next);
  };
  return [state, set];
}

/** The page, once it knows what there is to choose from. */
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

interface PageProps {
  start: Start;
  held: string | null;
  useKey(given: string | null): void;
}

function Page({ start, held, useKey }: PageProps) {
  const [state, set] = useAddress();
  const partnership =
    start.partnerships.find(({ code }) => code === state.partnership) ?? start.partnerships[0];
  const year = newestYear(partnership);
  const period = { from: state.from ?? year.from, to: state.to ?? year.to };
  const ordered = period.from <= period.to;
  const where: Where = {
    partnership: partnership.code,
    period,
    ...(state.theme ? { themes: [state.theme] } : {}),
    ...(state.area
      ? { areas: [state.areas === 'WARD' ? { ward: state.area } : { sntArea: state.area }] }
      : {}),
  };
  // A hotspot belongs to the clusters of this filter, whatever the map shows now.
  const clusters = useAnswer(state.hotspot ? ask(CLUSTERS, { where, compareWith: state.compare }) : null);
  const hotspot =
    state.hotspot && clusters.state === 'ready'
      ? clusters.data.hotspotClusters.clusters.find(({ id }) => id === state.hotspot)
      : undefined;
  const narrowed: Where = hotspot ? { ...where, within: hotspot.hull } : where;
  const outlines = useAnswer(ask(OUTLINES, { partnership: partnership.code, at: period.to }));
  const areas =
    outlines.state === 'ready' ? outlines.data[state.areas === 'WARD' ? 'wards' : 'sntAreas'].nodes : [];
  // Without a key, places are told from open sources only.
  const open = held !== null || partnership.dataCoverage.some(({ source }) => source.access === 'OPEN');
  const layer = state.layer ?? (open ? 'clusters' : 'rates');
  const area = areas.find(({ code }) => code === state.area);
  const theme = start.themes.find(({ code }) => code === state.theme);
  const about = [theme?.name ?? 'All themes', hotspot ? hotspot.name : (area?.name ?? partnership.name)].join(
    ' · ',
  );

  return (
    <>
      <header class="bar">
        <h1>Community Safety Graph</h1>
        <Controls {...{ start, partnership, period, state, set }} />
        <KeyBox held={held} useKey={useKey} />
      </header>
      {partnership.synthetic && (
        <aside class="notice" aria-label="About the data">
          A demonstration: people, places and incidents are invented.
        </aside>
      )}
      {ordered ? (
        <main>
          <MapSide
            layer={layer}
            {...{ state, set, where, areas, area: area ?? null, bbox: partnership.bbox ?? null }}
          />
          <div class="side">
            <RankingPanel
              partnership={partnership.code}
              period={period}
              theme={state.theme}
              choose={(code) => set({ theme: state.theme === code ? null : code })}
            />
            <h2 aria-live="polite">{about}</h2>
            {(hotspot || area) && (
              <p>
                <button type="button" onClick={() => set({ hotspot: null, area: null })}>
                  Show all of {partnership.name}
                </button>
              </p>
            )}
            {state.hotspot && clusters.state === 'ready' && !hotspot && (
              <p class="state">The chosen hotspot is not among those of this filter: all is shown.</p>
            )}
            {state.hotspot && clusters.state === 'loading' ? (
              <Waiting answer={clusters} />
            ) : (
              <>
                <TrendPanel where={narrowed} compareWith={state.compare} />
                <SeasonPanel where={narrowed} />
                <WeekPanel where={narrowed} />
                <PeoplePanel where={narrowed} />
                {state.theme && <RecommendationsPanel partnership={partnership.code} theme={state.theme} />}
              </>
            )}
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

interface ControlProps {
  start: Start;
  partnership: Partnership;
  period: { from: string; to: string };
  state: State;
  set(part: Partial<State>): void;
}

interface ChoiceProps<Code extends string> {
  label: string;
  chosen: Code;
  /** Code and name of each, in the order in which they are listed. */
  among: readonly (readonly [string, string])[];
  choose(code: Code): void;
}

/** One of several, by name. */
function Choice<Code extends string>({ label, chosen, among, choose }: ChoiceProps<Code>) {
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

/** A day; null where none is given. */
function Day({ label, day, choose }: { label: string; day: string; choose(day: string | null): void }) {
  return (
    <label>
      {label}
      <input type="date" value={day} onChange={(event) => choose(event.currentTarget.value || null)} />
    </label>
  );
}

const named = ({ code, name }: { code: string; name: string }) => [code, name] as const;

function Controls({ start, partnership, period, state, set }: ControlProps) {
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
        among={[['', 'All themes'], ...start.themes.map(named)]}
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

function KeyBox({ held, useKey }: { held: string | null; useKey(given: string | null): void }) {
  if (held)
    return (
      <p class="key">
        With your key.{' '}
        <button type="button" onClick={() => useKey(null)}>
          Forget it
        </button>
      </p>
    );
  return (
    <form
      class="key"
      onSubmit={(event) => {
        event.preventDefault();
        const given = new FormData(event.currentTarget).get('key');
        useKey(String(given ?? '').trim() || null);
      }}
    >
      <label>
        Key
        <input name="key" type="password" autocomplete="off" placeholder="none: as the public sees it" />
      </label>
      <button type="submit">Use it</button>
    </form>
  );
}

interface MapSideProps {
  layer: Layer;
  state: State;
  set(part: Partial<State>): void;
  where: Where;
  areas: readonly { code: string; name: string; geometry: { type: string; coordinates: unknown } }[];
  area: { code: string; name: string } | null;
  bbox: readonly number[] | null;
}

function MapSide({ layer, state, set, where, areas, area, bbox }: MapSideProps) {
  const question = mapQuestion(layer, state, where);
  const answer = useAnswer<unknown>(question);
  const data = answer.state === 'ready' ? answer.data : null;
  const picture = useMemo(() => (data === null ? null : pictureOf(layer, data)), [data]);
  const png = useRef<(() => Promise<Blob>) | null>(null);
  const choose = (id: string) =>
    set(picture?.chooses === 'hotspot' ? { hotspot: state.hotspot === id ? null : id } : { area: id });
  const name = `${LAYERS[layer]}, ${where.period.from} to ${where.period.to}`;
  return (
    <section class="where" aria-labelledby="map-title">
      <header>
        <h2 id="map-title">Map</h2>
        <fieldset class="layers">
          <legend class="unseen">What the map shows</legend>
          {Object.entries(LAYERS).map(([code, label]) => (
            <label key={code}>
              <input
                type="radio"
                name="layer"
                checked={layer === code}
                onChange={() => set({ layer: code as State['layer'] })}
              />
              {label}
            </label>
          ))}
        </fieldset>
        <Choice
          label="Areas"
          chosen={state.areas}
          among={Object.entries(AREA_KINDS)}
          choose={(kind) => set({ areas: kind })}
        />
        <QueryLink question={question} of="the map" />
      </header>
      <AreaMap
        bbox={bbox}
        outlines={areas}
        features={picture?.features ?? null}
        chosen={state.hotspot}
        chosenArea={area?.code ?? null}
        onFeature={choose}
        onArea={(code) => set({ area: state.area === code ? null : code })}
        onReady={(take) => {
          png.current = take;
        }}
      />
      <Waiting answer={answer} />
      {picture && <Legend picture={picture} />}
      {picture && <MapTable {...{ picture, name, state, choose, png }} />}
    </section>
  );
}

function Legend({ picture }: { picture: Picture }) {
  const perturbed = picture.features.features.some(({ properties }) => properties.perturbed === true);
  return (
    <div class="legend">
      <p>{picture.summary}</p>
      <ul>
        {picture.classes.map(({ colour, label }) => (
          <li key={label}>
            <span class="swatch" style={{ background: colour }} /> {label}
          </li>
        ))}
      </ul>
      <Protected shown={perturbed} />
    </div>
  );
}

interface MapTableProps {
  picture: Picture;
  name: string;
  state: State;
  choose(id: string): void;
  png: { current: (() => Promise<Blob>) | null };
}

/** The same as the map: by keyboard, for a screen reader, and as a file. */
function MapTable({ picture, name, state, choose, png }: MapTableProps) {
  const figures = { name, headings: picture.headings, rows: picture.rows };
  return (
    <>
      <p class="files">
        <CsvButton figures={figures} />{' '}
        <button type="button" onClick={() => download(`${name}.geojson`, geoJson(picture.features))}>
          GeoJSON
        </button>{' '}
        <button type="button" onClick={() => png.current?.().then((image) => download(`${name}.png`, image))}>
          PNG
        </button>
      </p>
      {picture.rows.length > 0 && (
        <Table
          figures={figures}
          chosen={picture.chooses === 'hotspot' ? state.hotspot : state.area}
          choose={picture.chooses && choose}
        />
      )}
      <Caveats caveats={picture.caveats} />
    </>
  );
}
