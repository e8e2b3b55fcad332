import type { PersonRecord, SystemCode } from '../../domain/incidents';
import { AGE_BAND_SYSTEMS, ETHNICITY_SYSTEMS, type EthnicityBasis } from '../../domain/vocabulary';

/** People with equal known attributes. Null: unknown. */
export interface Person {
  organisation: boolean;
  sex: PersonRecord['sex'];
  ageBand: SystemCode | null;
  ethnicities: Record<EthnicityBasis, SystemCode | null>;
  /** Number of people. */
  n: number;
}

/** People with a single ethnicity each, on the basis that a profile uses. */
export interface ProfiledPerson {
  sex: PersonRecord['sex'];
  ageBand: SystemCode | null;
  ethnicity: SystemCode | null;
  n: number;
}

/** Dimensions that people are grouped by. */
export const DIMENSIONS = ['AGE_BAND', 'SEX', 'ETHNICITY'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** Whether a code is an ethnicity, rather than "not stated". */
function isStated(ethnicity: SystemCode | null): boolean {
  if (ethnicity === null) return false;
  const known = ETHNICITY_SYSTEMS[ethnicity.system]?.ethnicities.find(({ code }) => code === ethnicity.code);
  return !known?.unknown;
}

/** Whether a dimension of people is known. */
export function isKnown(person: ProfiledPerson, dimension: Dimension): boolean {
  if (dimension === 'AGE_BAND') return person.ageBand !== null;
  return dimension === 'SEX' ? person.sex !== null : isStated(person.ethnicity);
}

/** Number of people. */
export const total = (people: readonly { n: number }[]) => people.reduce((sum, { n }) => sum + n, 0);

/** Basis with more known ethnicities; ties go to self-defined ethnicity. */
export function usualBasis(people: readonly Person[]): EthnicityBasis {
  const stated = (basis: EthnicityBasis) =>
    total(people.filter(({ ethnicities }) => isStated(ethnicities[basis])));
  return stated('OFFICER_DEFINED') > stated('SELF_DEFINED') ? 'OFFICER_DEFINED' : 'SELF_DEFINED';
}

/** People with their ethnicity on one basis; those who are then equal are merged. */
export function profiled(people: readonly Person[], basis: EthnicityBasis): ProfiledPerson[] {
  const groups = new Map<string, ProfiledPerson>();
  for (const { organisation, sex, ageBand, ethnicities, n } of people) {
    if (organisation) continue;
    const ethnicity = ethnicities[basis];
    const key = JSON.stringify([sex, ageBand, ethnicity]);
    const group = groups.get(key);
    if (group) group.n += n;
    else groups.set(key, { sex, ageBand, ethnicity, n });
  }
  return [...groups.values()];
}

const SYSTEMS = [...Object.keys(AGE_BAND_SYSTEMS), ...Object.keys(ETHNICITY_SYSTEMS)];

/** Order of two systems of age bands or of ethnicities: as the vocabulary has them, unknown ones last and by code. */
export function compareSystems(a: string, b: string): number {
  const at = (system: string) => (SYSTEMS.includes(system) ? SYSTEMS.indexOf(system) : SYSTEMS.length);
  return at(a) - at(b) || (a < b ? -1 : Number(a > b));
}

/** Position of a code in its system; codes unknown to the product come last. */
export function orderOf(dimension: 'AGE_BAND' | 'ETHNICITY', { system, code }: SystemCode): number {
  const codes = dimension === 'AGE_BAND' ? AGE_BAND_SYSTEMS[system] : ETHNICITY_SYSTEMS[system]?.ethnicities;
  const at = codes?.findIndex((each) => each.code === code) ?? -1;
  return at === -1 ? Number.MAX_SAFE_INTEGER : at;
}
