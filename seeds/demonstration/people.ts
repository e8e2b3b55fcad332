import type { PersonRecord } from '../../src/domain/incidents';
import type { Address } from './addresses';
import { WARDS } from './positions';
import { apportion } from './quotas';
import { type Random, random } from './random';

/** Planted group: sex, first and last ten-year band of age, identity code, and the share of each of these bands. */
type Part = readonly [
  sex: 'FEMALE' | 'MALE',
  from: number,
  to: number,
  ethnicity: string,
  shareOfEach: number,
];

/** People of one role in a kind of incident. */
interface Cast {
  /** Share of the incidents with anybody of the role on record. */
  recorded: number;
  /** Weights of one, two, three people in one incident. */
  together: readonly number[];
  /** Groups that stand out; everybody else is spread thinly. */
  parts: readonly Part[];
  /** Share of organisations. */
  companies?: number;
  /** Share with an ethnicity on record, where it is not nearly all. */
  ethnicityRecorded?: number;
}

const ALONE = [1];
const MOSTLY_ALONE = [75, 20, 5];
const ONE_OR_TWO = [58, 36, 6];
const IN_GROUPS = [40, 35, 25];
/** Ethnic appearance, identity codes of the Police National Computer. */
const [WHITE_EUROPEAN, BLACK, ASIAN] = ['IC1', 'IC3', 'IC4'];

const men = (from: number, to: number, shareOfEach: number, ethnicity = WHITE_EUROPEAN): Part => [
  'MALE',
  from,
  to,
  ethnicity,
  shareOfEach,
];
const women = (from: number, to: number, shareOfEach: number): Part => [
  'FEMALE',
  from,
  to,
  WHITE_EUROPEAN,
  shareOfEach,
];
const victims = (...parts: Part[]): Cast => ({ recorded: 0.7, together: ALONE, parts });
const offenders = (recorded: number, together: readonly number[], ...parts: Part[]): Cast => ({
  recorded,
  together,
  parts,
});

/** Violence that is neither domestic nor of hate. With domestic abuse it makes the profile of all violence. */
const VIOLENCE = {
  VICTIM: victims(men(10, 20, 0.18), women(20, 30, 0.01), women(40, 40, 0.105)),
  OFFENDER: offenders(0.4, MOSTLY_ALONE, men(20, 20, 0.67)),
};

/** Planted people by offence, else by series. Domestic abuse is the same with and without alcohol. */
const CASTS: Readonly<Record<string, Partial<Record<'VICTIM' | 'OFFENDER', Cast>>>> = {
  'domestic-burglary': {
    VICTIM: victims(women(20, 40, 0.092), men(30, 50, 0.092)),
    OFFENDER: offenders(0.14, ONE_OR_TWO, men(10, 20, 0.31)),
  },
  'burglary-distraction': {
    VICTIM: { ...victims(women(70, 80, 0.36)), recorded: 0.95, ethnicityRecorded: 0.25 },
    OFFENDER: offenders(0.25, ONE_OR_TWO, men(20, 30, 0.36)),
  },
  'theft-from-vehicles': {
    VICTIM: victims(men(30, 40, 0.29)),
    OFFENDER: offenders(0.08, MOSTLY_ALONE, men(10, 20, 0.32)),
  },
  'theft-of-vehicles': {
    VICTIM: victims(men(20, 50, 0.12)),
    OFFENDER: offenders(0.14, IN_GROUPS, men(10, 10, 0.62)),
  },
  robbery: {
    VICTIM: { ...victims(men(10, 10, 0.6)), recorded: 0.95 },
    OFFENDER: offenders(0.3, IN_GROUPS, men(10, 10, 0.62)),
  },
  'non-domestic-burglary': {
    VICTIM: { ...victims(), companies: 0.68 },
    OFFENDER: offenders(0.09, MOSTLY_ALONE, men(20, 20, 0.6)),
  },
  'domestic-abuse': {
    VICTIM: victims(women(20, 30, 0.268), women(40, 40, 0.12)),
    OFFENDER: offenders(0.7, ALONE, men(20, 20, 0.44), men(30, 30, 0.25)),
  },
  'violence with alcohol': VIOLENCE,
  'other violence': VIOLENCE,
  'hate-crime': {
    VICTIM: { ...victims(men(20, 40, 0.09, BLACK), men(20, 40, 0.09, ASIAN)), recorded: 0.92 },
    OFFENDER: offenders(0.45, MOSTLY_ALONE, men(20, 20, 0.64)),
  },
  'drug-misuse': {
    OFFENDER: offenders(0.95, MOSTLY_ALONE, men(20, 20, 0.6)),
  },
};

const ROLES = ['VICTIM', 'OFFENDER'] as const;

/** Weights of everybody else: of the bands from 0–9 to 80 and over, and of ethnicities. */
const BANDS = [0.3, 1, 1.2, 1.1, 1, 0.8, 0.5, 0.3, 0.15];
const ETHNICITIES: readonly (readonly [string, number])[] = [
  [WHITE_EUROPEAN, 86],
  ['IC2', 3],
  [BLACK, 4],
  [ASIAN, 6],
  ['IC5', 1],
];

/** Shares of people without a sex, age, ethnicity or home on record. */
const NOT_RECORDED = { sex: 0.01, age: 0.04, ethnicity: 0.05, home: 0.12 };

/**
 * Percentages of offenders who live in the incident's ward, the nearest others, elsewhere in the partnership, outside.
 */
const HOMES = [46, 22, 10, 13, 9];
/** Ward outside the partnership. */
const OUTSIDE = 'DEMO-X01';

/** An incident that people are cast for. */
export interface Scene {
  /** Name of its series. */
  series: string;
  offence: string;
  /** Number of its half-year. */
  half: number;
  address: Address | null;
}

type Person = Omit<PersonRecord, 'identity'>;

/**
 * People of each incident, in the order of the incidents, victims first. For each half-year and kind of incident they
 * are dealt from a pack with exactly the planted shares, so that chance does not decide what a profile finds.
 */
export function castPeople(scenes: readonly Scene[]): PersonRecord[][] {
  const people = scenes.map((): PersonRecord[] => []);
  const kinds = new Map<string, number[]>();
  scenes.forEach(({ series, offence, half }, i) => {
    const kind = CASTS[offence] ? offence : series.replace(/^domestic-abuse.*/, 'domestic-abuse');
    if (!CASTS[kind]) return;
    const key = `${kind}, half-year ${half}`;
    const group = kinds.get(key);
    if (group) group.push(i);
    else kinds.set(key, [i]);
  });
  const wards = wardsByAddress();
  for (const [key, indices] of kinds) {
    const casts = CASTS[key.slice(0, key.indexOf(','))];
    for (const role of ROLES) {
      const cast = casts[role];
      if (cast) deal(role, cast, indices, random(`${role} of ${key}`));
    }
  }
  return people;

  function deal(role: (typeof ROLES)[number], cast: Cast, indices: number[], dice: Random): void {
    const scenesOf = dice.shuffle([...indices]).slice(0, Math.round(cast.recorded * indices.length));
    const sizes = apportion(scenesOf.length, cast.together).flatMap((n, i) => Array<number>(n).fill(i + 1));
    const pack = packOf(
      sizes.reduce((sum, size) => sum + size, 0),
      role,
      cast,
      dice,
    );
    scenesOf.forEach((scene, i) => {
      for (let place = 0; place < sizes[i]; place++) {
        const person = pack.pop() as Person;
        const { address } = scenes[scene];
        if (role === 'OFFENDER' && address && dice.next() >= NOT_RECORDED.home)
          person.home = { kind: 'WARD', code: wards(address, dice) };
        people[scene].push({ ...person, identity: `${role} ${place + 1}` });
      }
    });
  }
}

/** People in random order, with the shares of the cast. */
function packOf(size: number, role: (typeof ROLES)[number], cast: Cast, dice: Random): Person[] {
  const { parts, companies = 0, ethnicityRecorded = 1 - NOT_RECORDED.ethnicity } = cast;
  const cells = parts.flatMap(([sex, from, to, ethnicity, share]) =>
    Array.from({ length: (to - from) / 10 + 1 }, (_, i) => ({ sex, age: from + 10 * i, ethnicity, share })),
  );
  const rest = 1 - companies - cells.reduce((sum, { share }) => sum + share, 0);
  const [firms, others, ...counts] = apportion(size, [companies, rest, ...cells.map(({ share }) => share)]);
  const pack: Person[] = Array.from({ length: firms }, () => ({ ...NOBODY, role, organisation: true }));

  const add = (sex: 'FEMALE' | 'MALE', age: number, ethnicity: string): void => {
    const known = (share: number) => dice.next() >= share;
    pack.push({
      ...NOBODY,
      role,
      sex: known(NOT_RECORDED.sex) ? sex : null,
      ageBand: known(NOT_RECORDED.age) ? { system: 'TEN_YEAR', code: bandAt(age) } : null,
      officerDefined: known(1 - ethnicityRecorded) ? { system: 'OFFICER_DEFINED_IC', code: ethnicity } : null,
    });
    // One draw that nothing uses: without it all later ones, and so the published demonstration, would differ.
    if (role === 'OFFENDER') dice.below(400);
  };
  cells.forEach(({ sex, age, ethnicity }, i) => {
    for (let n = 0; n < counts[i]; n++) add(sex, age, ethnicity);
  });
  const standsOut = new Set(cells.map(({ sex, age, ethnicity }) => `${sex} ${age} ${ethnicity}`));
  const weights = ETHNICITIES.map(([, weight]) => weight);
  for (let n = 0; n < others; ) {
    const sex = dice.next() < 0.5 ? 'FEMALE' : 'MALE';
    const age = 10 * dice.weighted(BANDS);
    const [ethnicity] = ETHNICITIES[dice.weighted(weights)];
    if (standsOut.has(`${sex} ${age} ${ethnicity}`) || (role === 'OFFENDER' && age < 10)) continue;
    add(sex, age, ethnicity);
    n++;
  }
  return dice.shuffle(pack);
}

const NOBODY = {
  organisation: false,
  sex: null,
  ageBand: null,
  selfDefined: null,
  officerDefined: null,
  home: null,
} as const;

const bandAt = (age: number) => (age >= 80 ? 'AGE_80_PLUS' : `AGE_${age}_${age + 9}`);

/** Draws the home ward of an offender from the address of the incident. */
function wardsByAddress(): (address: Address, dice: Random) => string {
  const codes = WARDS.map((_, i) => `DEMO-W${String(i + 1).padStart(2, '0')}`);
  const settlements = WARDS.flatMap((ward, i) =>
    ward.settlements.map((settlement) => ({ ...settlement, ward: i })),
  );
  const squared = (a: Address, b: Address) => (a.easting - b.easting) ** 2 + (a.northing - b.northing) ** 2;
  /** For each settlement, the wards of the others, nearest first. */
  const around = settlements.map((here) => [
    ...new Set(
      settlements
        .filter(({ ward }) => ward !== here.ward)
        .sort((a, b) => squared(a, here) - squared(b, here))
        .map(({ ward }) => ward),
    ),
  ]);
  return (address, dice) => {
    let nearest = 0;
    settlements.forEach((settlement, i) => {
      if (squared(settlement, address) < squared(settlements[nearest], address)) nearest = i;
    });
    const others = around[nearest];
    const where = dice.weighted(HOMES);
    if (where === 0) return codes[settlements[nearest].ward];
    if (where < 3) return codes[others[where - 1]];
    return where === 3 ? codes[others[dice.between(4, others.length - 1)]] : OUTSIDE;
  };
}
