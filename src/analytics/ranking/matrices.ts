import type { RequestContext } from '../../access';
import { findPartnership, type Partnership } from '../../domain/areas';
import { type MatrixRow, type Vocabulary, type VocabularyTheme, vocabularyAt } from '../../domain/vocabulary';
import { checkPeriod, type Period } from '../../platform/calendar';
import type { Figures } from './figures';
import { type Assertions, selectAssertedCells, selectCriteria } from './matrices.queries';
import type { MatrixCriterionEntity } from './matrix.entity';
import type { ComputedCell, MatrixCell, MatrixKind } from './matrix.type';
import { onScale } from './scores';
import type { ScaledValue } from './standing';

/** One of the two matrices, as it is for a partnership and a period. */
export interface Matrix {
  kind: MatrixKind;
  rows: MatrixRow[];
  criteria: MatrixCriterionEntity[];
}

/** Both matrices of a partnership for a period, with all that people have said in them. */
export interface Matrices {
  partnership: Partnership;
  vocabulary: Vocabulary;
  of(kind: MatrixKind): Matrix;
  asserted: Assertions;
}

/**
 * Reads both matrices: the number of statements does not grow with their rows.
 *
 * @throws Problem NOT_FOUND (partnership), BAD_USER_INPUT (period).
 */
export async function readMatrices(
  context: RequestContext,
  partnershipCode: string,
  period: Period,
): Promise<Matrices> {
  checkPeriod(period, 'period');
  return context.session(async (session): Promise<Matrices> => {
    const partnership = await findPartnership(session, partnershipCode);
    const vocabulary = await vocabularyAt(session, partnership);
    const criteria = (await selectCriteria(session, partnership.id, vocabulary)).filter(
      ({ since }) => since === null || since <= period.to,
    );
    return {
      partnership,
      vocabulary,
      of: (kind) => ({
        kind,
        rows: vocabulary.matrices[kind].rows,
        criteria: criteria.filter(({ matrix }) => matrix === kind),
      }),
      asserted: await selectAssertedCells(session, partnership.id, period),
    };
  });
}

/** A cell: what people say, what the data say, and which of the two counts. */
export function cellOf(
  criterion: MatrixCriterionEntity,
  theme: VocabularyTheme,
  assertions: Assertions,
  figures: Figures,
): MatrixCell {
  const { code, name, rule, judgedBecause } = criterion;
  const assertedHistory = assertions(criterion.id, theme.id);
  const asserted = assertedHistory[0] ?? null;
  const finding = rule && figures.themes[theme.code].findings[rule];
  const { score = null, lower = null, upper = null, evidence = judgedBecause! } = finding ?? {};
  const computed = {
    value: onScale(score, criterion),
    lower: onScale(lower, criterion) ?? criterion.least,
    upper: onScale(upper, criterion) ?? criterion.greatest,
    evidence,
  };
  return {
    criterion: { code, name },
    value: asserted ? asserted.value : computed.value,
    asserted,
    assertedHistory,
    computed,
    conflict: asserted !== null && contradicts(asserted.value, computed),
  };
}

/** Whether a judgement is not what the data say: outside the bounds, or "unknown" where they give a value. */
function contradicts(asserted: number | null, { value, lower, upper }: ComputedCell): boolean {
  if (asserted === null) return value !== null;
  return asserted < lower || asserted > upper;
}

/** Value of a cell that counts, with its bounds: those of the data where nobody has judged it. */
export function scaled(
  { value, asserted, computed }: MatrixCell,
  { least, greatest }: MatrixCriterionEntity,
): ScaledValue {
  if (!asserted) return { value, lower: computed.lower, upper: computed.upper, least, greatest };
  return { value, lower: value ?? least, upper: value ?? greatest, least, greatest };
}
