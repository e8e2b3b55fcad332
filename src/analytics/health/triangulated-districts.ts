import type { Selection } from '../../domain/incidents';
import type { VocabularyTheme } from '../../domain/vocabulary';
import type { Period } from '../../platform/calendar';
import {
  benjaminiHochberg,
  type CarriedCount,
  carryCounts,
  countRatio,
  countRatioTest,
} from '../../platform/statistics';
import { carriageToDistricts, type Ground, type PlacedCounts } from './ground';
import { HealthView, type TriangulatedDistrict } from './triangulation.type';
import { SIDES, type SideName } from './triangulation-sources';

/** Greatest adjusted p at which a district differs. */
const SIGNIFICANT = 0.05;

/** The selection of one side, and its counts by place. */
export interface Side {
  selection: Selection;
  counts: PlacedCounts;
}

/** Counts of all sides in the window that they share. */
export interface TriangulationCounts {
  theme: VocabularyTheme;
  sides: Partial<Record<SideName, Side>>;
  ground: Ground;
  window: Period;
  /** All that the police have located, of every theme. */
  policed: PlacedCounts;
}

/** Counts of a side carried to districts; null where nothing was delivered. */
function countsOfDistricts(side: Side | undefined, ground: Ground, riskRatio: number): CarriedCount[] | null {
  if (!side) return null;
  const { counts, parts } = carriageToDistricts(side.counts, ground);
  return carryCounts(counts, parts, ground.districts.length, { riskRatio }).areas;
}

/** The sum of both sides of health; null where there is neither. */
function healthOf(
  hospital: CarriedCount[] | null,
  ambulance: CarriedCount[] | null,
  i: number,
): Pick<CarriedCount, 'estimate' | 'least' | 'greatest'> {
  const sum = (field: 'estimate' | 'least' | 'greatest') =>
    (hospital?.[i][field] ?? 0) + (ambulance?.[i][field] ?? 0);
  return { estimate: sum('estimate'), least: sum('least'), greatest: sum('greatest') };
}

/** p-value of the difference that remains after carrying counts to districts, for the least favourable shares. */
function pValueOf(
  health: Pick<CarriedCount, 'estimate' | 'least' | 'greatest'>,
  police: CarriedCount,
  ratio: number,
): number {
  const more = health.estimate > ratio * police.estimate;
  const [few, many] = more ? [health.least, police.greatest] : [health.greatest, police.least];
  // At the other end of the shares the difference may turn round: then there is none to tell.
  if (few > ratio * many !== more) return 1;
  return countRatioTest(few, many, ratio);
}

/**
 * Compares the sides in each district.
 *
 * @param leastInside least share of a district in the partnership from which it is compared
 * @param riskRatio how many times the risk may differ within a ward
 * @returns the districts, and the ratio of health to police records over all compared ones; null where the police have none
 */
export function compareDistricts(
  { sides, ground, policed }: TriangulationCounts,
  { leastInside, riskRatio }: { leastInside: number; riskRatio: number },
): { districts: TriangulatedDistrict[]; ratio: number | null } {
  const [police, hospital, ambulance] = SIDES.map((name) =>
    countsOfDistricts(sides[name], ground, riskRatio),
  );
  const everything = carriageToDistricts(policed, ground);
  const known = carryCounts(everything.counts, everything.parts, ground.districts.length).areas;
  const perturbed = Object.values(sides).some(
    ({ selection }) => selection.cellSources.length > 0 && !selection.exactCells,
  );
  const estimated = (i: number) =>
    [police, hospital, ambulance].some((side) => side !== null && side[i].greatest > side[i].least);
  const rows = ground.districts.map((district, i) => {
    const isKnown = known[i].estimate > 0;
    const health = healthOf(hospital, ambulance, i);
    const inside = (district.inside ?? 1) >= leastInside;
    return { district, health, police: police![i], isKnown, compared: isKnown && inside };
  });
  const compared = rows.filter((row) => row.compared && row.health.estimate + row.police.estimate > 0);
  const total = (of: (row: (typeof rows)[number]) => number) =>
    compared.reduce((sum, row) => sum + of(row), 0);
  const allPolice = total((row) => row.police.estimate);
  const ratio = allPolice > 0 ? total((row) => row.health.estimate) / allPolice : null;
  const tested = ratio ? compared : [];
  const adjusted = benjaminiHochberg(
    Float64Array.from(tested, (row) => pValueOf(row.health, row.police, ratio!)),
  );
  const districts = rows.map((row, i): TriangulatedDistrict => {
    const { district, health, isKnown } = row;
    const { least, greatest } = row.police;
    const own = row.police.estimate > 0 ? health.estimate / row.police.estimate : null;
    const at = tested.indexOf(row);
    const p = at < 0 ? null : adjusted[at];
    return {
      code: district.code,
      name: district.name,
      police: isKnown ? row.police.estimate : null,
      hospital: hospital?.[i].estimate ?? null,
      ambulance: ambulance?.[i].estimate ?? null,
      ratio: isKnown ? own : null,
      ratioLower: isKnown ? (countRatio(health.least, greatest)?.lower ?? null) : null,
      ratioUpper: isKnown ? (countRatio(health.greatest, least)?.upper ?? null) : null,
      relativeRatio: isKnown && own !== null && ratio ? own / ratio : null,
      adjustedPValue: p,
      view: viewOf(p, own, ratio),
      inside: district.inside,
      estimated: estimated(i),
      perturbed,
    };
  });
  return { districts, ratio };
}

/** @param own ratio of the district; null: the police have none, so that it is above every other */
function viewOf(p: number | null, own: number | null, ratio: number | null): HealthView {
  if (p === null || ratio === null) return HealthView.NOT_COMPARED;
  if (p >= SIGNIFICANT) return HealthView.NO_DIFFERENCE;
  return own === null || own > ratio ? HealthView.HEALTH_SEES_MORE : HealthView.POLICE_SEE_MORE;
}
