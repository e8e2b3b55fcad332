import type { Vocabulary } from '../../domain/vocabulary';
import type { Period } from '../../platform/calendar';
import type { Session } from '../../platform/database';
import { loadSql } from '../../platform/database/sql';
import type { CriterionDefinition } from './criterion-checks';
import { MatrixCriterionEntity } from './matrix.entity';
import type { AssertedCell, MatrixKind } from './matrix.type';
import { MATRIX_CRITERIA } from './shipped';

const LOAD_MATRIX_CRITERIA = loadSql(__dirname, 'load_matrix_criteria');
const SELECT_ASSERTED_CELLS = loadSql(__dirname, 'select_asserted_cells');
const ADD_ASSERTED_CELL = loadSql(__dirname, 'add_asserted_cell');
const STORE_ASSERTED_CELLS = loadSql(__dirname, 'store_asserted_cells');
const ADD_MATRIX_CRITERION = loadSql(__dirname, 'add_matrix_criterion');

/** Loads the shipped criteria of the two matrices into the database. */
export async function loadMatrices(session: Session): Promise<void> {
  await session.query(LOAD_MATRIX_CRITERIA, { criteria: JSON.stringify(MATRIX_CRITERIA) });
}

/** Criteria that a partnership can have: the shared ones, then its own. */
export async function listCriteria(
  { manager }: Session,
  partnershipId: number,
): Promise<MatrixCriterionEntity[]> {
  const all = await manager.find(MatrixCriterionEntity, { order: { id: 'ASC' } });
  const shared = all.filter((criterion) => criterion.partnershipId === null);
  return [...shared, ...all.filter((criterion) => criterion.partnershipId === partnershipId)];
}

/** Columns of both matrices: those of the vocabulary, then the partnership's own that it does not name. */
export async function selectCriteria(
  session: Session,
  partnershipId: number,
  { matrices }: Pick<Vocabulary, 'matrices'>,
): Promise<MatrixCriterionEntity[]> {
  const known = await listCriteria(session, partnershipId);
  const named = Object.entries(matrices).flatMap(([matrix, { criteria }]) =>
    criteria.map((code) => known.find((each) => each.matrix === matrix && each.code === code)!),
  );
  return [...named, ...known.filter((each) => each.partnershipId !== null && !named.includes(each))];
}

/** Key of a cell of a matrix. */
interface CellKey {
  criterion_id: number;
  theme_id: number;
}

interface AssertedRow extends CellKey {
  value: number | null;
  asserted_by: string | null;
  asserted_at: Date;
  reason: string;
  version: number;
}

const keyOf = ({ criterion_id, theme_id }: CellKey) => `${criterion_id} ${theme_id}`;

/** Judgements for a period, by cell, newest first. */
export type Assertions = (criterionId: number, themeId: number) => AssertedCell[];

/** All judgements in the cells of both matrices for a period, newest first in each cell; one statement. */
export async function selectAssertedCells(
  session: Session,
  partnershipId: number,
  { from, to }: Period,
): Promise<Assertions> {
  const rows = await session.query<AssertedRow>(SELECT_ASSERTED_CELLS, {
    ...{ partnership_id: partnershipId, from, to },
  });
  const cells = new Map<string, AssertedCell[]>();
  for (const row of rows) {
    const { value, asserted_by: by, asserted_at: at, reason, version } = row;
    const cell = cells.get(keyOf(row)) ?? [];
    cell.push({ value, by, at, reason, version });
    cells.set(keyOf(row), cell);
  }
  return (criterion_id, theme_id) => cells.get(keyOf({ criterion_id, theme_id })) ?? [];
}

/** Cell of a matrix of a partnership, for a period. */
export interface JudgedCell {
  partnershipId: number;
  criterionId: number;
  themeId: number;
  period: Period;
}

/**
 * Stores a judgement for a cell.
 *
 * @param version version that it replaces; 0 for the first judgement.
 * @param keyId key of the author.
 * @returns false where another version was written in the meantime.
 */
export async function addAssertedCell(
  session: Session,
  { partnershipId, criterionId, themeId, period }: JudgedCell,
  { value, reason, version }: Pick<AssertedCell, 'value' | 'reason' | 'version'>,
  keyId: number | null,
): Promise<boolean> {
  const rows = await session.query(ADD_ASSERTED_CELL, {
    partnership_id: partnershipId,
    criterion_id: criterionId,
    theme_id: themeId,
    from: period.from,
    to: period.to,
    value,
    reason,
    version,
    key_id: keyId,
  });
  return rows.length > 0;
}

/** Judgement for a cell of a matrix, shipped with a demonstration or taken from a document. */
export interface ShippedCell {
  matrix: `${MatrixKind}`;
  theme: string;
  criterion: string;
  period: Period;
  value: number | null;
  reason: string;
  by: string;
  at: Date;
}

/** Stores the judgements supplied for a partnership, each as its first version. */
export async function storeAssertedCells(
  session: Session,
  partnershipId: number,
  cells: readonly ShippedCell[],
): Promise<void> {
  await session.query(STORE_ASSERTED_CELLS, {
    partnership_id: partnershipId,
    cells: JSON.stringify(cells.map(({ period, ...cell }) => ({ ...cell, ...period }))),
  });
}

/** Adds a criterion of a partnership's own. Returns false where the matrix already has one with this code. */
export async function addCriterion(
  session: Session,
  partnershipId: number,
  { matrix, code, name, least, greatest, since }: CriterionDefinition,
): Promise<boolean> {
  const rows = await session.query(ADD_MATRIX_CRITERION, {
    ...{ partnership_id: partnershipId, matrix, code, name: name.trim(), least, greatest },
    judged_because: 'No data tell it: it is a criterion of the partnership, for people to judge.',
    since: since ?? null,
  });
  return rows.length > 0;
}

/** Criteria of a partnership's own, as a vocabulary file defines them. */
export async function selectOwnCriteria(
  session: Session,
  partnershipId: number,
): Promise<CriterionDefinition[]> {
  return (await listCriteria(session, partnershipId))
    .filter((criterion) => criterion.partnershipId !== null)
    .map(({ matrix, code, name, least, greatest, since }) => ({
      ...{ matrix, code, name, least, greatest },
      ...(since !== null && { since }),
    }));
}
