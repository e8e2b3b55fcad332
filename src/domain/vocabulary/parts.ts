import type { Installation } from './installation';

/** Ids of offences with those of their parts. */
export function withParts(
  offenceIds: readonly number[],
  { offences }: Pick<Installation, 'offences'>,
): number[] {
  const wholes = new Set(offenceIds);
  const parts = offences.all.filter(
    ({ id, partOf }) => partOf !== null && wholes.has(partOf) && !wholes.has(id),
  );
  return [...offenceIds, ...parts.map(({ id }) => id)];
}
