import { ValidateNested } from 'class-validator';
import { ArgsType, Ctx, Field, FieldResolver, ID, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../../access';
import { type Caveat, CaveatCode, caveatIf } from '../../domain/caveats';
import { Needs, ThemeSourceArgs } from '../../domain/incidents';
import { requireWeights } from '../../domain/vocabulary';
import { PeriodInput } from '../../platform/calendar';
import { spearman } from '../../platform/statistics';
import { Analytic, type AnalyticContext, listParameters } from '../analytic';
import { figuresOf } from './figures';
import { agrees } from './judgements';
import { type Matrices, type Matrix, readMatrices } from './matrices';
import { MatrixKind } from './matrix.type';
import { districtPriorities, prioritiesIn } from './priorities';
import { ordered, type RankedThemes, rankThemes, withoutParents } from './ranked-themes';
import {
  DistrictPriorities,
  type MatrixConflict,
  type RankedTheme,
  RankingOrder,
  ThemeRanking,
} from './ranking.type';
import type { Rule } from './scores';

/** Rules by which a criterion of one matrix speaks of the same thing as one of the other. */
const COMPARED: readonly Rule[] = ['PEERS', 'TREND'];

/** Where what people say of peers and trend in the two matrices contradicts. */
function conflictsIn(matrices: Matrices): MatrixConflict[] {
  const scanning = matrices.of(MatrixKind.PRIORITY_SCANNING);
  const threatRisk = matrices.of(MatrixKind.THREAT_RISK);
  return threatRisk.rows.flatMap(({ theme: { id, code, name } }) =>
    COMPARED.flatMap((rule): MatrixConflict[] => {
      const said = ({ criteria }: Matrix) => {
        const criterion = criteria.find((each) => each.rule === rule);
        return { criterion, asserted: criterion && matrices.asserted(criterion.id, id).at(0) };
      };
      const tick = said(scanning).asserted;
      const { criterion, asserted: score } = said(threatRisk);
      if (!tick || !criterion || !score || agrees(tick.value, score.value)) return [];
      return [
        {
          theme: { code, name },
          criterion: { code: criterion.code, name: criterion.name },
          scanning: tick.value,
          matrix: score.value,
        },
      ];
    }),
  );
}

/** Themes that a correlation needs at least. */
const FEWEST = 3;

function spearmanOf(rows: readonly RankedTheme[]): number | null {
  const known = rows.filter(({ weight, incidents }) => weight !== null && incidents !== null);
  if (known.length < FEWEST) return null;
  return spearman(
    Float64Array.from(known, ({ weight }) => weight!),
    Float64Array.from(known, ({ incidents }) => incidents!),
  );
}

const namesOf = (named: readonly { name: string }[]) => named.map(({ name }) => name).join(', ');

/** Caveats on what is unknown. @param doubled whether counted themes stand beside their own parts. */
function caveatsOf({ rows, rankedOn, leftOut }: RankedThemes, doubled: boolean): Caveat[] {
  const nameless = rows.filter(({ rank }) => rank === null);
  const partly = rows.filter(
    ({ rank, lowerBound, upperBound }) => rank !== null && lowerBound! < upperBound!,
  );
  return [
    ...caveatIf(
      leftOut.length > 0 && rankedOn.length > 0,
      CaveatCode.NOT_JUDGED,
      `Ranked on ${namesOf(rankedOn)}. Not known for any theme, so left out: ${namesOf(leftOut)}.`,
    ),
    ...caveatIf(
      partly.length > 0,
      CaveatCode.NOT_JUDGED,
      `${partly.length} of ${rows.length} themes have cells that are not fully known: read the range of possible ranks ` +
        'beside their rank.',
    ),
    ...caveatIf(
      nameless.length > 0,
      CaveatCode.NOT_JUDGED,
      `Not enough is known of ${namesOf(nameless.map(({ theme }) => theme))}: unranked, not last. Their \`missing\` says ` +
        'what to deliver or judge.',
    ),
    ...caveatIf(
      doubled,
      CaveatCode.COUNTED_TWICE,
      'Themes are ranked beside their own parts, so some incidents count twice. They can be left out (leaveOutParents).',
    ),
  ];
}

@ArgsType()
export class RankingArgs extends ThemeSourceArgs {
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
      'harm, `weight`, `weightRank` and `spearmanWithCounts`. NOT_ENOUGH_DATA where it has a weight for fewer than half ' +
      'of the incidents. Default: that which the partnership has chosen for harm, else the Crime Severity Score.',
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
  @Analytic(() => ThemeRanking, {
    description:
      'Themes ranked by the priority scanning table or the threat and risk matrix, each cell with ' +
      'judgements and computed values, and the ranks that are possible where cells are not fully known.',
    cost: 5000,
    needs: Needs.COUNTS,
    kept: false, // the figures are; judgements are read anew
    exports: [
      {
        rows: 'rows',
        columns:
          'rank rankInterval { bestRank: best worstRank: worst } label theme { theme: code themeName: name } ' +
          'asPublished { publishedRank: rank total totalLabel: label prorated proratedRank: proratedRank } ' +
          'answered of lowerBound upperBound incidents ' +
          'incidentBounds { incidentsAtLeast: lower incidentsAtMost: upper } ' +
          'countRank weight weightAtLeast weightRank withoutWeight',
      },
    ],
  })
  async themeRanking(context: AnalyticContext, args: RankingArgs): Promise<ThemeRanking> {
    const { partnership, period, sources, weightSet, leaveOutParents, orderBy } = args;
    const matrices = await readMatrices(context.request, partnership, period);
    const counting = { partnership, period, sources };
    const figures = await figuresOf(context, { ...counting, weightSet });
    // Harm is one criterion among others, so only a caller who names a weight set relies on it.
    if (weightSet && figures.weighed) requireWeights(figures.weighed, { name: figures.weightSet });
    const matrix = matrices.of(args.matrix);
    const counted = matrix.rows.filter(({ theme }) => figures.themes[theme.code].incidents !== null);
    const chosen = leaveOutParents ? withoutParents(matrix.rows) : matrix.rows;
    const ranked = rankThemes(chosen, matrix, matrices, figures);
    const { rows, rankedOn, leftOut } = ranked;
    return {
      counting,
      rows: ordered(rows, orderBy),
      rankedOn,
      leftOut,
      conflicts: conflictsIn(matrices),
      ...prioritiesIn(matrices, figures),
      spearmanWithCounts: spearmanOf(rows),
      weightSet: figures.weightSet,
      parameters: [
        ...figures.parameters,
        ...listParameters({
          matrix: args.matrix,
          leaveOutParents: String(leaveOutParents),
          orderBy,
          criteria: matrix.criteria.map(({ code }) => code).join(','),
        }),
      ],
      sources: figures.sources,
      dataVersion: figures.dataVersion,
      caveats: [
        ...figures.caveats,
        ...caveatsOf(ranked, !leaveOutParents && withoutParents(counted).length < counted.length),
      ],
    };
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
}
