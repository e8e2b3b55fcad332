import type { Session } from '../../platform/database';
import { loadSql } from '../../platform/database/sql';
import { AreaKind } from './area.type';
import type { PopulationEntity } from './population.entity';

const SELECT_POPULATION_AREAS = loadSql(__dirname, 'select_population_areas');
const STORE_POPULATION = loadSql(__dirname, 'store_population');
const ESTIMATE_POPULATION = loadSql(__dirname, 'estimate_population');
const SELECT_DENOMINATORS = loadSql(__dirname, 'select_denominators');

/** Measure of population: residents, households, vehicles or premises. */
export type Measure = PopulationEntity['measure'];
export const MEASURES = ['RESIDENTS', 'HOUSEHOLDS', 'VEHICLES', 'PREMISES'] as const;

/** Population figure from a file; a null age band, sex or ethnicity stands for all of them. */
export type PopulationFigure = Omit<PopulationEntity, 'partnershipId' | 'estimated'> & {
  /** Line of the file. */
  line: number;
};

/** Figures sent to the database in one statement. */
const BATCH = 5_000;

/** Codes of areas that figures may be delivered for, with their kind; without LSOAs that lie mostly outside. */
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
 * Stores delivered figures, each of another area, year, measure and group.
 *
 * @returns lines of the figures that are new or changed.
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

/** Larger kinds of area to which figures of a kind are summed. */
const LARGER: Partial<Record<AreaKind, AreaKind[]>> = {
  [AreaKind.LSOA]: [AreaKind.WARD, AreaKind.SNT_AREA, AreaKind.PARTNERSHIP],
  [AreaKind.WARD]: [AreaKind.SNT_AREA, AreaKind.PARTNERSHIP],
};

/** Result of summing figures to the areas of a larger kind. */
export interface PopulationEstimate {
  kind: AreaKind;
  areas: number;
  /** Areas that the smaller ones cover by at least 90%; only these get a sum. */
  covered: number;
  /** Figures that are new or changed. */
  changed: number;
}

/** Sums the figures of a kind of area, year and measure to the larger kinds. */
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

/** Number of residents, households, vehicles or premises of an area. */
export interface Denominator {
  code: string;
  /** Year of the figure. */
  year: number;
  n: number;
  /** Whether it was summed from smaller areas. */
  estimated: boolean;
}

/** Denominators of all areas of a kind by code, each of the year nearest to the requested one. */
export async function selectDenominators(
  session: Session,
  asked: { partnershipIds: number[]; kind: AreaKind; measure: Measure; year: number },
): Promise<Map<string, Denominator>> {
  const { partnershipIds, kind, measure, year } = asked;
  const values = { partnership_ids: partnershipIds, kind, measure, year };
  const rows = await session.query<Denominator>(SELECT_DENOMINATORS, values);
  return new Map(rows.map((row) => [row.code, row]));
}
