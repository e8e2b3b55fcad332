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
    description: 'Period that is ranked. Judgements belong to exactly one period; counts to its days.',
  })
  period!: PeriodInput;

  @Field(() => MatrixKind, {
    defaultValue: MatrixKind.THREAT_RISK,
    description: 'Matrix that themes are ranked by.',
  })
  matrix!: MatrixKind;

  @Field(() => ID, {
    nullable: true,
    description:
      'Weight set, by its code (the current edition) or its id (code@version); it determines the computed ' +
      'harm, `weight`, `weightRank` and `spearmanWithCounts`. Default: the Cambridge Crime Harm Index.',
  })
  weightSet?: string | null;

  @Field({
    defaultValue: false,
    description:
      'Whether to leave out themes whose parts are ranked too (serious acquisitive crime, violent crime), ' +
      'because they count their parts twice.',
  })
  leaveOutParents!: boolean;

  @Field(() => RankingOrder, {
    defaultValue: RankingOrder.MATRIX,
    description: 'Order of the rows.',
  })
  orderBy!: RankingOrder;
}

@Resolver(() => ThemeRanking)
export class ThemeRankingResolver {
  @Query(() => ThemeRanking, {
    description:
      'Themes ranked by the priority scanning table or the threat and risk matrix, each cell with ' +
      'judgements and computed values, and the ranks that are possible where cells are unknown.',
  })
  themeRanking(@Ctx() context: RequestContext, @Args() args: RankingArgs): Promise<ThemeRanking> {
    return themeRanking(context, args);
  }

  @FieldResolver(() => [DistrictPriorities], {
    description:
      'Priorities suggested for each member of a county, by code, in the same period and from the same ' +
      "sources. Each district judges for itself; the county works from the districts' results. Empty " +
      'where the partnership is not a county.',
  })
  districtPriorities(
    @Ctx() context: RequestContext,
    @Root() { counting }: ThemeRanking,
  ): Promise<DistrictPriorities[]> {
    return districtPriorities(context, counting);
  }

  @Query(() => [MatrixCriterion], {
    description: 'Criteria of both matrices, shared ones before those of the partnership.',
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
}
