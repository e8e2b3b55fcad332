import { type Caveat, CaveatCode, caveatIf } from '../../domain/caveats';
import type { TriangulationCounts } from './triangulated-districts';
import type { TriangulatedDistrict } from './triangulation.type';

/** The method of a triangulation, in words. */
export function triangulationMethod({ sides }: TriangulationCounts): string {
  const health = (['hospital', 'ambulance'] as const).filter((name) => sides[name]).join(' and ');
  return (
    `Ratio: ${health} records for each police record, with the exact 95% interval of the ratio of two Poisson counts ` +
    '(conditional binomial, Clopper and Pearson 1934). A district differs where the exact binomial test against the ratio ' +
    'of all compared districts together has p below 0.05 after Benjamini and Hochberg (1995).'
  );
}

/** Caveats of the sources, of the districts and of what could not be placed. */
export function triangulationCaveats(
  { sides, ground, policed }: TriangulationCounts,
  districts: TriangulatedDistrict[],
): Caveat[] {
  const health = [sides.hospital, sides.ambulance].filter((side) => side !== undefined);
  const codes = new Set(ground.districts.map(({ code }) => code));
  const beyond = health.reduce(
    (sum, { counts }) =>
      sum +
      counts.unplaced +
      [...counts.byDistrict].reduce((others, [code, n]) => others + (codes.has(code) ? 0 : n), 0),
    0,
  );
  const lost = policed.byWard.size > 0 && ground.shared.length === 0;
  const unknown = districts.filter(({ police }) => police === null).map(({ code }) => code);
  return [
    ...Object.values(sides).flatMap(({ selection }) => selection.caveats),
    ...caveatIf(
      sides.hospital !== undefined,
      CaveatCode.HOME_ADDRESS,
      'Hospitals tell where a patient lives, the police and ambulances where something happened: a town centre has many ' +
        'incidents and few residents.',
    ),
    ...caveatIf(
      sides.hospital !== undefined && sides.ambulance !== undefined,
      CaveatCode.COUNTED_TWICE,
      'One event may be an ambulance call-out and an admission, and then counts twice; where that differs between ' +
        'districts the limits are too narrow.',
    ),
    ...caveatIf(
      districts.some(({ inside }) => inside !== null && inside < 0.999),
      CaveatCode.OUTSIDE_STUDY_AREA,
      'Health counts all of a district, the police the part of it that lies in the partnership.',
    ),
    ...caveatIf(
      unknown.length > 0,
      CaveatCode.UNLOCATED,
      `The police have located nothing at all in ${unknown.join(', ')}: unknown, not zero.`,
    ),
    ...caveatIf(
      beyond > 0,
      CaveatCode.UNLOCATED,
      `${beyond} health records are in no row: they have no district, or one that is none of the partnership's.`,
    ),
    ...caveatIf(
      districts.some(({ estimated }) => estimated),
      CaveatCode.ESTIMATED,
      'Counts of wards were carried to districts by where people live. The limits allow for risk that differs within a ' +
        'ward by the factor riskRatio.',
    ),
    ...caveatIf(
      lost,
      CaveatCode.NOT_ENOUGH_DATA,
      'This key reads police counts by ward, and without a population of wards or LSOAs they cannot be carried to ' +
        'districts: import one with csg import population.',
    ),
  ];
}
