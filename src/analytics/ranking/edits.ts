import type { RequestContext } from '../../access';
import { findPartnership } from '../../domain/areas';
import { changeVocabulary, checkMatrix, isFault } from '../../domain/vocabulary';
import { Conflict, Problem } from '../../platform/errors';
import { figuresOf } from './figures';
import { cellOf, type Matrix, readMatrices } from './matrices';
import { addAssertedCell, addCriterion, listCriteria } from './matrices.queries';
import type { MatrixCriterionEntity } from './matrix.entity';
import type {
  AssertCellInput,
  MatrixCriterion,
  MatrixCriterionInput,
  MatrixInput,
  ThemeMatrixCell,
} from './matrix.type';

const listed = (codes: { code: string }[]) => codes.map(({ code }) => code).join(', ');

/** Maximum number of values of a scale that are listed one by one; a longer scale is described as a range. */
const SHORT_SCALE = 12;

function allowedOn({ least, greatest }: MatrixCriterionEntity): string {
  if (greatest - least >= SHORT_SCALE) return `whole numbers from ${least} to ${greatest}`;
  return Array.from({ length: greatest - least + 1 }, (_, i) => least + i).join(', ');
}

/** Row and column of a cell. @throws Problem BAD_USER_INPUT listing the allowed values. */
function findCell({ rows, criteria }: Matrix, input: AssertCellInput) {
  const row = rows.find(({ theme }) => theme.code === input.theme);
  if (!row)
    throw new Problem(
      'BAD_USER_INPUT',
      `theme is no row of this matrix. Allowed: ${listed(rows.map(({ theme }) => theme))}.`,
      { field: 'input.theme' },
    );
  const criterion = criteria.find(({ code }) => code === input.criterion);
  if (!criterion)
    throw new Problem(
      'BAD_USER_INPUT',
      `criterion is no column of this matrix in this period. Allowed: ${listed(criteria)}.`,
      { field: 'input.criterion' },
    );
  const value = input.value ?? null;
  if (value !== null && (value < criterion.least || value > criterion.greatest))
    throw new Problem(
      'BAD_USER_INPUT',
      `value is outside the scale of this criterion. Allowed: ${allowedOn(criterion)}, or null for unknown.`,
      { field: 'input.value', least: criterion.least, greatest: criterion.greatest },
    );
  return { row, criterion, value };
}

/**
 * Stores a judgement for a cell of a matrix, as a new version, with its line in the audit.
 *
 * @returns the changed cell.
 * @throws Problem NOT_FOUND (partnership), BAD_USER_INPUT (period, theme, criterion, value), FORBIDDEN, CONFLICT where
 *   `version` is not the present one.
 */
export async function assertMatrixCell(
  context: RequestContext,
  input: AssertCellInput,
): Promise<ThemeMatrixCell> {
  const { period, matrix, version } = input;
  const read = () => readMatrices(context, input.partnership, period);
  const { partnership, of } = await read();
  const { row, criterion, value } = findCell(of(matrix), input);
  const { theme } = row;
  const judged = { partnershipId: partnership.id, criterionId: criterion.id, themeId: theme.id, period };
  const where = { matrix, theme: theme.code, criterion: criterion.code, from: period.from, to: period.to };
  const cell = async (): Promise<ThemeMatrixCell> => {
    const { asserted } = await read();
    const figures = await figuresOf(context, { partnership: input.partnership, period });
    return { theme: { code: theme.code, name: row.name }, ...cellOf(criterion, theme, asserted, figures) };
  };
  const deed = {
    action: 'matrix-cell.assert',
    partnershipId: partnership.id,
    detail: { ...where, value, version: version + 1 },
  };
  await context.edit(deed, async (session) => {
    const said = { value, reason: input.reason.trim(), version };
    if (await addAssertedCell(session, judged, said, context.viewer.keyId)) return;
    throw new Conflict(
      'This is not the version that the cell has now: someone has changed it, or nothing was said in it. Read it ' +
        'again, and send its version, 0 where nothing was said.',
      cell,
    );
  });
  return cell();
}

/** Criterion in the form of the API. */
export function shown({ partnershipId, ...criterion }: MatrixCriterionEntity): MatrixCriterion {
  const { matrix, code, name, least, greatest, since } = criterion;
  return { matrix, code, name, least, greatest, since, own: partnershipId !== null };
}

/**
 * Adds a criterion of a partnership's own to a matrix, with its line in the audit.
 *
 * @throws Problem NOT_FOUND (partnership), BAD_USER_INPUT (scale), FORBIDDEN, CONFLICT where the matrix already has a
 *   criterion with this code.
 */
export async function addMatrixCriterion(
  context: RequestContext,
  { partnership, ...criterion }: MatrixCriterionInput,
): Promise<MatrixCriterion> {
  const { matrix, code, least, greatest } = criterion;
  if (least >= greatest)
    throw new Problem('BAD_USER_INPUT', 'greatest must be above least.', { field: 'input.greatest' });
  const { id } = await context.session((session) => findPartnership(session, partnership));
  const deed = {
    action: 'matrix-criterion.add',
    partnershipId: id,
    detail: { matrix, code, least, greatest },
  };
  await context.edit(deed, async (session) => {
    if (await addCriterion(session, id, criterion)) return;
    throw new Problem('CONFLICT', 'The matrix has a criterion with this code already. Choose another code.', {
      field: 'input.code',
    });
  });
  const { name, since } = criterion;
  return { matrix, code, name: name.trim(), least, greatest, since: since ?? null, own: true };
}

/**
 * Gives a matrix of a partnership other columns and rows than those of its profile, with a line in the audit.
 *
 * @throws Problem NOT_FOUND (partnership), BAD_USER_INPUT (criteria, rows), FORBIDDEN.
 */
export async function setMatrix(
  context: RequestContext,
  { partnership, matrix, criteria, rows }: MatrixInput,
): Promise<void> {
  const { id } = await context.session((session) => findPartnership(session, partnership));
  const given = {
    ...(criteria && { criteria }),
    ...(rows && { rows: rows.map(({ theme, name }) => (name == null ? theme : { theme, name })) }),
  };
  const deed = { action: 'matrix.set', partnershipId: id, detail: { matrix, ...given } };
  await context.edit(deed, async (session) => {
    const known = (await listCriteria(session, id)).filter((each) => each.matrix === matrix);
    const checked = checkMatrix(given, (code) => known.some((each) => each.code === code));
    if (isFault(checked))
      throw new Problem(
        'BAD_USER_INPUT',
        `${checked.field}: ${checked.reason}. Allowed criteria: ${listed(known)}.`,
        {
          field: `input.${checked.field}`,
        },
      );
    const matrices = { [matrix]: criteria || rows ? checked : null };
    await changeVocabulary(session, id, { matrices }, `key ${context.viewer.keyId}`);
  });
}
