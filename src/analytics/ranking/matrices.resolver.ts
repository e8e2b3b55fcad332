import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../../access';
import { findPartnership } from '../../domain/areas';
import { vocabularyAt } from '../../domain/vocabulary';
import { addMatrixCriterion, assertMatrixCell, setMatrix, shown } from './edits';
import { selectCriteria } from './matrices.queries';
import {
  AssertCellInput,
  MatrixCriterion,
  MatrixCriterionInput,
  MatrixInput,
  ThemeMatrixCell,
} from './matrix.type';

@Resolver()
export class MatrixResolver {
  @Query(() => [MatrixCriterion], {
    description: 'Criteria of both matrices, shared ones before those of the partnership.',
  })
  matrixCriteria(
    @Ctx() context: RequestContext,
    @Arg('partnership', () => ID, { description: 'Code of the partnership.' }) partnership: string,
  ): Promise<MatrixCriterion[]> {
    return context.session(async (session) => {
      const found = await findPartnership(session, partnership);
      const vocabulary = await vocabularyAt(session, found);
      return (await selectCriteria(session, found.id, vocabulary)).map(shown);
    });
  }

  @Mutation(() => ThemeMatrixCell, {
    description:
      'Records a judgement of a theme by one criterion, for a period. Needs a key of the partnership with ' +
      'the role ADMIN or the scope edit. CONFLICT where the version is not the current one of the cell.',
  })
  assertMatrixCell(
    @Ctx() context: RequestContext,
    @Arg('input', () => AssertCellInput, { description: 'Judgement to record.' }) input: AssertCellInput,
  ): Promise<ThemeMatrixCell> {
    return assertMatrixCell(context, input);
  }

  @Mutation(() => MatrixCriterion, {
    description:
      'Adds a criterion of the partnership to a matrix, with its scale. Needs a key of the partnership ' +
      'with the role ADMIN or the scope edit. CONFLICT where the matrix has a criterion with this code.',
  })
  addMatrixCriterion(
    @Ctx() context: RequestContext,
    @Arg('input', () => MatrixCriterionInput, { description: 'Criterion to add.' })
    input: MatrixCriterionInput,
  ): Promise<MatrixCriterion> {
    return addMatrixCriterion(context, input);
  }

  @Mutation(() => [MatrixCriterion], {
    description:
      'Gives a matrix of the partnership other columns and rows than those of its profile; without either, those of the ' +
      'profile again. Returns the criteria of both matrices. Needs a key of the partnership with the role ADMIN or the ' +
      'scope edit.',
  })
  async setMatrix(
    @Ctx() context: RequestContext,
    @Arg('input', () => MatrixInput, { description: 'Columns and rows to have.' }) input: MatrixInput,
  ): Promise<MatrixCriterion[]> {
    await setMatrix(context, input);
    return this.matrixCriteria(context, input.partnership);
  }
}
