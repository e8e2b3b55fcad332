/** State of the page, all of it kept in the address, so that a link reproduces the view. */
export interface State {
  partnership: string;
  /** First day; null together with `to` for the latest twelve whole months of the data. */
  from: string | null;
  to: string | null;
  compare: Comparison;
  /** Code of a theme; null: all themes. */
  theme: string | null;
  /** Null: the layer that suits the theme, of those that this viewer can see. */
  layer: Layer | null;
  areas: AreaKind;
  /** Code of the chosen ward or SNT area. */
  area: string | null;
  /** Anchor of the chosen hotspot, by which it is known in the answers to other questions too. */
  hotspot: string | null;
}

export const COMPARISONS = {
  SAME_PERIOD_LAST_YEAR: 'Same period last year',
  PREVIOUS_PERIOD: 'Period before',
  ROLLING_12_MONTHS: '12 months to its end',
  FINANCIAL_YEAR_TO_DATE: 'Financial year to date',
} as const;
export type Comparison = keyof typeof COMPARISONS;

export const LAYERS = {
  clusters: 'Hotspot clusters',
  grid: 'Gi* grid',
  density: 'Density',
  counts: 'Counts by cell',
  rates: 'Rates',
} as const;
export type Layer = keyof typeof LAYERS;

export const AREA_KINDS = { WARD: 'Wards', SNT_AREA: 'SNT areas' } as const;
export type AreaKind = keyof typeof AREA_KINDS;

const known = <T extends string, O>(among: Record<T, unknown>, text: string | null, otherwise: O): T | O =>
  text !== null && Object.hasOwn(among, text) ? (text as T) : otherwise;

const isDay = (text: string | null): string | null =>
  text !== null && /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : null;

/** State from the query string of an address; missing and invalid values are replaced by their defaults. */
export function fromSearch(search: string): State {
  const given = new URLSearchParams(search);
  return {
    partnership: given.get('partnership') ?? '',
    from: isDay(given.get('from')),
    to: isDay(given.get('to')),
    compare: known(COMPARISONS, given.get('compare'), 'SAME_PERIOD_LAST_YEAR'),
    theme: given.get('theme') || null,
    layer: known(LAYERS, given.get('layer'), null),
    areas: known(AREA_KINDS, given.get('areas'), 'WARD'),
    area: given.get('area') || null,
    hotspot: given.get('hotspot') || null,
  };
}

/** Query string of a state, without the default values. */
export function toSearch(state: State): string {
  const plain = fromSearch('');
  const said = Object.entries(state).filter(
    ([name, value]) => value !== null && value !== '' && value !== plain[name as keyof State],
  );
  const search = new URLSearchParams(said as [string, string][]).toString();
  return search === '' ? '' : `?${search}`;
}

/** Changes the state and clears the choices that depend on a changed one, such as the hotspot of another period. */
export function change(state: State, part: Partial<State>): State {
  const next = { ...state, ...part };
  const moved = (...names: (keyof State)[]) => names.some((name) => next[name] !== state[name]);
  if (moved('partnership')) Object.assign(next, { area: null, hotspot: null, from: null, to: null });
  if (moved('areas')) next.area = part.area ?? null;
  if (moved('from', 'to', 'theme', 'areas', 'area') && part.hotspot === undefined) next.hotspot = null;
  return next;
}
