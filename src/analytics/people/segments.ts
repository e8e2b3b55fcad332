import type { SystemCode } from '../../domain/incidents';
import { shareRatio, wilsonInterval } from '../../platform/statistics';
import { compareSystems, type Dimension, isKnown, orderOf, type ProfiledPerson, total } from './people';
import type { Population } from './population';
import type { PopulationFigure } from './profiles.queries';
import { describe } from './words';

/** Code for an unknown value. */
const UNKNOWN = 'UNKNOWN';

/** People who share an age band, a sex and an ethnicity; dimensions not requested are null. */
export interface Segment {
  label: string;
  ageBand: string | null;
  ageBandSystem: string | null;
  sex: string | null;
  ethnicity: string | null;
  ethnicitySystem: string | null;
  count: number;
  /** Share of the people whose dimensions are known in the same systems, 0 to 1; null where they are unknown. */
  share: number | null;
  shareLower: number | null;
  shareUpper: number | null;
  populationShare: number | null;
  rateRatio: number | null;
  rateRatioLower: number | null;
  rateRatioUpper: number | null;
  withoutRatioBecause: string | null;
}

/** Complete table of residents. */
interface PopulationTable {
  ageBandSystem: string | null;
  hasSex: boolean;
  ethnicitySystem: string | null;
  figures: PopulationFigure[];
  total: number;
}

/** Separate tables of figures by breakdown; tables count the same people and are never added up. */
function tablesOf(figures: PopulationFigure[]): PopulationTable[] {
  const tables = new Map<string, PopulationTable>();
  for (const figure of figures) {
    const layout = {
      ageBandSystem: figure.ageBand?.system ?? null,
      hasSex: figure.sex !== null,
      ethnicitySystem: figure.ethnicity?.system ?? null,
    };
    const key = JSON.stringify(layout);
    const table = tables.get(key) ?? { ...layout, figures: [], total: 0 };
    tables.set(key, table);
    table.figures.push(figure);
    table.total += figure.n;
  }
  return [...tables.values()];
}

const isSame = (a: SystemCode | null, b: SystemCode | null) => a?.system === b?.system && a?.code === b?.code;

const WORDS: Record<Dimension, string> = { AGE_BAND: 'age band', SEX: 'sex', ETHNICITY: 'ethnicity' };
const inWords = (by: Dimension[]) => by.map((dimension) => WORDS[dimension]).join(' and ');

/** A segment's share of the residents, or the reason why there is none. */
function populationShare(
  person: ProfiledPerson,
  by: Dimension[],
  population: Population,
  tables: PopulationTable[],
): { share: number } | { because: string } {
  const unknown = by.filter((dimension) => !isKnown(person, dimension));
  if (unknown.length > 0) return { because: `Not known of these people: ${inWords(unknown)}.` };
  if (population.figures === null) return { because: population.because };
  const told = (table: PopulationTable) =>
    Number(table.ageBandSystem !== null) + Number(table.hasSex) + Number(table.ethnicitySystem !== null);
  const [table] = tables
    .filter(
      (each) =>
        (!by.includes('AGE_BAND') || each.ageBandSystem === person.ageBand!.system) &&
        (!by.includes('SEX') || each.hasSex) &&
        (!by.includes('ETHNICITY') || each.ethnicitySystem === person.ethnicity!.system),
    )
    .sort((a, b) => told(a) - told(b));
  if (!table || table.total === 0)
    return {
      because: `The population that has been imported is not told by ${inWords(by)} in the systems of these people.`,
    };
  const residents = total(
    table.figures.filter(
      (figure) =>
        (!by.includes('AGE_BAND') || isSame(figure.ageBand, person.ageBand)) &&
        (!by.includes('SEX') || figure.sex === person.sex) &&
        (!by.includes('ETHNICITY') || isSame(figure.ethnicity, person.ethnicity)),
    ),
  );
  return { share: residents / table.total };
}

/**
 * People of a profile by some dimensions, in the order of their systems, unknown values last. Each with its share of
 * the people whose dimensions are known in the same systems (Wilson's interval), the share of the residents, and the
 * ratio of the two with its exact binomial interval.
 */
export function segmentsOf(
  people: ProfiledPerson[],
  dimensions: Dimension[],
  population: Population,
): Segment[] {
  const by = [...new Set(dimensions)];
  const groups = new Map<string, ProfiledPerson>();
  for (const person of people) {
    const only: ProfiledPerson = {
      ageBand: by.includes('AGE_BAND') ? person.ageBand : null,
      sex: by.includes('SEX') ? person.sex : null,
      ethnicity: by.includes('ETHNICITY') ? person.ethnicity : null,
      n: person.n,
    };
    const key = JSON.stringify([only.ageBand, only.sex, only.ethnicity]);
    const group = groups.get(key);
    if (group) group.n += only.n;
    else groups.set(key, only);
  }
  const tables = population.figures === null ? [] : tablesOf(population.figures);
  /** Denominator of a segment's share: people whose dimensions are known in the systems of the segment. */
  const comparable = (segment: ProfiledPerson) =>
    total(
      people.filter(
        (person) =>
          by.every((dimension) => isKnown(person, dimension)) &&
          (!by.includes('AGE_BAND') || person.ageBand!.system === segment.ageBand!.system) &&
          (!by.includes('ETHNICITY') || person.ethnicity!.system === segment.ethnicity!.system),
      ),
    );
  return [...groups.values()].sort(inOrder).map((segment): Segment => {
    const isTold = by.every((dimension) => isKnown(segment, dimension));
    const known = isTold ? comparable(segment) : 0;
    const interval = isTold ? wilsonInterval(segment.n, known) : null;
    const residents = populationShare(segment, by, population, tables);
    const share = 'share' in residents ? residents.share : null;
    const ratio = share === null ? null : shareRatio(segment.n, known, share);
    return {
      label: labelOf(segment, by),
      ...namesOf(segment, by),
      count: segment.n,
      share: isTold ? segment.n / known : null,
      shareLower: interval?.lower ?? null,
      shareUpper: interval?.upper ?? null,
      populationShare: share,
      rateRatio: ratio?.ratio ?? null,
      rateRatioLower: ratio?.lower ?? null,
      rateRatioUpper: ratio?.upper ?? null,
      withoutRatioBecause:
        'because' in residents
          ? residents.because
          : ratio === null
            ? 'No resident is of this segment.'
            : null,
    };
  });
}

function namesOf({ ageBand, sex, ethnicity }: ProfiledPerson, by: Dimension[]) {
  const asked = (dimension: Dimension, code: string | undefined | null) =>
    by.includes(dimension) ? (code ?? UNKNOWN) : null;
  return {
    ageBand: asked('AGE_BAND', ageBand?.code),
    ageBandSystem: ageBand?.system ?? null,
    sex: asked('SEX', sex),
    ethnicity: asked('ETHNICITY', ethnicity?.code),
    ethnicitySystem: ethnicity?.system ?? null,
  };
}

function labelOf(segment: ProfiledPerson, by: Dimension[]): string {
  const { ageBand, sex, ethnicity } = segment;
  const unknown = by.filter((dimension) => !isKnown(segment, dimension));
  const text = describe({
    sexes: sex === null ? [] : [sex],
    ethnicities: ethnicity !== null && isKnown(segment, 'ETHNICITY') ? [ethnicity] : [],
    ages: ageBand === null ? undefined : { system: ageBand.system, first: ageBand.code, last: ageBand.code },
  });
  return unknown.length === 0 ? text : `${text}, ${inWords(unknown)} not known`;
}

const SEXES = ['FEMALE', 'MALE', 'OTHER', null];

function inOrder(a: ProfiledPerson, b: ProfiledPerson): number {
  return (
    compareCodes('AGE_BAND', a.ageBand, b.ageBand) ||
    SEXES.indexOf(a.sex) - SEXES.indexOf(b.sex) ||
    compareCodes('ETHNICITY', a.ethnicity, b.ethnicity)
  );
}

function compareCodes(
  dimension: 'AGE_BAND' | 'ETHNICITY',
  a: SystemCode | null,
  b: SystemCode | null,
): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  if (a.system !== b.system) return compareSystems(a.system, b.system);
  return orderOf(dimension, a) - orderOf(dimension, b) || (a.code < b.code ? -1 : Number(a.code > b.code));
}
