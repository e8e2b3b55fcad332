import { ValidateNested } from 'class-validator';
import { ArgsType, Ctx, Field, FieldResolver, ID, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../../access';
import { type Caveat, CaveatCode, caveatIf } from '../../domain/caveats';
import { Needs, ThemeSourceArgs } from '../../domain/incidents';
import type { Coded, MatrixRow } from '../../domain/vocabulary';
import { PeriodInput } from '../../platform/calendar';
import { spearman } from '../../platform/statistics';
import { Analytic, type AnalyticContext, listParameters } from '../analytic';
import { type Figures, figuresOf } from './figures';
import { agrees } from './judgements';
import { cellOf, type Matrices, type Matrix, readMatrices } from './matrices';
import { MatrixKind } from './matrix.type';
import { districtPriorities, prioritiesIn } from './priorities';
import {
  DistrictPriorities,
  type MatrixConflict,
  type RankedTheme,
  RankingOrder,
  ThemeRanking,
} from './ranking.type';
import type { Rule } from './scores';
import { competitionRanks, placesOf, standingOf } from './standing';

/** The rows without the themes whose parts are rows themselves: they count their parts twice. */
function withoutParents(rows: MatrixRow[]): MatrixRow[] {
  const parents = new Set(rows.map(({ theme }) => theme.parentId));
  return rows.filter(({ theme }) => !parents.has(theme.id));
}

const hasParents = (rows: MatrixRow[]) => withoutParents(rows).length < rows.length;

function rank(
  rows: MatrixRow[],
  { criteria }: Matrix,
  { asserted }: Matrices,
  figures: Figures,
): RankedTheme[] {
  const cells = rows.map(({ theme }) => criteria.map((each) => cellOf(each, theme, asserted, figures)));
  const standings = cells.map((own) =>
    standingOf(
      own.map(({ value }, i) => ({ value, least: criteria[i].least, greatest: criteria[i].greatest })),
    ),
  );
  const places = placesOf(standings);
  const facts = rows.map(({ theme }) => figures.themes[theme.code]);
  const countRanks = competitionRanks(facts.map(({ incidents }) => incidents));
  const weightRanks = competitionRanks(facts.map(({ weight }) => weight));
  return rows.map(({ theme, name }, i) => ({
    theme: { code: theme.code, name },
    ...places[i],
    ...standings[i],
    cells: cells[i],
    incidents: facts[i].incidents,
    countRank: countRanks[i],
    weight: facts[i].weight,
    weightRank: weightRanks[i],
    withoutWeight: facts[i].withoutWeight,
  }));
}

const RANK = {
  [RankingOrder.MATRIX]: 'rank',
  [RankingOrder.WEIGHT]: 'weightRank',
  [RankingOrder.COUNT]: 'countRank',
} as const;

/** By rank, equal ones in the order of the matrix, those without one last. */
function ordered(rows: RankedTheme[], by: RankingOrder): RankedTheme[] {
  const of = (row: RankedTheme) => row[RANK[by]] ?? Number.POSITIVE_INFINITY;
  return rows.toSorted((a, b) => (of(a) === of(b) ? 0 : of(a) - of(b)));
}

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

/** Caveats on what is unknown. @param doubled whether counted themes stand beside their own parts. */
function caveatsOf(rows: readonly RankedTheme[], doubled: boolean): Caveat[] {
  const nameless = rows.filter(({ answered }) => answered === 0);
  const partly = rows.filter(({ answered, of }) => answered > 0 && answered < of);
  return [
    ...caveatIf(
      partly.length > 0,
      CaveatCode.NOT_JUDGED,
      `${partly.length} of ${rows.length} themes have unknown cells: read the range of possible ranks beside their rank.`,
    ),
    ...caveatIf(
      nameless.length > 0,
      CaveatCode.NOT_JUDGED,
      `No cell is known of ${nameless.map(({ theme }) => theme.name).join(', ')}: unranked, not last.`,
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
      'harm, `weight`, `weightRank` and `spearmanWithCounts`. Default: the Crime Severity Score.',
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
      'judgements and computed values, and the ranks that are possible where cells are unknown.',
    needs: Needs.COUNTS,
    kept: false, // the figures are; judgements are read anew
    exports: [
      {
        rows: 'rows',
        columns:
          'rank publishedRank rankInterval { bestRank: best worstRank: worst } theme { theme: code themeName: name } ' +
          'total totalLabel answered of prorated lowerBound upperBound incidents countRank weight weightRank withoutWeight',
      },
    ],
  })
  async themeRanking(context: AnalyticContext, args: RankingArgs): Promise<ThemeRanking> {
    const { partnership, period, sources, weightSet, leaveOutParents, orderBy } = args;
    const matrices = await readMatrices(context.request, partnership, period);
    const counting = { partnership, period, sources };
    const figures = await figuresOf(context, { ...counting, weightSet });
    const matrix = matrices.of(args.matrix);
    const isCounted = ({ code }: Coded) => figures.themes[code].incidents !== null;
    const rows = rank(leaveOutParents ? withoutParents(matrix.rows) : matrix.rows, matrix, matrices, figures);
    return {
      counting,
      rows: ordered(rows, orderBy),
      conflicts: conflictsIn(matrices),
      suggestedPriorities: prioritiesIn(matrices, figures),
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
        ...caveatsOf(
          rows,
          !leaveOutParents && hasParents(matrix.rows.filter(({ theme }) => isCounted(theme))),
        ),
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
