import { useMemo, useRef } from 'preact/hooks';
import { Table } from '../figures/table';
import { type Question, useAnswer } from './api';
import { Choice } from './controls';
import { CsvButton, download, geoJson } from './downloads';
import { mapQuestion, type Picture, pictureOf } from './layers';
import { AreaMap } from './map';
import { Caveats, Protected, QueryLink, Waiting } from './panels/answer';
import type { Scope } from './scope';
import { AREA_KINDS, LAYERS, type Layer, type State } from './state';

interface MapSideProps {
  scope: Scope;
  state: State;
  set(part: Partial<State>): void;
}

/** Map with its layers and legend, and a table with the contents of the map. */
export function MapSide({ scope, state, set }: MapSideProps) {
  const { layer, layerBecause, where, areas, area, partnership } = scope;
  const question = layer && mapQuestion(layer, state, where);
  const answer = useAnswer<unknown>(question);
  const data = answer.state === 'ready' ? answer.data : null;
  const picture = useMemo(() => (data === null || layer === null ? null : pictureOf(layer, data)), [data]);
  const png = useRef<(() => Promise<Blob>) | null>(null);
  const choose = (id: string) =>
    set(picture?.chooses === 'hotspot' ? { hotspot: state.hotspot === id ? null : id } : { area: id });
  return (
    <section class="where" aria-labelledby="map-title">
      <MapHeader {...{ layer, state, set, question }} />
      <AreaMap
        bbox={partnership.bbox ?? null}
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
      {picture && <Legend picture={picture} because={layerBecause} />}
      {picture && layer && (
        <MapTable
          picture={picture}
          name={`${LAYERS[layer]}, ${where.period.from} to ${where.period.to}`}
          {...{ state, choose, png }}
        />
      )}
    </section>
  );
}

interface MapHeaderProps {
  layer: Layer | null;
  state: State;
  set(part: Partial<State>): void;
  question: Question | null;
}

function MapHeader({ layer, state, set, question }: MapHeaderProps) {
  return (
    <header>
      <h2 id="map-title">Map</h2>
      <fieldset class="layers">
        <legend class="unseen">Layer of the map</legend>
        {Object.entries(LAYERS).map(([code, label]) => (
          <label key={code}>
            <input
              type="radio"
              name="layer"
              checked={layer === code}
              onChange={() => set({ layer: code as Layer })}
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
      {question && <QueryLink question={question} of="the map" />}
    </header>
  );
}

function Legend({ picture, because }: { picture: Picture; because: string | null }) {
  const perturbed = picture.features.features.some(({ properties }) => properties.perturbed === true);
  return (
    <div class="legend">
      <p>{picture.summary}</p>
      {because && <p class="because">Layer shown: {because}</p>}
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

/** Table of the map's features, for the keyboard and screen readers, with downloads. */
function MapTable({ picture, name, state, choose, png }: MapTableProps) {
  const figures = { name, columns: picture.columns, rows: picture.rows };
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
