import { type Caveat, CaveatCode, caveat, caveatIf } from '../../domain/caveats';
import type { IncidentFilter, Selection } from '../../domain/incidents';
import type { SourceEntity } from '../../domain/vocabulary';
import type { Period } from '../../platform/calendar';
import type { Answer, Parameter } from './answer.type';
import { canonical } from './canonical';

/** A period as the value of a parameter. */
export const span = ({ from, to }: Period) => `${from}/${to}`;

/** Parameters from their names and values, in order; those without a value are left out. */
export function listParameters(values: Record<string, string | number | null | undefined>): Parameter[] {
  return Object.entries(values)
    .filter(([, value]) => value != null)
    .map(([name, value]) => ({ name, value: String(value) }));
}

/** All sources of selections, read one way or the other, each once. */
export const sourcesOf = (...selections: readonly Selection[]): SourceEntity[] => [
  ...new Set(selections.flatMap(({ recordSources, cellSources }) => [...recordSources, ...cellSources])),
];

/**
 * Sources that were counted, as a parameter: `sources` where the caller named them, else `defaultSources`. Under one name a
 * caller would send back what was filled in, and named together two sources of the same events count both.
 */
export const sourceParameter = (selection: Selection): Parameter => ({
  name: selection.sourcesNamed ? 'sources' : 'defaultSources',
  value: sourcesOf(selection)
    .map(({ code }) => code)
    .join(','),
});

/** Version of the data and sources of an answer that was counted from selections, all of one partnership. */
export const countedFrom = (
  ...selections: [Selection, ...Selection[]]
): Pick<Answer, 'dataVersion' | 'sources'> => ({
  dataVersion: selections[0].dataVersion,
  sources: sourcesOf(...selections),
});

/** What a filter means, with the period and the sources that were filled in. */
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

/** Caveats on the places of incidents. @param fate of the incidents that have none. */
export function placeCaveats(selection: Selection, unlocated: number, fate: string): Caveat[] {
  const snapped = selection.recordSources.filter((source) => source.snapped).map(({ name }) => name);
  return [
    ...caveatIf(
      snapped.length > 0,
      CaveatCode.SNAPPED_PLACES,
      `${snapped.join(', ')}: places are anonymous map points, each standing for its surroundings.`,
    ),
    ...caveatIf(unlocated > 0, CaveatCode.UNLOCATED, `${unlocated} incidents have no place: ${fate}.`),
  ];
}

/** Caveats on one of several filters. */
export const prefixedCaveats = (filter: string, caveats: readonly Caveat[]): Caveat[] =>
  caveats.map(({ code, message }) => caveat(code, `${filter}: ${message}`));

/** The parameters of one of several filters. */
export const prefixed = (filter: string, parameters: Parameter[]): Parameter[] =>
  parameters.map(({ name, value }) => ({ name: `${filter}.${name}`, value }));
