import { holdersOf } from '../../domain/areas';
import type { IncidentFilter, Selection } from '../../domain/incidents';
import type { Period } from '../../platform/calendar';
import type { Session } from '../../platform/database';
import { type PopulationFigure, selectPopulation } from './profiles.queries';

/** The residents that a profile is compared with, or why it cannot be. */
export type Population = { figures: PopulationFigure[]; because: null } | { figures: null; because: string };

const without = (because: string): Population => ({ figures: null, because });

const KINDS = {
  ward: 'WARD',
  sntArea: 'SNT_AREA',
  postcodeDistrict: 'POSTCODE_DISTRICT',
  lsoa: 'LSOA',
} as const;

/** The areas of one kind that a filter's ground is made of; null where it is not. */
function groundOf(where: IncidentFilter, partnerships: string[]): { kind: string; codes: string[] } | null {
  if (where.within || where.bbox || where.near) return null;
  if (!where.areas?.length) return { kind: 'PARTNERSHIP', codes: partnerships };
  const areas = where.areas.flatMap((area) =>
    (Object.keys(KINDS) as (keyof typeof KINDS)[])
      .filter((field) => area[field] != null)
      .map((field) => ({ kind: KINDS[field], code: area[field]! })),
  );
  const [{ kind }] = areas;
  if (areas.some((area) => area.kind !== kind)) return null;
  return { kind, codes: [...new Set(areas.map(({ code }) => code))] };
}

/** The residents of a filter's ground, of the published year nearest to the end of its period. */
export async function populationOf(
  session: Session,
  where: IncidentFilter,
  { partnership, period }: Selection,
): Promise<Population> {
  const { ids, codes } = holdersOf(partnership);
  const ground = groundOf(where, codes);
  if (!ground)
    return without(
      'The residents of a shape, or of areas of several kinds that may overlap, are not known: filter by areas of one kind.',
    );
  const figures = await selectPopulation(session, {
    partnershipIds: ids,
    kind: ground.kind,
    codes: ground.codes,
    year: lastYear(period),
  });
  return figures.length > 0
    ? { figures, because: null }
    : without('No population has been imported for this ground.');
}

const lastYear = ({ to }: Period) => Number(to.slice(0, 4));
