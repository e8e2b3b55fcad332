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
): string[] {
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
  const some = (condition: boolean, text: string) => (condition ? [text] : []);
  const unknown = districts.filter(({ police }) => police === null).map(({ code }) => code);
  return [
    ...new Set(Object.values(sides).flatMap(({ selection }) => selection.caveats)),
    ...some(
      sides.hospital !== undefined,
      'Hospitals tell where a patient lives, the police and ambulances where something happened: a town centre has many ' +
        'incidents and few residents.',
    ),
    ...some(
      sides.hospital !== undefined && sides.ambulance !== undefined,
      'One event may be an ambulance call-out and an admission, and then counts twice; where that differs between ' +
        'districts the limits are too narrow.',
    ),
    ...some(
      districts.some(({ inside }) => inside !== null && inside < 0.999),
      'Health counts all of a district, the police the part of it that lies in the partnership.',
    ),
    ...some(
      unknown.length > 0,
      `The police have located nothing at all in ${unknown.join(', ')}: unknown, not zero.`,
    ),
    ...some(
      beyond > 0,
      `${beyond} health records are in no row: they have no district, or one that is none of the partnership's.`,
    ),
    ...some(
      districts.some(({ estimated }) => estimated),
      'Counts of wards were carried to districts by where people live. The limits allow for risk that differs within a ' +
        'ward by the factor riskRatio.',
    ),
    ...some(
      lost,
      'This key reads police counts by ward, and without a population of wards or LSOAs they cannot be carried to ' +
        'districts: import one with csg import population.',
    ),
  ];
}
