import { ValidateNested } from 'class-validator';
import { ArgsType, Field, ID, Resolver } from 'type-graphql';
import { type Caveat, CaveatCode, caveatIf, numberOf } from '../../domain/caveats';
import { Needs, ThemeSourceArgs } from '../../domain/incidents';
import {
  editionId,
  findWeightSet,
  haveIncidentsInCommon,
  requireWeights,
  selectWeights,
  type VocabularyTheme,
} from '../../domain/vocabulary';
import { checkPeriod, type Period, PeriodInput } from '../../platform/calendar';
import {
  Analytic,
  type AnalyticContext,
  countedFrom,
  listParameters,
  sourceParameter,
  span,
} from '../analytic';
import { shortenedCaveats } from '../trends';
import { type CrimeCost, CrimeCosts, type OffenceCost, type ThemeCost } from './costs.type';
import {
  allIncidents,
  type Counted,
  type Counts,
  countIncidents,
  exactCountOf,
  isWeighed,
  weigh,
} from './counted';

type Weights = ReadonlyMap<number, number>;

function costOf(counts: Counts, weights: Weights): CrimeCost {
  const weighed = weigh(counts, weights);
  const { incidents, weighted, weight } = weighed;
  return {
    incidents,
    cost: isWeighed(weighed) ? weight : null,
    costAtLeast: weight,
    withoutWeight: incidents - weighted,
  };
}

/** The dearest by what is known first; what has no known cost last, the most frequent first. */
const dearestFirst = (a: CrimeCost, b: CrimeCost) =>
  (b.costAtLeast ?? -1) - (a.costAtLeast ?? -1) || b.incidents - a.incidents;

function offenceCosts(counts: Counts, weights: Weights, { selection }: Counted): OffenceCost[] {
  return [...counts]
    .flatMap(([id, n]) => (id === null || n === 0 ? [] : [{ id, n }]))
    .map(({ id, n }) => {
      const { code, name } = selection.vocabulary.offences.get(id);
      return {
        offence: { code, name },
        weight: weights.get(id) ?? null,
        ...costOf(new Map([[id, n]]), weights),
      };
    })
    .sort(dearestFirst);
}

@ArgsType()
export class CostArgs extends ThemeSourceArgs {
  @Field(() => ID, { description: 'Code of the partnership.' })
  partnership!: string;

  @ValidateNested()
  @Field(() => PeriodInput, { description: 'Days to count incidents of.' })
  period!: PeriodInput;

  @Field(() => ID, {
    nullable: true,
    description:
      'Weight set, by its code (the current edition) or its id (code@version). Default: that which the partnership has ' +
      'chosen for costs, else the unit costs of crime.',
  })
  weightSet?: string | null;
}

/** Themes that have a row, and those that no source tells apart. */
type ToldThemes = Record<'told' | 'untold', VocabularyTheme[]>;

/** Costs of each theme that has incidents. */
function themeCosts(counted: Counted, weights: Weights): { rows: ThemeCost[] } & ToldThemes {
  const { selection, window, current } = counted;
  const { sourceThemes, themes } = selection.vocabulary;
  const isRecorded = ({ id }: VocabularyTheme) => sourceThemes.some(({ themeId }) => themeId === id);
  const told: VocabularyTheme[] = [];
  const untold: VocabularyTheme[] = [];
  const rows = themes.all.flatMap((theme) => {
    const counts = exactCountOf(theme, selection)(window.counted, current);
    if (!counts && isRecorded(theme)) untold.push(theme);
    if (!counts?.size) return [];
    told.push(theme);
    const { code, name } = theme;
    const offences = offenceCosts(counts, weights, counted);
    return [{ theme: { code, name }, ...costOf(counts, weights), offences }];
  });
  return { rows, told, untold };
}

/** Caveats on costs. */
function caveatsOf(
  { selection, window, current }: Counted,
  period: Period,
  { told, untold }: ToldThemes,
  { incidents, withoutWeight }: CrimeCost,
): Caveat[] {
  return [
    ...selection.caveats,
    ...shortenedCaveats(window, period),
    ...caveatIf(
      haveIncidentsInCommon(told, current, selection.vocabulary),
      CaveatCode.COUNTED_TWICE,
      'Themes have incidents in common, so their costs do not add up to the total.',
    ),
    ...caveatIf(
      withoutWeight > 0,
      CaveatCode.NO_WEIGHT,
      `Left out of the costs, because no weight is known: ${numberOf(withoutWeight, 'incident')} of ${incidents}. Where ` +
        'they are more than 10%, only the least that a cost can be is given.',
    ),
    ...caveatIf(
      untold.length > 0,
      CaveatCode.THEME_NOT_RECORDED,
      `Unknown, because no source that counts tells them apart: ${untold.map(({ name }) => name).join(', ')}.`,
    ),
  ];
}

@Resolver()
export class CrimeCostResolver {
  @Analytic<CostArgs>(() => CrimeCosts, {
    description:
      'Costs of crime and incidents, or their weights in any weight set, by theme and offence. NOT_ENOUGH_DATA where the ' +
      'weight set has a weight for fewer than half of the incidents.',
    needs: Needs.COUNTS,
    exports: [
      {
        rows: 'rows',
        columns: 'theme { theme: code themeName: name } incidents cost costAtLeast withoutWeight',
      },
    ],
  })
  async crimeCosts(context: AnalyticContext, args: CostArgs): Promise<CrimeCosts> {
    const { period, weightSet } = args;
    checkPeriod(period, 'period');
    const { counted, set, weights } = await context.session(async (session) => {
      const counted = await countIncidents(session, context, args);
      const { weightSets } = counted.selection.vocabulary;
      const set = await findWeightSet(session, weightSet ?? weightSets.cost);
      return { set, weights: await selectWeights(session, set), counted };
    });
    const { selection, window } = counted;
    const all = allIncidents(counted.current);
    requireWeights(weigh(all, weights), set);
    const total = costOf(all, weights);
    const { rows, ...themes } = themeCosts(counted, weights);
    return {
      total,
      rows: rows.sort(dearestFirst),
      weightSet: editionId(set),
      unit: set.unit,
      window: { from: window.from, to: window.to },
      parameters: [
        ...listParameters({
          partnership: selection.partnership.code,
          period: span(period),
          window: span(window),
          weightSet: editionId(set),
        }),
        sourceParameter(selection),
      ],
      ...countedFrom(selection),
      caveats: caveatsOf(counted, period, themes, total),
    };
  }
}
