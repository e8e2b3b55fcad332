import { type Caveat, CaveatCode, caveat, caveatIf, numberOf } from '../../domain/caveats';
import type { IncidentFilter, Selection } from '../../domain/incidents';
import type { SourceEntity } from '../../domain/vocabulary';
import type { Period } from '../../platform/calendar';
import type { Answer, Parameter } from './answer.type';
import { canonical } from './canonical';

/** Period as the value of a parameter: `from/to`. */
export const span = ({ from, to }: Period) => `${from}/${to}`;

/** Parameters from names and values, in order; those without a value are left out. */
export function listParameters(values: Record<string, string | number | null | undefined>): Parameter[] {
  return Object.entries(values)
    .filter(([, value]) => value != null)
    .map(([name, value]) => ({ name, value: String(value) }));
}

/** All sources of selections, read as records or as cells, each once. */
export const sourcesOf = (...selections: readonly Selection[]): SourceEntity[] => [
  ...new Set(selections.flatMap(({ recordSources, cellSources }) => [...recordSources, ...cellSources])),
];

/**
 * Sources that were counted, as a parameter: `sources` where the caller named them, else `defaultSources`. A caller who
 * sends `defaultSources` back as `sources` would count the events of two sources twice, so the names differ.
 */
export const sourceParameter = (selection: Selection): Parameter => ({
  name: selection.sourcesNamed ? 'sources' : 'defaultSources',
  value: sourcesOf(selection)
    .map(({ code }) => code)
    .join(','),
});

/** Data version and sources of an answer counted from selections of one partnership. */
export const countedFrom = (
  ...selections: [Selection, ...Selection[]]
): Pick<Answer, 'dataVersion' | 'sources'> => ({
  dataVersion: selections[0].dataVersion,
  sources: sourcesOf(...selections),
});

/** Filter as parameters, including the period and sources filled in by default. */
export function filterParameters(where: IncidentFilter, selection: Selection): Parameter[] {
  const filters = Object.entries(where)
    .filter(([name, value]) => value != null && !['partnership', 'period', 'sources'].includes(name))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    { name: 'partnership', value: selection.partnership.code },
    { name: 'period', value: span(selection.period) },
    sourceParameter(selection),
    ...filters.map(([name, value]) => ({ name, value: canonical(value) })),
  ];
}

/** Caveats on the places of incidents. @param fate what happens to incidents without a place, in words. */
export function placeCaveats(selection: Selection, unlocated: number, fate: string): Caveat[] {
  const snapped = selection.recordSources.filter((source) => source.snapped).map(({ name }) => name);
  return [
    ...caveatIf(
      snapped.length > 0,
      CaveatCode.SNAPPED_PLACES,
      `${snapped.join(', ')}: places are anonymous map points, each standing for its surroundings.`,
    ),
    ...caveatIf(
      unlocated > 0,
      CaveatCode.UNLOCATED,
      `Without a place: ${numberOf(unlocated, 'incident')}; ${fate}.`,
    ),
  ];
}

/** Caveats of several filters: those that hold for all of them first, the others prefixed with the filter's name. */
export function caveatsByFilter(filters: Record<string, readonly Caveat[]>): Caveat[] {
  const lists = Object.values(filters);
  const isCommon = ({ message }: Caveat) =>
    lists.every((list) => list.some((each) => each.message === message));
  const own = Object.entries(filters).flatMap(([name, list]) =>
    list.filter((each) => !isCommon(each)).map(({ code, message }) => caveat(code, `${name}: ${message}`)),
  );
  return [...lists[0].filter(isCommon), ...own];
}

/** Parameters prefixed with the name of one of several filters. */
export const prefixed = (filter: string, parameters: Parameter[]): Parameter[] =>
  parameters.map(({ name, value }) => ({ name: `${filter}.${name}`, value }));
