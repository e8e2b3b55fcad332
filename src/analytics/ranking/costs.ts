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
import { allIncidents, type Counted, type Counts, countIncidents, exactCountOf, isWeighed } from './counted';
import { pricesOf } from './prices';
import { readRecorded } from './recorded';

/** Weight of one incident by the id of its offence. */
type Prices = ReturnType<typeof pricesOf>;

function costOf(counts: Counts, prices: Prices): CrimeCost {
  const sum = { incidents: 0, priced: 0, least: 0, greatest: 0, weighted: 0, weight: 0 };
  for (const [offence, n] of counts) {
    sum.incidents += n;
    const price = offence === null ? null : prices(offence);
    if (!price) continue;
    sum.priced += n;
    sum.least += n * price.least;
    sum.greatest += n * price.greatest;
    if (price.mean === null) continue;
    sum.weighted += n;
    sum.weight += n * price.mean;
  }
  const { incidents, priced } = sum;
  const some = priced > 0;
  return {
    incidents,
    // Without those whose weight is known within bounds only, the sum could lie below the least that it may be.
    cost: isWeighed(sum) && sum.weighted === priced ? sum.weight : null,
    costAtLeast: some ? sum.least : null,
    costAtMost: some && priced === incidents ? sum.greatest : null,
    withoutWeight: incidents - priced,
  };
}

/** The dearest by what is known first; what has no known cost last, the most frequent first. */
const dearestFirst = (a: CrimeCost, b: CrimeCost) =>
  (b.costAtLeast ?? -1) - (a.costAtLeast ?? -1) || b.incidents - a.incidents;

function offenceCosts(counts: Counts, prices: Prices, { selection }: Counted): OffenceCost[] {
  return [...counts]
    .flatMap(([id, n]) => (id === null || n === 0 ? [] : [{ id, n }]))
    .map(({ id, n }) => {
      const { code, name } = selection.vocabulary.offences.get(id);
      return {
        offence: { code, name },
        weight: prices(id)?.mean ?? null,
        ...costOf(new Map([[id, n]]), prices),
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
function themeCosts(counted: Counted, prices: Prices): { rows: ThemeCost[] } & ToldThemes {
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
    const offences = offenceCosts(counts, prices, counted);
    return [{ theme: { code, name }, ...costOf(counts, prices), offences }];
  });
  return { rows, told, untold };
}

/** Names of the offences counted whose weight is that of their parts: mixed as published, or between them. */
function mixedIn({ selection, current }: Counted, prices: Prices): Record<'mixed' | 'between', string[]> {
  const mixed: string[] = [];
  const between: string[] = [];
  for (const [id, n] of allIncidents(current)) {
    const price = id === null || n === 0 ? null : prices(id);
    if (!price || price.least === price.greatest) continue;
    (price.mean === null ? between : mixed).push(selection.vocabulary.offences.get(id!).name);
  }
  return { mixed, between };
}

/** Caveats on costs. */
function caveatsOf(
  { selection, window, current }: Counted,
  period: Period,
  { told, untold }: ToldThemes,
  { incidents, withoutWeight }: CrimeCost,
  { mixed, between }: ReturnType<typeof mixedIn>,
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
      mixed.length > 0,
      CaveatCode.ESTIMATED,
      'Estimated by the weights of their offences, mixed as in the published tables of recorded crime of the partnership: ' +
        `${mixed.join(', ')}.`,
    ),
    ...caveatIf(
      between.length > 0,
      CaveatCode.NO_WEIGHT,
      `Known only between the least and the greatest weight of their offences: ${between.join(', ')}. Published tables of ` +
        'recorded crime that hold the period tell how these are mixed (csg import recorded-crime).',
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
        columns: 'theme { theme: code themeName: name } incidents cost costAtLeast costAtMost withoutWeight',
      },
    ],
  })
  async crimeCosts(context: AnalyticContext, args: CostArgs): Promise<CrimeCosts> {
    const { period, weightSet } = args;
    checkPeriod(period, 'period');
    const { counted, set, prices } = await context.session(async (session) => {
      const counted = await countIncidents(session, context, args);
      const { partnership, vocabulary } = counted.selection;
      const set = await findWeightSet(session, weightSet ?? vocabulary.weightSets.cost);
      const recorded = await readRecorded(session, partnership, vocabulary, period);
      const weights = await selectWeights(session, set);
      return { set, counted, prices: pricesOf(weights, vocabulary, recorded?.current ?? null) };
    });
    const { selection, window } = counted;
    const total = costOf(allIncidents(counted.current), prices);
    const { incidents, withoutWeight } = total;
    requireWeights({ incidents, weighted: incidents - withoutWeight }, set);
    const { rows, ...themes } = themeCosts(counted, prices);
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
      caveats: caveatsOf(counted, period, themes, total, mixedIn(counted, prices)),
    };
  }
}
