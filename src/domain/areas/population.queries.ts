import type { Session } from '../../platform/database';
import { loadSql } from '../../platform/database/sql';
import { AreaKind } from './area.type';
import type { PopulationEntity } from './population.entity';

const SELECT_POPULATION_AREAS = loadSql(__dirname, 'select_population_areas');
const STORE_POPULATION = loadSql(__dirname, 'store_population');
const ESTIMATE_POPULATION = loadSql(__dirname, 'estimate_population');
const SELECT_DENOMINATORS = loadSql(__dirname, 'select_denominators');

/** What is counted of an area. */
export type Measure = PopulationEntity['measure'];
export const MEASURES = ['RESIDENTS', 'HOUSEHOLDS', 'VEHICLES', 'PREMISES'] as const;

/** One figure of an area as a file gives it; what is null is all of it. */
export type PopulationFigure = Omit<PopulationEntity, 'partnershipId' | 'estimated'> & {
  /** Line of the file. */
  line: number;
};

/** Figures handed to the database at a time. */
const BATCH = 5_000;

/** Codes of the areas that figures may be delivered for, with their kind; LSOAs that lie mostly outside are left out. */
export async function populationAreas(
  session: Session,
  partnershipId: number,
): Promise<Map<string, AreaKind>> {
  const rows = await session.query<{ kind: AreaKind; code: string }>(SELECT_POPULATION_AREAS, {
    partnership_id: partnershipId,
  });
  return new Map(rows.map(({ kind, code }) => [code, kind]));
}

/**
 * Stores delivered figures of distinct cells.
 *
 * @returns the lines that said something new.
 */
export async function storePopulation(
  session: Session,
  partnershipId: number,
  figures: readonly PopulationFigure[],
): Promise<Set<number>> {
  const changed = new Set<number>();
  for (let start = 0; start < figures.length; start += BATCH) {
    const batch = figures.slice(start, start + BATCH);
    const rows = await session.query<{ line: number; changed: boolean }>(STORE_POPULATION, {
      partnership_id: partnershipId,
      lines: batch.map(({ line }) => line),
      measures: batch.map(({ measure }) => measure),
      kinds: batch.map(({ areaKind }) => areaKind),
      codes: batch.map(({ areaCode }) => areaCode),
      years: batch.map(({ year }) => year),
      age_band_systems: batch.map(({ ageBandSystem }) => ageBandSystem),
      age_bands: batch.map(({ ageBand }) => ageBand),
      sexes: batch.map(({ sex }) => sex),
      ethnicity_systems: batch.map(({ ethnicitySystem }) => ethnicitySystem),
      ethnicities: batch.map(({ ethnicity }) => ethnicity),
      counts: batch.map(({ n }) => n),
    });
    for (const row of rows) if (row.changed) changed.add(row.line);
  }
  return changed;
}

/** Kinds of area that figures of a smaller kind are summed to. */
const LARGER: Partial<Record<AreaKind, AreaKind[]>> = {
  [AreaKind.LSOA]: [AreaKind.WARD, AreaKind.SNT_AREA, AreaKind.PARTNERSHIP],
  [AreaKind.WARD]: [AreaKind.SNT_AREA, AreaKind.PARTNERSHIP],
};

/** What came of summing figures to the areas of one kind. */
export interface PopulationEstimate {
  kind: AreaKind;
  areas: number;
  /** Areas that the smaller ones cover, so that their sum says something of them. */
  covered: number;
  /** Figures that are new. */
  changed: number;
}

/** Sums the figures of one kind of area, year and measure to the kinds that are made of it. */
export async function estimatePopulation(
  session: Session,
  partnershipId: number,
  { kind, year, measure }: { kind: AreaKind; year: number; measure: Measure },
): Promise<PopulationEstimate[]> {
  const kinds = LARGER[kind];
  if (!kinds) return [];
  const values = { partnership_id: partnershipId, base: kind, kinds, year, measure };
  return session.query<PopulationEstimate>(ESTIMATE_POPULATION, values);
}

/** How many residents (households, vehicles, premises) an area has. */
export interface Denominator {
  code: string;
  /** Year of the figure. */
  year: number;
  n: number;
  /** Whether it was summed from smaller areas. */
  estimated: boolean;
}

/** The denominators of all areas of a kind, each of the year nearest to the one asked for. */
export async function selectDenominators(
  session: Session,
  asked: { partnershipIds: number[]; kind: AreaKind; measure: Measure; year: number },
): Promise<Map<string, Denominator>> {
  const { partnershipIds, kind, measure, year } = asked;
  const values = { partnership_ids: partnershipIds, kind, measure, year };
  const rows = await session.query<Denominator>(SELECT_DENOMINATORS, values);
  return new Map(rows.map((row) => [row.code, row]));
}
