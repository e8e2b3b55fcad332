import type { SystemCode } from '../../domain/incidents';
import { AGE_BAND_SYSTEMS } from '../../domain/vocabulary';
import { leadingRuns, type Run } from '../../platform/statistics';
import { DIMENSIONS, type Dimension, isKnown, orderOf, type ProfiledPerson, total } from './people';
import { type Described, describe, ORGANISATIONS } from './words';

/** Group of people in the list of those most affected. */
export interface LeadingSegment {
  label: string;
  count: number;
  /**
   * Share of the people for whom all dimensions in the labels are known, as in the segments by these dimensions; for
   * organisations, share of all people and organisations. 0 to 1.
   */
  share: number;
}

/** Leading segments, with the dimensions that they use. */
export interface Leading {
  segments: LeadingSegment[];
  /** Dimensions in the labels; those known for fewer than half of the people are left out. */
  dimensions: Dimension[];
}

/** Classification system in which most people are recorded. */
function mainSystem(
  people: ProfiledPerson[],
  of: (person: ProfiledPerson) => SystemCode | null,
): string | null {
  const sizes = new Map<string, number>();
  for (const person of people) {
    const code = of(person);
    if (code) sizes.set(code.system, (sizes.get(code.system) ?? 0) + person.n);
  }
  const [most] = [...sizes].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return most?.[0] ?? null;
}

/**
 * People with codes of the two main systems only; codes of other systems count as unknown, since they cannot be
 * compared.
 */
function inMainSystems(people: ProfiledPerson[]): ProfiledPerson[] {
  const ages = mainSystem(people, ({ ageBand }) => ageBand);
  const ethnicities = mainSystem(
    people.filter((person) => isKnown(person, 'ETHNICITY')),
    ({ ethnicity }) => ethnicity,
  );
  return people.map((person) => ({
    ...person,
    ageBand: person.ageBand?.system === ages ? person.ageBand : null,
    ethnicity: person.ethnicity?.system === ethnicities ? person.ethnicity : null,
  }));
}

/** Run of age bands of one sex and ethnicity, where these are dimensions. */
interface Line {
  people: Described;
  count: number;
}

/** Merges lines that differ in one dimension only; `take` moves it from one line into the other. */
function merged(
  lines: Line[],
  keyOf: (line: Line) => unknown,
  take: (into: Described, from: Described) => void,
) {
  const byKey = new Map<string, Line>();
  for (const line of lines) {
    const key = JSON.stringify(keyOf(line));
    const known = byKey.get(key);
    if (!known) byKey.set(key, line);
    else {
      take(known.people, line.people);
      known.count += line.count;
    }
  }
  return [...byKey.values()];
}

/** People of one sex and ethnicity, where these are dimensions, by age band. */
interface Group {
  people: Described;
  counts: number[];
}

/**
 * Counts of people by group and age band, in a fixed order of the groups. A single band where age is not a dimension.
 */
function groupsOf(
  known: ProfiledPerson[],
  { bySex, byEthnicity, bands }: { bySex: boolean; byEthnicity: boolean; bands: string[] },
): Group[] {
  const groups = new Map<string, Group>();
  for (const { sex, ethnicity, ageBand, n } of known) {
    const key = JSON.stringify([bySex && sex, byEthnicity && ethnicity?.code]);
    const group = groups.get(key) ?? {
      people: { ...(bySex && { sexes: [sex!] }), ...(byEthnicity && { ethnicities: [ethnicity!] }) },
      counts: new Array<number>(Math.max(1, bands.length)).fill(0),
    };
    groups.set(key, group);
    group.counts[bands.length === 0 ? 0 : bands.indexOf(ageBand!.code)] += n;
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
}

/** Leading segments of a profile: the smallest set of adjacent age bands × sex × ethnicity that covers half. */
export function leadingSegments(all: ProfiledPerson[], organisations: number): Leading {
  const people = inMainSystems(all);
  const everybody = total(people);
  const dimensions = DIMENSIONS.filter(
    (dimension) =>
      2 * total(people.filter((person) => isKnown(person, dimension))) >= everybody && everybody > 0,
  );
  const known = people.filter((person) => dimensions.every((dimension) => isKnown(person, dimension)));
  const peopleKnown = total(known);

  const bySex = dimensions.includes('SEX');
  const byEthnicity = dimensions.includes('ETHNICITY');
  const ageSystem = dimensions.includes('AGE_BAND')
    ? known.find(({ ageBand }) => ageBand)?.ageBand?.system
    : undefined;
  const bands = ageSystem === undefined ? [] : bandsOf(ageSystem, known);
  const inOrder = groupsOf(known, { bySex, byEthnicity, bands });
  const runs = leadingRuns([...inOrder.map(({ counts }) => counts), [organisations]]);

  const lineOf = ({ group, first, last, count }: Run): Line => ({
    people: {
      ...inOrder[group].people,
      ...(ageSystem !== undefined && { ages: { system: ageSystem, first: bands[first], last: bands[last] } }),
    },
    count,
  });
  const ofPeople = runs.filter(({ group }) => group < inOrder.length && dimensions.length > 0).map(lineOf);
  const byEthnicities = merged(
    ofPeople,
    ({ people: { sexes, ages } }) => [sexes, ages],
    (into, from) => {
      into.ethnicities = [...into.ethnicities!, ...from.ethnicities!].sort(
        (a, b) => orderOf('ETHNICITY', a) - orderOf('ETHNICITY', b),
      );
    },
  );
  const bySexes = merged(
    byEthnicities.filter(({ people }) => people.sexes?.[0] !== 'OTHER'),
    ({ people: { ethnicities, ages } }) => [ethnicities, ages],
    (into, from) => {
      into.sexes = [...into.sexes!, ...from.sexes!];
    },
  );
  const lines = [...bySexes, ...byEthnicities.filter(({ people }) => people.sexes?.[0] === 'OTHER')].map(
    ({ people: described, count }) => ({ label: describe(described), count, share: count / peopleKnown }),
  );
  for (const { group, count } of runs)
    if (group === inOrder.length)
      lines.push({ label: ORGANISATIONS, count, share: count / (everybody + organisations) });
  return {
    segments: lines.sort((a, b) => b.count - a.count || (a.label < b.label ? -1 : 1)),
    dimensions,
  };
}

/** All bands of a system in order, followed by codes unknown to the system. */
function bandsOf(system: string, people: ProfiledPerson[]): string[] {
  const own = (AGE_BAND_SYSTEMS[system] ?? []).map(({ code }) => code);
  return [...new Set([...own, ...people.map(({ ageBand }) => ageBand!.code).sort()])];
}
