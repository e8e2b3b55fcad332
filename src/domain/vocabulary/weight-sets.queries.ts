import type { Session } from '../../platform/database';
import { loadSql } from '../../platform/database/sql';
import { Problem } from '../../platform/errors';
import { WEIGHT_SETS } from './shipped';
import { OffenceEntity } from './vocabulary.entity';
import { OffenceWeightEntity, WeightSetEntity } from './weight-set.entity';
import type { WeightSet } from './weight-set.type';

const LOAD_WEIGHT_SETS = loadSql(__dirname, 'load_weight_sets');

/** Loads the shipped weight sets into the database, after the offences; removes none. */
export async function loadWeightSets(session: Session): Promise<void> {
  await session.query(LOAD_WEIGHT_SETS, { sets: JSON.stringify(WEIGHT_SETS) });
}

/** Id of an edition: code and version. */
export const editionId = ({ code, version }: { code: string; version: number }) => `${code}@${version}`;

/** All editions of all weight sets, by code, the current one first. */
async function listWeightSets({ manager }: Session): Promise<WeightSetEntity[]> {
  return manager.find(WeightSetEntity, { order: { code: 'ASC', version: 'DESC' } });
}

/**
 * Weight set by its id, or its current edition by its code alone.
 *
 * @throws Problem BAD_USER_INPUT, listing the ids.
 */
export async function findWeightSet(session: Session, id: string): Promise<WeightSetEntity> {
  const sets = await listWeightSets(session);
  const found = sets.find((set) => id === set.code || id === editionId(set));
  if (found) return found;
  const allowed = sets.map(editionId).join(', ');
  throw new Problem('BAD_USER_INPUT', `weightSet is not known. Allowed: ${allowed}, or a code alone.`, {
    field: 'weightSet',
  });
}

/** All weight sets with their weights. */
export async function selectWeightSets(session: Session): Promise<WeightSet[]> {
  const sets = await listWeightSets(session);
  const weights = await session.manager.find(OffenceWeightEntity, { order: { offenceId: 'ASC' } });
  const offences = new Map((await session.manager.find(OffenceEntity)).map((row) => [row.id, row]));
  return sets.map((set) => ({
    ...set,
    id: editionId(set),
    weights: weights
      .filter(({ weightSetId }) => weightSetId === set.id)
      .map(({ offenceId, weight }) => ({ offence: offences.get(offenceId)!, weight })),
  }));
}

/** Weight of one incident of each offence in a weight set, by the id of the offence; no entry where it is unknown. */
export async function selectWeights(
  { manager }: Session,
  { id }: WeightSetEntity,
): Promise<Map<number, number>> {
  const weights = await manager.findBy(OffenceWeightEntity, { weightSetId: id });
  return new Map(weights.map(({ offenceId, weight }) => [offenceId, weight]));
}
