import { ValidateNested } from 'class-validator';
import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Mutation,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import type { RequestContext } from '../../access';
import { findPartnership } from '../../domain/areas';
import { ThemeSourceArgs } from '../../domain/incidents';
import { PeriodInput } from '../../platform/calendar';
import { addMatrixCriterion, assertMatrixCell, shown } from './edits';
import { selectCriteria } from './matrices.queries';
import {
  AssertCellInput,
  MatrixCriterion,
  MatrixCriterionInput,
  MatrixKind,
  ThemeMatrixCell,
} from './matrix.type';
import { districtPriorities } from './priorities';
import { DistrictPriorities, RankingOrder, ThemeRanking } from './ranking.type';
import { themeRanking } from './theme-ranking';

@ArgsType()
class RankingArgs extends ThemeSourceArgs {
  @Field(() => ID, { description: 'Code of the partnership.' })
  partnership!: string;

  @ValidateNested()
  @Field(() => PeriodInput, {
    description: 'The period that is judged. Judgements belong to exactly one period; counts to its days.',
  })
  period!: PeriodInput;

  @Field(() => MatrixKind, { defaultValue: MatrixKind.THREAT_RISK, description: 'By which matrix.' })
  matrix!: MatrixKind;

  @Field(() => ID, {
    nullable: true,
    description:
      'Weight set, by its code (the current edition) or its id (code@version): it sets the computed harm, `weight`, ' +
      '`weightRank` and `spearmanWithCounts`. By default the Cambridge Crime Harm Index.',
  })
  weightSet?: string | null;

  @Field({
    defaultValue: false,
    description:
      'Leaves out the themes whose parts are ranked too (serious acquisitive crime, violent crime), because they count ' +
      'their parts twice.',
  })
  leaveOutParents!: boolean;

  @Field(() => RankingOrder, {
    defaultValue: RankingOrder.MATRIX,
    description: 'What the rows are ordered by.',
  })
  orderBy!: RankingOrder;
}

@Resolver(() => ThemeRanking)
export class ThemeRankingResolver {
  @Query(() => ThemeRanking, {
    description:
      'What matters most: themes ranked by the priority scanning table or the threat/risk matrix, each cell with what ' +
      'people say and what the data say, with the ranks that are possible where something is unknown.',
  })
  themeRanking(@Ctx() context: RequestContext, @Args() args: RankingArgs): Promise<ThemeRanking> {
    return themeRanking(context, args);
  }

  @FieldResolver(() => [DistrictPriorities], {
    description:
      'Of a county: the priorities suggested for each of its members, by code, of the same period and sources. Each ' +
      'district judges for itself; the county works from what they found. Empty where the partnership is no county.',
  })
  districtPriorities(
    @Ctx() context: RequestContext,
    @Root() { counting }: ThemeRanking,
  ): Promise<DistrictPriorities[]> {
    return districtPriorities(context, counting);
  }

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
