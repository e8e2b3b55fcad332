import type { PersonRecord, SystemCode } from '../../domain/incidents';
import { AGE_BAND_SYSTEMS, ageWords, ETHNICITY_SYSTEMS } from '../../domain/vocabulary';

/** Name of organisations, as in the strategic assessments. */
export const ORGANISATIONS = 'Companies';

const NOUNS = { FEMALE: 'females', MALE: 'males', OTHER: 'people of another sex' } as const;

/** People in words; absent attributes are not mentioned. */
export interface Described {
  ethnicities?: SystemCode[];
  sexes?: NonNullable<PersonRecord['sex']>[];
  /** First and last of adjacent bands of one system. */
  ages?: { system: string; first: string; last: string };
}

function listed(words: string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

function ethnicityWords({ system, code }: SystemCode): string {
  return ETHNICITY_SYSTEMS[system]?.ethnicities.find((each) => each.code === code)?.words ?? code;
}

function agesInWords({ system, first, last }: NonNullable<Described['ages']>): string {
  const bands = AGE_BAND_SYSTEMS[system];
  const [from, to] = [first, last].map((code) => bands?.find((band) => band.code === code));
  return from && to ? ageWords(from, to) : `${first} to ${last}`;
}

/** People as an assessment describes them: `White European males aged 20 to 29`. */
export function describe({ ethnicities = [], sexes = [], ages }: Described): string {
  const text = [
    listed(ethnicities.map(ethnicityWords)),
    sexes.length === 1 ? NOUNS[sexes[0]] : 'people',
    ages ? agesInWords(ages) : '',
  ]
    .filter((part) => part !== '')
    .join(' ');
  return text[0].toUpperCase() + text.slice(1);
}
