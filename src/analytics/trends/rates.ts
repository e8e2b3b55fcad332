import { ValidateNested } from 'class-validator';
import { Args, ArgsType, Ctx, Field, FieldResolver, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../../access';
import {
  AreaKind,
  holdersOf,
  outline,
  type Denominator as Population,
  Simplification,
  selectDenominators,
} from '../../domain/areas';
import { type Caveat, CaveatCode, caveat, caveatIf } from '../../domain/caveats';
import {
  CountDimension,
  countByDimensions,
  type IncidentCountRow,
  IncidentFilter,
  Needs,
  type Selection,
} from '../../domain/incidents';
import { daysIn, intersection, yearsIn } from '../../platform/calendar';
import { Problem } from '../../platform/errors';
import { type FeatureCollection, GeoJsonFeatureCollection } from '../../platform/geo';
import { poissonInterval, smoothedRates } from '../../platform/statistics';
import {
  Analytic,
  type AnalyticContext,
  countedFrom,
  filterParameters,
  listParameters,
  span,
} from '../analytic';
import { shortenedCaveats } from './comparison';
import { Denominator, denominatorName } from './denominator.type';
import { positionsOf } from './funnel';
import { RATE_INTERVAL_COLUMNS } from './rate-interval.type';
import { type RatedArea, selectRatedAreas } from './rates.queries';
import { type AreaRate, AreaRates } from './rates.type';
import { Comparison, currentWindow, uncountedMonths, type Window } from './windows';

@ArgsType()
export class RateArgs {
  @ValidateNested()
  @Field(() => IncidentFilter, { description: 'Incidents to analyse.' })
  where!: IncidentFilter;

  @Field(() => AreaKind, { description: 'Kind of area to rate.' })
  kind!: AreaKind;

  @Field(() => Denominator, {
    nullable: true,
    description:
      'Denominator of the rates. Default: that of the offences; offences with different ones are counted ' +
      'per resident, and a caveat says so.',
  })
  denominator?: Denominator | null;
}

/** Maximum number of rows of areas × offences; a partnership has several thousand. */
const MAX_ROWS = 1_000_000;

/** Least share of an area covered by the filter: below it the count would be partial, the population whole. */
const WHOLE = 0.99;
const NOTHING = 0.01;

/** Incidents of an offence in an area; without an area those that have none. */
type CountedArea = Pick<IncidentCountRow, 'areaCode' | 'offence'> & { count: number };

/** Data that rates are computed from. */
interface Counted {
  selection: Selection;
  window: Window;
  rows: CountedArea[];
  perturbed: boolean;
  areas: RatedArea[];
  chosen: ChosenDenominator;
  population: Map<string, Population>;
}

/** Days of the period that can be counted. */
function windowOf({ period, delivered, known }: Selection): Window {
  const window = currentWindow(period, Comparison.SAME_PERIOD_LAST_YEAR, known);
  if (window) return window;
  throw new Problem(
    'NOT_ENOUGH_DATA',
    intersection(period, delivered)
      ? 'The sources only tell the month, and the period holds no whole month that they have delivered.'
      : `The sources have delivered no day of the period together; together they have ${span(delivered)}.`,
  );
}

/** Number of years counted. */
const countedYears = ({ counted }: Window): number =>
  counted.reduce((sum, stretch) => sum + yearsIn(stretch), 0);

const yearOf = (day: string): number => Number(day.slice(0, 4));

/** Denominator of a rate, with caveats on its choice. */
export interface ChosenDenominator {
  denominator: Denominator | null;
  caveats: Caveat[];
}

/**
 * Denominator of the offences that the filter names or, where those differ, of the offences counted. Where these differ
 * too, residents, with a caveat naming the offences that have another denominator.
 */
export function chooseDenominator(
  meant: readonly { name: string; denominator: string | null }[],
  counted: readonly { name: string; denominator: string | null }[],
): ChosenDenominator {
  const kinds = (offences: readonly { denominator: string | null }[]) =>
    [...new Set(offences.map(({ denominator }) => denominator))].filter((each) => each !== null);
  for (const offences of [meant, counted]) {
    const own = kinds(offences);
    if (own.length === 1) return { denominator: own[0] as Denominator, caveats: [] };
  }
  if (kinds(counted).length === 0)
    return { denominator: counted.length > 0 ? null : Denominator.RESIDENTS, caveats: [] };
  const others = counted.filter(({ denominator }) => denominator !== 'RESIDENTS');
  const listed = others.map(({ name, denominator }) => `${name}: ${denominator?.toLowerCase() ?? 'none'}`);
  return {
    denominator: Denominator.RESIDENTS,
    caveats: [
      caveat(
        CaveatCode.DENOMINATOR,
        `The offences have different denominators, so residents were taken for all (${listed.join('; ')}). Choose ` +
          'another with denominator, or ask for fewer offences.',
      ),
    ],
  };
}

function denominatorFor(
  { vocabulary, offenceIds }: Selection,
  rows: readonly CountedArea[],
  given: Denominator | null,
): ChosenDenominator {
  if (given) return { denominator: given, caveats: [] };
  const counted = new Set(rows.filter(({ count }) => count > 0).map(({ offence }) => offence));
  return chooseDenominator(
    offenceIds.map((id) => vocabulary.offences.get(id)),
    vocabulary.offences.all.filter(({ code }) => counted.has(code)),
  );
}

async function count(
  context: AnalyticContext,
  { where, kind, denominator = null }: RateArgs,
): Promise<Counted> {
  return context.session(async (session) => {
    const selection = await context.select(session, where, [kind]);
    const window = windowOf(selection);
    const by = [CountDimension[kind], CountDimension.OFFENCE];
    const page = { after: null, first: MAX_ROWS };
    const counted = await countByDimensions(
      session,
      { ...selection, period: window, rows: selection.rows.withoutMonths(uncountedMonths(window)) },
      by,
      page,
    );
    const rows = counted.rows.map(({ row, count }) => ({ ...row, count }));
    const chosen = denominatorFor(selection, rows, denominator);
    const areas = await selectRatedAreas(session, selection, kind, window);
    const population = chosen.denominator
      ? await selectDenominators(session, {
          partnershipIds: holdersOf(selection.partnership).ids,
          kind,
          measure: chosen.denominator,
          year: Math.floor((yearOf(window.from) + yearOf(window.to)) / 2),
        })
      : new Map<string, Population>();
    return { selection, window, rows, perturbed: counted.total.perturbed, areas, chosen, population };
  });
}

/** @throws Problem FORBIDDEN where protected cells have no counts for areas of this kind. */
function checkPlaced({ cellSources }: Selection, placed: number, unplaced: number): void {
  if (cellSources.length === 0 || placed > 0 || unplaced === 0) return;
  throw new Problem(
    'FORBIDDEN',
    'For this key these incidents are counted for the partnership as a whole only, or not by areas of this kind. Ask ' +
      'with kind PARTNERSHIP or WARD, or use a key of this partnership with the role ANALYST.',
  );
}

const number = (n: number) => Number(n.toPrecision(4)).toString();

function caveatsOf(counted: Counted, rated: AreaRate[], unplaced: number): Caveat[] {
  const { selection, window, areas, chosen, perturbed } = counted;
  const { period } = selection;
  const partly = areas.filter(({ share }) => share > NOTHING && share < WHOLE).length;
  const shorter = areas.filter(({ days }) => days < daysIn(window)).length;
  const withRate = rated.filter(({ ratePerThousandPerYear }) => ratePerThousandPerYear !== null);
  const years = [...new Set(withRate.map(({ populationYear }) => populationYear))].sort();
  const estimated = withRate.filter(({ populationEstimated }) => populationEstimated).length;
  return [
    ...selection.caveats,
    ...caveatIf(
      !Number.isInteger(countedYears(window)),
      CaveatCode.DENOMINATOR,
      `Rates are per year, from ${window.days} days (${number(countedYears(window))} years), whatever their season.`,
    ),
    ...shortenedCaveats(window, period),
    ...chosen.caveats,
    ...caveatIf(
      rated.length > 0 && withRate.length === 0,
      CaveatCode.DENOMINATOR,
      chosen.denominator === null
        ? 'No area has a rate, nor have all together: the offences have no denominator.'
        : `No area has a rate, nor have all together: none has ${denominatorName(chosen.denominator)} on record.`,
    ),
    ...caveatIf(
      years.some((year) => year! < yearOf(window.from) || year! > yearOf(window.to)),
      CaveatCode.DENOMINATOR,
      `Denominators are those of ${years.join(', ')}.`,
    ),
    ...caveatIf(
      estimated > 0,
      CaveatCode.ESTIMATED,
      `The denominators of ${estimated} areas were summed from smaller areas that fit best.`,
    ),
    ...caveatIf(
      unplaced > 0,
      CaveatCode.UNLOCATED,
      `${unplaced} incidents are in no row: they have no place, lie outside all areas of this kind, or are told for ` +
        'the partnership as a whole only.',
    ),
    ...caveatIf(
      partly > 0,
      CaveatCode.OUTSIDE_STUDY_AREA,
      `${partly} areas that lie only partly on the ground of the filter were left out.`,
    ),
    ...caveatIf(
      shorter > 0,
      CaveatCode.BOUNDARIES_CHANGED,
      `${shorter} areas are valid for part of the time only; their rates are of that part.`,
    ),
    ...caveatIf(
      perturbed,
      CaveatCode.PERTURBED,
      'Intervals and funnel do not allow for the noise of the disclosure control.',
    ),
  ];
}

/** Row of an area, without the fields that depend on other areas. */
function rowOf(
  { window, population, chosen, perturbed }: Counted,
  { id, code, name, days }: RatedArea,
  count: number,
): AreaRate & { exposure: number } {
  const known = population.get(code);
  const what = chosen.denominator && denominatorName(chosen.denominator);
  const years = (countedYears(window) * days) / daysIn(window);
  const exposure = ((known?.n ?? 0) / 1000) * years;
  const rate = exposure > 0;
  const { lower, upper } = poissonInterval(count);
  return {
    areaId: id,
    code,
    name,
    count,
    perturbed,
    population: known?.n ?? null,
    populationYear: known?.year ?? null,
    populationEstimated: known?.estimated ?? null,
    ratePerThousandPerYear: rate ? count / exposure : null,
    lower: rate ? lower / exposure : null,
    upper: rate ? upper / exposure : null,
    smoothedRate: null,
    position: null,
    poissonPosition: null,
    withoutRateBecause: rate
      ? null
      : what === null
        ? 'These offences have no denominator. Choose one with denominator.'
        : known
          ? `The area has no ${what}.`
          : `The ${what} of the area are not known. Import them with csg import population.`,
    exposure,
  };
}

@Resolver(() => AreaRates)
export class AreaRateResolver {
  @Analytic(() => AreaRates, {
    description:
      'Incidents per 1,000 of a denominator per year, for all areas of a kind, with 95% intervals, smoothed rates ' +
      'and their position in a funnel plot.',
    needs: ({ kind }: RateArgs) => (kind === AreaKind.LSOA ? Needs.RATES_BY_LSOA : Needs.COUNTS),
    exports: [
      {
        rows: 'rows',
        columns:
          'code name count perturbed populationYear populationEstimated ratePerThousandPerYear smoothedRate position ' +
          'poissonPosition ' +
          RATE_INTERVAL_COLUMNS,
        features: 'features',
        defaultParameters: { kind: 'WARD' },
      },
    ],
  })
  async areaRates(context: AnalyticContext, args: RateArgs): Promise<AreaRates> {
    const counted = await count(context, args);
    const { selection, window, rows, areas, chosen } = counted;
    const counts = new Map<string, number>();
    let unplaced = 0;
    for (const { areaCode, count } of rows)
      if (areaCode === null) unplaced += count;
      else counts.set(areaCode, (counts.get(areaCode) ?? 0) + count);
    const placed = [...counts.values()].reduce((sum, each) => sum + each, 0);
    checkPlaced(selection, placed, unplaced);

    const rated = areas
      .filter(({ share }) => share >= WHOLE)
      .map((area) => rowOf(counted, area, counts.get(area.code) ?? 0));
    const pool = rated.filter(({ exposure }) => exposure > 0);
    const exposure = pool.reduce((sum, row) => sum + row.exposure, 0);
    const pooledRate = exposure > 0 ? pool.reduce((sum, row) => sum + row.count, 0) / exposure : null;
    const { positions, poissonPositions, ...funnel } = positionsOf(pool, pooledRate ?? 0, 'areas');
    const smoothed = smoothedRates(pool.map((row) => ({ count: row.count, population: row.exposure })));
    pool.forEach((row, i) => {
      row.smoothedRate = smoothed?.rates[i] ?? 0;
      row.position = positions[i];
      row.poissonPosition = poissonPositions[i];
    });
    return {
      rows: rated.map(({ exposure: _, ...row }) => row),
      pooledRate,
      denominator: chosen.denominator,
      parameters: [
        ...listParameters({
          kind: args.kind,
          denominator: chosen.denominator,
          window: span(window),
          years: number(countedYears(window)),
          confidence: '0.95',
        }),
        ...funnel.parameters,
        ...filterParameters(args.where, selection),
      ],
      ...countedFrom(selection),
      caveats: [...caveatsOf(counted, rated, unplaced), ...funnel.caveats],
    };
  }

  @FieldResolver(() => GeoJsonFeatureCollection, {
    description: 'Areas as a map layer, with the figures of each area as flat properties.',
  })
  async features(
    @Ctx() context: RequestContext,
    @Root() { rows }: AreaRates,
    @Args() { simplify }: Simplification,
  ): Promise<FeatureCollection> {
    const outlines = await Promise.all(
      rows.map(({ areaId: id }) => context.loader(outline).load({ id, simplify })),
    );
    return {
      type: 'FeatureCollection',
      features: rows.map(({ areaId: _, ...properties }, i) => ({
        type: 'Feature',
        id: properties.code,
        geometry: outlines[i],
        properties,
      })),
    };
  }
}
