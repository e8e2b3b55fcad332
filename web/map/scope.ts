import type { AnswerOf } from '../schema/operation';
import { type Answer, ask, useAnswer } from './api';
import { LAYER_OF, type Where } from './layers';
import { CLUSTERS, DEFAULT_LAYER, OUTLINES, type START } from './operations';
import type { Layer, State } from './state';

/** Choices of the page: partnerships and themes. */
export type Start = AnswerOf<typeof START>;
/** Partnership that can be chosen. */
export type Partnership = Start['partnerships'][number];
/** Ward or SNT area with its outline. */
export type Area = AnswerOf<typeof OUTLINES>['wards']['nodes'][number];

/** Part of the data that the page shows: the state with its defaults filled in and its codes resolved. */
export interface Scope {
  partnership: Partnership;
  period: { from: string; to: string };
  /** Null while it is not known which layer suits the theme. */
  layer: Layer | null;
  /** Reason for the layer in a sentence, where nobody chose it. */
  layerBecause: string | null;
  /** Filter of the map. */
  where: Where;
  /** Filter of the panels: that of the map, at the places of the chosen hotspot. */
  narrowed: Where;
  areas: readonly Area[];
  area: Area | null;
  /** Chosen hotspot, null in the answer where the filter has no such cluster; null where none is chosen. */
  hotspot: Answer<{ id: string; name: string } | null> | null;
  /** Title of the panels: `Robbery · Icknield`. */
  title: string;
}

/** Latest twelve whole months of the data. */
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

function filterOf(
  { code: partnership, themes }: Partnership,
  period: Scope['period'],
  { theme, area, areas }: State,
): Where {
  const isKnown = themes.some(({ code }) => code === theme); // another partnership may have had it
  return {
    partnership,
    period,
    ...(theme && isKnown ? { themes: [theme] } : {}),
    ...(area ? { areas: [areas === 'WARD' ? { ward: area } : { sntArea: area }] } : {}),
  };
}

/** Chosen hotspot, looked up among the clusters of the filter on every layer of the map; null where none is chosen. */
function useHotspot({ hotspot: chosen, compare }: State, where: Where) {
  const clusters = useAnswer(chosen ? ask(CLUSTERS, { where, compareWith: compare }) : null);
  if (!chosen) return null;
  if (clusters.state !== 'ready') return clusters;
  const data = clusters.data.hotspotClusters.clusters.find(({ anchor }) => anchor === chosen) ?? null;
  return { state: 'ready' as const, data };
}

/** The layer that was chosen, or else the one that suits the theme of those that this viewer can see. */
function useLayer(
  { layer, theme }: State,
  { code, dataCoverage }: Partnership,
  hasKey: boolean,
): Pick<Scope, 'layer' | 'layerBecause'> {
  // Without a key, only open sources have places.
  const hasPlaces = hasKey || dataCoverage.some(({ source }) => source.access === 'OPEN');
  const answer = useAnswer(!layer && hasPlaces ? ask(DEFAULT_LAYER, { partnership: code, theme }) : null);
  if (layer) return { layer, layerBecause: null };
  if (!hasPlaces) return { layer: 'rates', layerBecause: null };
  if (answer.state === 'loading') return { layer: null, layerBecause: null };
  const found = answer.state === 'ready' ? answer.data.defaultLayer : null;
  return found
    ? { layer: LAYER_OF[found.layer], layerBecause: found.because }
    : { layer: 'clusters', layerBecause: null };
}

/** Scope of a state, for a viewer with or without a key. */
export function useScope({ partnerships }: Start, state: State, hasKey: boolean): Scope {
  const partnership = partnerships.find(({ code }) => code === state.partnership) ?? partnerships[0];
  const year = newestYear(partnership);
  const period = { from: state.from ?? year.from, to: state.to ?? year.to };
  const where = filterOf(partnership, period, state);
  const hotspot = useHotspot(state, where);
  const spot = hotspot?.state === 'ready' ? hotspot.data : null;
  const outlines = useAnswer(ask(OUTLINES, { partnership: partnership.code, at: period.to }));
  const areas =
    outlines.state === 'ready' ? outlines.data[state.areas === 'WARD' ? 'wards' : 'sntAreas'].nodes : [];
  const area = areas.find(({ code }) => code === state.area) ?? null;
  const theme = partnership.themes.find(({ code }) => code === state.theme);
  return {
    partnership,
    period,
    ...useLayer(state, partnership, hasKey),
    where,
    narrowed: spot ? { ...where, hotspot: spot.id } : where,
    areas,
    area,
    hotspot,
    title: [theme?.name ?? 'All themes', spot?.name ?? area?.name ?? partnership.name].join(' · '),
  };
}
