import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../../access';
import { findPartnership } from '../../domain/areas';
import { addMatrixCriterion, assertMatrixCell, shown } from './edits';
import { selectCriteria } from './matrices.queries';
import { AssertCellInput, MatrixCriterion, MatrixCriterionInput, ThemeMatrixCell } from './matrix.type';

@Resolver()
export class MatrixResolver {
  @Query(() => [MatrixCriterion], {
    description: 'The criteria of both matrices, those of everyone before those of the partnership itself.',
  })
  matrixCriteria(
    @Ctx() context: RequestContext,
    @Arg('partnership', () => ID, { description: 'Code of the partnership.' }) partnership: string,
  ): Promise<MatrixCriterion[]> {
    return context.session(async (session) => {
      const { id } = await findPartnership(session, partnership);
      return (await selectCriteria(session, id)).map(shown);
    });
  }

  @Mutation(() => ThemeMatrixCell, {
    description:
      "Says what people make of a theme by one criterion, for a period. For the partnership's administrators, and keys " +
      'of it with the scope edit. CONFLICT where the version is not the one that the cell has now.',
  })
  assertMatrixCell(
    @Ctx() context: RequestContext,
    @Arg('input', () => AssertCellInput, { description: 'The judgement.' }) input: AssertCellInput,
  ): Promise<ThemeMatrixCell> {
    return assertMatrixCell(context, input);
  }

  @Mutation(() => MatrixCriterion, {
    description:
      "Adds a criterion of the partnership's own to a matrix, with its scale. For its administrators, and keys of it " +
      'with the scope edit. CONFLICT where the matrix has one with this code.',
  })
  addMatrixCriterion(
    @Ctx() context: RequestContext,
    @Arg('input', () => MatrixCriterionInput, { description: 'The criterion.' }) input: MatrixCriterionInput,
  ): Promise<MatrixCriterion> {
    return addMatrixCriterion(context, input);
  }
}
