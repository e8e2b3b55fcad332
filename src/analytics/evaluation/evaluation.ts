import { IsInt, Max, Min } from 'class-validator';
import { ArgsType, Field, ID, Int, Resolver } from 'type-graphql';
import { partnershipById } from '../../domain/areas';
import { type Caveat, CaveatCode, caveatIf } from '../../domain/caveats';
import {
  areaBy,
  hotspotIdOn,
  type IncidentFilter,
  Needs,
  type Selection,
  ThemeSourceArgs,
} from '../../domain/incidents';
import type { Action, ActionZone } from '../../domain/plan';
import { findAction, findRecommendation, found, ZONES, type Zone, ZoneKind } from '../../domain/plan';
import { vocabularyAt } from '../../domain/vocabulary';
import {
  addDays,
  addMonths,
  holdsPeriod,
  monthOf,
  type Period,
  type Stretches,
  sharedStretches,
} from '../../platform/calendar';
import type { Session } from '../../platform/database';
import { Problem } from '../../platform/errors';
import {
  type BeforeAfter,
  type Dispersion,
  POISSON,
  pooledDispersion,
  type WeightedDisplacement,
  weightedDisplacement,
} from '../../platform/statistics';
import {
  Analytic,
  type AnalyticContext,
  answering,
  countedFrom,
  listParameters,
  type Parameter,
  sourceParameter,
  span,
} from '../analytic';
import {
  countPeriods,
  dispersionParameters,
  isPerturbed,
  MAX_MONTHS,
  monthsTo,
  seriesOfMonths,
} from '../trends';
import { ActionEvaluation } from './evaluation.type';

/** Months of an evaluation before and after the start of an action. */
export interface Sides {
  before: Period;
  after: Period;
  months: number;
}

/**
 * Equal numbers of whole months before and after a day. The month of the day is left out, unless the day is its first.
 *
 * @param most maximum number of months on either side
 * @param known days with data; null: any. Both sides end before a month that was never delivered, and the longer is cut
 *   to the length of the shorter.
 */
export function sidesOf(day: string, most: number, known: Stretches | null): Sides {
  const first = monthOf(day);
  const start = first === day ? day : addMonths(first, 1);
  const of = (months: number): Sides => ({
    before: { from: addMonths(first, -months), to: addDays(first, -1) },
    after: { from: start, to: addDays(addMonths(start, months), -1) },
    months,
  });
  let sides = of(most);
  while (known && sides.months > 0 && !(holdsPeriod(known, sides.before) && holdsPeriod(known, sides.after)))
    sides = of(sides.months - 1);
  return sides;
}

/** Action to evaluate, with its theme and zones. */
interface Evaluated {
  partnership: string;
  theme: { code: string; name: string };
  /** Detail of the records that the areas of the theme need. */
  needs: Needs;
  from: string;
  zones: [Zone, ActionZone][];
}

/** Action to evaluate, with the sources and the number of months on either side. */
interface ActionQuestion extends Evaluated {
  /** Codes of sources; none: all that add to the theme. */
  sources: string[] | null;
  months: number;
}

async function evaluated(context: AnalyticContext, id: number): Promise<Evaluated> {
  return context.session(async (session) => {
    const { partnershipId, recommendationId, found: action } = found(await findAction(session, id), 'action');
    const { theme } = (await findRecommendation(session, recommendationId))!.found;
    const partnership = await partnershipById(session, partnershipId);
    if (!theme)
      throw new Problem(
        'BAD_USER_INPUT',
        'The action is about a strategic recommendation, which has no theme whose incidents could be counted.',
      );
    if (action.from === null || action.target === null)
      throw new Problem(
        'NOT_ENOUGH_DATA',
        'An evaluation needs the first day of the action and its target zone: this one lacks ' +
          `${action.from === null ? 'from' : 'target'}. Add it again with both.`,
      );
    const vocabulary = await vocabularyAt(session, partnership);
    const counted = vocabulary.themes.find(theme.code)!;
    const wholeOnly = counted.sensitive || counted.flags !== 0;
    return {
      partnership: partnership.code,
      theme,
      needs: wholeOnly ? Needs.AREAS_OF_WHOLE_THEME : Needs.COUNTS,
      from: action.from,
      zones: zonesOf(action),
    };
  });
}

function zonesOf(action: Action): [Zone, ActionZone][] {
  return (Object.keys(ZONES) as Zone[]).flatMap((zone) => {
    const area = action[zone];
    return area ? [[zone, area] as [Zone, ActionZone]] : [];
  });
}

/**
 * The part of a filter that selects a zone.
 *
 * @param from first day of the action: a hotspot has the places of the newest month that had ended before, so that they are
 *   not chosen by what came after.
 */
async function placeOf(
  session: Session,
  { kind, code }: ActionZone,
  from: string,
): Promise<Pick<IncidentFilter, 'areas' | 'hotspot'>> {
  if (kind !== ZoneKind.HOTSPOT) return { areas: [areaBy({ kind, code })] };
  return { hotspot: await hotspotIdOn(session, code, addDays(from, -1)) };
}

interface Counted extends Evaluated {
  selections: Selection[];
  sides: Sides;
  counts: Partial<Record<Zone, BeforeAfter>>;
  /** Dispersion of the zones before the action, pooled; null where fewer than 24 months are known. */
  dispersion: Dispersion | null;
}

async function count(context: AnalyticContext, { sources, months, ...of }: ActionQuestion): Promise<Counted> {
  return context.session(async (session) => {
    const asked = sidesOf(of.from, months, null);
    const period = { from: asked.before.from, to: asked.after.to };
    const reach = { ...period, from: earlier(period.from, addMonths(asked.after.from, -MAX_MONTHS - 1)) };
    const where = { partnership: of.partnership, themes: [of.theme.code], sources };
    const selections: Selection[] = [];
    for (const [, zone] of of.zones) {
      const place = await placeOf(session, zone, of.from);
      const { caveats } = await context.select(session, { ...where, ...place, period });
      // The months before need the boundaries of their own time, and no caveats.
      selections.push({ ...(await context.select(session, { ...where, ...place, period: reach })), caveats });
    }
    const known = selections.map((each) => each.known.stretches).reduce(sharedStretches);
    const sides = sidesOf(of.from, months, known);
    if (sides.months === 0)
      throw new Problem(
        'NOT_ENOUGH_DATA',
        `There is not a whole month on either side of ${of.from} that has been delivered for all zones` +
          `${known.length > 0 ? `; together there are ${known.map(span).join(', ')}` : ''}.`,
      );
    const history = monthsTo(sides.before.to, MAX_MONTHS, { stretches: known });
    const counted = await countPeriods(
      session,
      selections.map((selection) => ({
        selection,
        periods: [{ counted: [sides.before] }, { counted: [sides.after] }, ...history],
      })),
    );
    const counts = Object.fromEntries(
      of.zones.map(([zone], i) => [zone, { before: counted[i][0].n, after: counted[i][1].n }]),
    );
    const series = counted.map(([, , ...monthly]) =>
      seriesOfMonths(
        history,
        monthly.map(({ n }, i) => (history[i].counted.length > 0 ? n : null)),
      ),
    );
    return { ...of, selections, sides, counts, dispersion: pooledDispersion(series) };
  });
}

const earlier = (a: string, b: string) => (a < b ? a : b);

function differenceOf({ counts, dispersion }: Counted): WeightedDisplacement | null {
  const { target, control, displacement, displacementControl } = counts;
  if (!control) return null;
  return weightedDisplacement(
    { zone: target!, control },
    displacement && displacementControl ? { zone: displacement, control: displacementControl } : null,
    dispersion ?? POISSON,
  );
}

const signed = (value: number) => value.toFixed(1).replace('-', '−');

/** Result of an evaluation in words. */
export function statementOf(
  { target, displacement }: { target: BeforeAfter; displacement: boolean },
  months: number,
  difference: WeightedDisplacement | null,
): string {
  const span = `${months} ${months === 1 ? 'month' : 'months'}`;
  if (!difference)
    return (
      `From ${target.before} incidents in the ${span} before to ${target.after} in the ${span} after. Without a control ` +
      'zone nobody can tell what would have happened anyway.'
    );
  const { wdd, lower, upper } = difference;
  const size = Math.abs(wdd);
  const found =
    wdd === 0
      ? 'as many incidents as'
      : `${size} ${size === 1 ? 'incident' : 'incidents'} ${wdd < 0 ? 'fewer' : 'more'} than`;
  const where = displacement
    ? 'in the target zone and the one that incidents may move to'
    : 'in the target zone';
  const weight =
    lower > 0 || upper < 0 ? 'chance alone seldom does as much' : 'chance alone may have made the difference';
  return (
    `In ${span} there were ${found} the change of the control ${displacement ? 'zones' : 'zone'} lets expect ${where} ` +
    `(95% interval ${signed(lower)} to ${signed(upper)}): ${weight}.`
  );
}

/** Months that hold every season once. */
const YEAR = 12;

function caveatsOf({ counts, sides, selections, dispersion }: Counted, asked: number): Caveat[] {
  const { target, control, displacement, displacementControl } = counts;
  const apart = ({ before }: BeforeAfter, other: BeforeAfter) =>
    Math.max(before, other.before) > 2 * Math.min(before, other.before);
  return [
    ...selections.flatMap(({ caveats }) => caveats),
    ...caveatIf(
      sides.months < asked,
      CaveatCode.WINDOW_SHORTENED,
      `Only ${sides.months} of ${asked} months are known on both sides of the day, so that many are compared.`,
    ),
    ...caveatIf(
      sides.months % YEAR !== 0,
      CaveatCode.METHOD,
      'The months before and after lie in different seasons: only a control with the same season makes up for it.',
    ),
    ...caveatIf(
      displacement !== undefined && displacementControl === undefined,
      CaveatCode.METHOD,
      'The displacement zone has no control, so it is counted but is no part of the difference.',
    ),
    ...caveatIf(
      control !== undefined && apart(target!, control),
      CaveatCode.METHOD,
      'Before, the target and its control had very different numbers of incidents. The difference is in incidents, so a ' +
        'common trend in per cent moves the larger one further.',
    ),
    ...caveatIf(
      displacement !== undefined &&
        displacementControl !== undefined &&
        apart(displacement, displacementControl),
      CaveatCode.METHOD,
      'Before, the displacement zone and its control had very different numbers of incidents. A common trend in per cent ' +
        'moves the larger one further.',
    ),
    ...caveatIf(
      control !== undefined && dispersion === null,
      CaveatCode.NOT_ENOUGH_DATA,
      'Too few months or incidents before the action are known to tell how much the counts vary: they are taken as ' +
        'Poisson counts, so the interval is as wide as told or wider.',
    ),
    ...caveatIf(
      selections.some(isPerturbed) && dispersion === null,
      CaveatCode.PERTURBED,
      'The interval does not allow for the noise of the disclosure control.',
    ),
  ];
}

function parametersOf({
  partnership,
  theme,
  from,
  sides,
  zones,
  selections,
  dispersion,
}: Counted): Parameter[] {
  return [
    ...listParameters({
      partnership,
      theme: theme.code,
      from,
      months: sides.months,
      before: span(sides.before),
      after: span(sides.after),
      ...Object.fromEntries(zones.map(([zone, { kind, code }]) => [zone, `${kind} ${code}`])),
      confidence: 0.95,
    }),
    sourceParameter(selections[0]),
    ...dispersionParameters(dispersion),
  ];
}

/** Counts of the zones and their difference; cached until the action or the data change. */
const evaluate = answering(
  { name: 'actionEvaluation', needs: ({ needs }: ActionQuestion) => needs },
  async (context, question: ActionQuestion): Promise<ActionEvaluation> => {
    const counted = await count(context, question);
    const { counts, sides, selections } = counted;
    const difference = differenceOf(counted);
    const { target, control, displacement, displacementControl } = counts;
    const weighed = displacement !== undefined && displacementControl !== undefined;
    return {
      targetBefore: target!.before,
      targetAfter: target!.after,
      controlBefore: control?.before ?? null,
      controlAfter: control?.after ?? null,
      displacementBefore: displacement?.before ?? null,
      displacementAfter: displacement?.after ?? null,
      displacementControlBefore: displacementControl?.before ?? null,
      displacementControlAfter: displacementControl?.after ?? null,
      wdd: difference?.wdd ?? null,
      standardError: difference?.standardError ?? null,
      z: difference?.z ?? null,
      lower: difference?.lower ?? null,
      upper: difference?.upper ?? null,
      statement: statementOf({ target: target!, displacement: weighed }, sides.months, difference),
      before: sides.before,
      after: sides.after,
      perturbed: selections.some(isPerturbed),
      dispersion: counted.dispersion?.value ?? null,
      parameters: parametersOf(counted),
      ...countedFrom(selections[0], ...selections.slice(1)),
      caveats: caveatsOf(counted, question.months),
    };
  },
);

@ArgsType()
export class EvaluationArgs extends ThemeSourceArgs {
  @Field(() => ID, { description: 'Id of the action.' })
  action!: string;

  @IsInt()
  @Min(1)
  @Max(60)
  @Field(() => Int, {
    defaultValue: 12,
    description: 'Whole months on either side of the beginning, 1 to 60, such as 12.',
  })
  months!: number;
}

@Resolver()
export class ActionEvaluationResolver {
  /**
   * @throws Problem NOT_FOUND, BAD_USER_INPUT (no theme), NOT_ENOUGH_DATA (no from, no target, no month on both sides),
   *   FORBIDDEN (zones of sensitive themes below record-level access), and as of `select`.
   */
  @Analytic(() => ActionEvaluation, {
    description:
      'Evaluation of an action: incidents of its theme in its zones before and after it began, with the ' +
      'weighted displacement difference and its interval.',
    cost: 2000,
    needs: Needs.COUNTS,
    kept: false, // the action is read anew
  })
  async actionEvaluation(
    context: AnalyticContext,
    { action, months, sources }: EvaluationArgs,
  ): Promise<ActionEvaluation> {
    const own = await evaluated(context, await context.request.idOf('Action', action, 'action'));
    return evaluate(context, { ...own, months, sources: sources ?? null });
  }
}
