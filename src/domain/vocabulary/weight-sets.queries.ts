import { isDeepStrictEqual } from 'node:util';
import type { Session } from '../../platform/database';
import { loadSql } from '../../platform/database/sql';
import { Problem } from '../../platform/errors';
import { WEIGHT_SETS } from './shipped';
import { OffenceEntity } from './vocabulary.entity';
import { OffenceWeightEntity, WeightSetEntity } from './weight-set.entity';
import type { WeightSet } from './weight-set.type';

const LOAD_WEIGHT_SETS = loadSql(__dirname, 'load_weight_sets');
const SELECT_KNOWN_WEIGHTS = loadSql(__dirname, 'select_known_weights');
const ADD_WEIGHT_SET = loadSql(__dirname, 'add_weight_set');

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
export async function findWeightSet(
  session: Session,
  id: string,
  field = 'weightSet',
): Promise<WeightSetEntity> {
  const sets = await listWeightSets(session);
  const found = sets.find((set) => id === set.code || id === editionId(set));
  if (found) return found;
  const allowed = sets.map(editionId).join(', ');
  throw new Problem(
    'BAD_USER_INPUT',
    `${field} is not a known weight set. Allowed: ${allowed}, or a code alone.`,
    {
      field,
    },
  );
}

/** Codes of all weight sets and ids of their editions: what names a weight set. */
export async function selectWeightSetIds(session: Session): Promise<ReadonlySet<string>> {
  const sets = await listWeightSets(session);
  return new Set(sets.flatMap((set) => [set.code, editionId(set)]));
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

/**
 * Weight of one incident of each offence in a weight set, by the id of the offence; no entry where it is unknown. A part
 * without a weight of its own has that of the wider offence.
 */
export async function selectWeights(session: Session, { id }: WeightSetEntity): Promise<Map<number, number>> {
  const rows = await session.query<{ offence_id: number; weight: number }>(SELECT_KNOWN_WEIGHTS, {
    weight_set_id: id,
  });
  return new Map(rows.map(({ offence_id, weight }) => [offence_id, weight]));
}

/** A weight set as a file tells it. */
export interface WeightSetContent {
  code: string;
  name: string;
  unit: string;
  /** Publication that the values come from. */
  source: string;
  /** Weight of one incident by the code of the offence. */
  weights: Record<string, number>;
}

/** The newest edition of a weight set, with the weights that it states; null where there is none. */
export async function selectWeightSetContent(
  session: Session,
  code: string,
): Promise<WeightSetContent | null> {
  const set = (await listWeightSets(session)).find((each) => each.code === code);
  if (!set) return null;
  const { name, unit, source } = set;
  const offences = new Map((await session.manager.find(OffenceEntity)).map((row) => [row.id, row.code]));
  const stored = await session.manager.find(OffenceWeightEntity, {
    where: { weightSetId: set.id },
    order: { offenceId: 'ASC' },
  });
  const weights = Object.fromEntries(
    stored.map(({ offenceId, weight }) => [offences.get(offenceId)!, weight]),
  );
  return { code, name, unit, source, weights };
}

/** Stores a weight set as the next edition of its code. Its version; null where it is the newest one already. */
export async function storeWeightSet(session: Session, set: WeightSetContent): Promise<number | null> {
  if (isDeepStrictEqual(await selectWeightSetContent(session, set.code), set)) return null;
  const { weights, ...named } = set;
  const [{ version }] = await session.query<{ version: number }>(ADD_WEIGHT_SET, {
    ...named,
    weights: JSON.stringify(weights),
  });
  return version;
}
