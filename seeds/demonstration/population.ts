import type { PopulationFigure } from '../../src/domain/areas';
import { areas } from './boundaries';
import { WARDS, type WardPlan } from './positions';
import { apportion, total } from './quotas';
import { random } from './random';

/**
 * Residents of the demonstration: invented figures, of the size and make-up of Central Bedfordshire in 2009.
 * Ethnicities are identity codes of officers (IC1, …), like those of the demonstration's victims and offenders, so that
 * the two can be compared. No real population is published by these codes.
 */

/** Year of the figures. */
export const POPULATION_YEAR = 2009;

/** Residents of each ten-year age band per thousand, and women per thousand of the band. */
const AGES: readonly (readonly [band: string, residents: number, women: number])[] = [
  ['AGE_0_9', 121, 488],
  ['AGE_10_19', 127, 489],
  ['AGE_20_29', 113, 492],
  ['AGE_30_39', 138, 502],
  ['AGE_40_49', 161, 503],
  ['AGE_50_59', 131, 501],
  ['AGE_60_69', 107, 508],
  ['AGE_70_79', 64, 530],
  ['AGE_80_PLUS', 38, 628],
];

const ETHNICITY_SYSTEM = 'OFFICER_DEFINED_IC';
/** Residents per thousand by officer-defined ethnicity, in the country and in the towns of the south. */
const ETHNICITIES: readonly (readonly [code: string, country: number, south: number])[] = [
  ['IC1', 952, 895],
  ['IC2', 14, 19],
  ['IC3', 11, 32],
  ['IC4', 14, 41],
  ['IC5', 5, 8],
  ['IC6', 4, 5],
];

/** Towns with shops and offices for the country around, and their premises per resident. */
const CENTRES: Readonly<Record<string, number>> = {
  'Dunstable Central': 0.16,
  'Leighton Buzzard Central': 0.13,
  Biggleswade: 0.07,
  Ampthill: 0.06,
  Sandy: 0.055,
  Flitwick: 0.05,
};
const PREMISES_ELSEWHERE = 0.036;

/** Wards of towns that have grown together with Luton. */
const SOUTH = [
  'Dunstable Central',
  'Icknield',
  'Watling',
  'Manshead',
  'Northfields',
  'Chiltern',
  'Houghton Hall',
  'Parkside',
  'Tithe Farm',
];

/** Figures of one ward. */
interface WardFigures {
  name: string;
  residents: number;
  households: number;
  vehicles: number;
  premises: number;
}

/** A share that differs a little from ward to ward. */
const about = (share: number, noise: number) => share * (1 + noise / 40);

function wardFigures({ name, settlements }: WardPlan): WardFigures {
  const noise = random(`population of ${name}`);
  const residents = total(settlements.map((settlement) => settlement.residents));
  const households = Math.round(residents / about(2.42, noise.bell()));
  const town = SOUTH.includes(name) || name in CENTRES;
  const vehicles = Math.round(households * about(town ? 1.22 : 1.66, noise.bell()));
  const premises = Math.round(residents * about(CENTRES[name] ?? PREMISES_ELSEWHERE, noise.bell()));
  return { name, residents, households, vehicles, premises };
}

/** Residents, households, vehicles and premises of the whole partnership. */
export function partnershipFigures(): Omit<WardFigures, 'name'> {
  const wards = WARDS.map(wardFigures);
  const sum = (field: 'residents' | 'households' | 'vehicles' | 'premises') =>
    total(wards.map((ward) => ward[field]));
  return {
    residents: sum('residents'),
    households: sum('households'),
    vehicles: sum('vehicles'),
    premises: sum('premises'),
  };
}

type Cell = Pick<PopulationFigure, 'ageBand' | 'sex' | 'ethnicity' | 'n'>;

/** The residents of a ward by age band, sex and ethnicity. */
function cellsOf({ name, residents }: WardFigures): Cell[] {
  const noise = random(`ages of ${name}`);
  const bands = apportion(
    residents,
    AGES.map(([, share]) => about(share, noise.bell())),
  );
  const south = SOUTH.includes(name);
  return AGES.flatMap(([ageBand, , women], i) => {
    const bySex = apportion(bands[i], [women, 1000 - women]);
    return (['FEMALE', 'MALE'] as const).flatMap((sex, s) => {
      const weights = ETHNICITIES.map(([, country, town]) => (south ? town : country));
      const counts = apportion(bySex[s], weights);
      return ETHNICITIES.map(([ethnicity], e) => ({ ageBand, sex, ethnicity, n: counts[e] }));
    });
  });
}

/**
 * Figures of every ward: residents in total, by age band and sex, and by age band, sex and ethnicity; households,
 * vehicles and premises. Each figure has a line number of its own, as in a file.
 */
export function population(): PopulationFigure[] {
  const codes = new Map(areas().WARD.features.map(({ properties }) => [properties.name, properties.code]));
  const all = { ageBandSystem: null, ageBand: null, sex: null, ethnicitySystem: null, ethnicity: null };
  const figures = WARDS.flatMap((plan) => {
    const ward = wardFigures(plan);
    const area = { areaKind: 'WARD', areaCode: codes.get(ward.name)!, year: POPULATION_YEAR };
    const figure = { ...area, measure: 'RESIDENTS', ...all };
    const cells = cellsOf(ward);
    const bySex = new Map<string, Cell>();
    for (const { ageBand, sex, n } of cells) {
      const key = `${ageBand} ${sex}`;
      bySex.set(key, { ageBand, sex, ethnicity: null, n: (bySex.get(key)?.n ?? 0) + n });
    }
    return [
      { ...figure, n: ward.residents },
      { ...figure, measure: 'HOUSEHOLDS', n: ward.households },
      { ...figure, measure: 'VEHICLES', n: ward.vehicles },
      { ...figure, measure: 'PREMISES', n: ward.premises },
      ...[...bySex.values()].map((cell) => ({ ...figure, ...cell, ageBandSystem: 'TEN_YEAR' })),
      ...cells.map((cell) => ({
        ...figure,
        ...cell,
        ageBandSystem: 'TEN_YEAR',
        ethnicitySystem: ETHNICITY_SYSTEM,
      })),
    ];
  });
  return figures.map((figure, i) => ({ ...figure, line: i + 1 }) as PopulationFigure);
}
