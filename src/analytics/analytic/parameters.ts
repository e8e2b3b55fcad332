import { type Caveat, CaveatCode, caveat, caveatIf } from '../../domain/caveats';
import type { IncidentFilter, Selection } from '../../domain/incidents';
import type { Period } from '../../platform/calendar';
import type { Parameter } from './answer.type';
import { canonical } from './canonical';

/** A period as the value of a parameter. */
export const span = ({ from, to }: Period) => `${from}/${to}`;

/** Parameters from their names and values, in order; those without a value are left out. */
export function listParameters(values: Record<string, string | number | null | undefined>): Parameter[] {
  return Object.entries(values)
    .filter(([, value]) => value != null)
    .map(([name, value]) => ({ name, value: String(value) }));
}

/** What a filter means, with the period and the sources that were filled in. */
export function filterParameters(where: IncidentFilter, selection: Selection): Parameter[] {
  const filters = Object.entries(where)
    .filter(([name, value]) => value != null && !['partnership', 'period', 'sources'].includes(name))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const sources = [...selection.recordSources, ...selection.cellSources];
  return [
    { name: 'partnership', value: selection.partnership.code },
    { name: 'period', value: span(selection.period) },
    { name: 'sources', value: sources.map(({ code }) => code).join(',') },
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
