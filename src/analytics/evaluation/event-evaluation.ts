import { ArgsType, Field, ID, Resolver } from 'type-graphql';
import { partnershipById } from '../../domain/areas';
import { CaveatCode, caveat, caveatIf } from '../../domain/caveats';
import { fitSources, Needs, type Selection, seesTheme, ThemeSourceArgs } from '../../domain/incidents';
import type { CalendarEvent } from '../../domain/plan';
import { countByDay, type DayCount, findEvent, found, selectEvents } from '../../domain/plan';
import { belongsTo, type Coded } from '../../domain/vocabulary';
import { addDays, daysIn, holdsPeriod, intersection, type Period } from '../../platform/calendar';
import { Problem } from '../../platform/errors';
import {
  Analytic,
  type AnalyticContext,
  countedFrom,
  listParameters,
  sourceParameter,
  span,
} from '../analytic';
import { countAgainst } from './count-against';
import { type EventCount, EventEvaluation } from './event-evaluation.type';

const WEEK = 7;
/** Weeks on either side of an event whose days are compared; at least one stretch of the event's length. */
const WEEKS_AROUND = 4;

/** Maximum number of other events that a caveat names. */
const MAX_LISTED = 10;

/**
 * Comparison days before and after an event: shifted by whole weeks, to keep the weekday, and far enough to overlap
 * none of the event's own days.
 */
export function daysAround({ from, to }: Period): Period[] {
  const weeks = Math.ceil(daysIn({ from, to }) / WEEK);
  const most = Math.max(1, Math.floor(WEEKS_AROUND / weeks));
  const steps = Array.from({ length: 2 * most + 1 }, (_, i) => i - most).filter((step) => step !== 0);
  return steps.map((step) => {
    const days = step * weeks * WEEK;
    return { from: addDays(from, days), to: addDays(to, days) };
  });
}

/** Stretches of days that overlap no other event; all stretches where each of them overlaps one. */
export function quietDays(stretches: Period[], others: readonly Period[]): Period[] {
  const quiet = stretches.filter((days) => !others.some((other) => intersection(days, other)));
  return quiet.length > 0 ? quiet : stretches;
}

interface Counted {
  selection: Selection;
  comparedWith: Period[];
  counts: DayCount[];
  /** Names of other events on the days around this one. */
  others: string[];
  /** Whether days of other events were left out; false where no other days would remain. */
  withoutOthers: boolean;
}

async function count(
  context: AnalyticContext,
  partnership: { id: number; code: string },
  event: CalendarEvent,
  sources: string[] | null,
): Promise<Counted> {
  return context.session(async (session) => {
    const around = daysAround(event);
    const period = { from: around[0].from, to: around.at(-1)!.to };
    const where = {
      partnership: partnership.code,
      themes: event.themes.map(({ code }) => code),
      sources,
      period,
    };
    const selection = fitSources(
      await context.select(session, where),
      ({ resolution }) => (resolution === 'MONTH' ? 'it only tells the month' : null),
      { question: 'The days of an event', advice: 'Name sources that tell the day.' },
    );
    const { delivered, known } = selection;
    if (!holdsPeriod(known.stretches, event))
      throw new Problem(
        'NOT_ENOUGH_DATA',
        `The days of the event have not all been delivered: together the sources have ${span(delivered)}.`,
      );
    const candidates = around.filter((days) => holdsPeriod(known.stretches, days));
    if (candidates.length === 0)
      throw new Problem(
        'NOT_ENOUGH_DATA',
        `No week around the event has been delivered whole: together the sources have ${span(delivered)}.`,
      );
    const others = (await selectEvents(session, partnership.id, period)).filter(
      (other) => other.id !== event.id && candidates.some((days) => intersection(days, other)),
    );
    const comparedWith = quietDays(candidates, others);
    return {
      selection,
      comparedWith,
      withoutOthers: comparedWith.length < candidates.length,
      counts: await countByDay(session, selection, period),
      others: others.map(({ name }) => name),
    };
  });
}

const UNKNOWN = {
  ...{ actual: null, expected: null, lower: null, upper: null },
  ...{ pValue: null, dispersion: null, signal: null },
};

function rowOf({ code, name }: Coded, event: CalendarEvent, counted: Counted): EventCount {
  const { selection, comparedWith, counts } = counted;
  const { vocabulary, recordSources } = selection;
  const theme = vocabulary.themes.find(code)!;
  if (!seesTheme(theme, recordSources, vocabulary))
    return {
      theme: { code, name },
      ...UNKNOWN,
      withoutBecause: 'No source that tells the day records the theme.',
    };
  const own = counts.filter(belongsTo(theme, vocabulary));
  const within = ({ from, to }: Period) =>
    own.reduce((sum, { day, n }) => sum + (day >= from && day <= to ? n : 0), 0);
  return {
    theme: { code, name },
    ...countAgainst(within(event), comparedWith.map(within)),
    withoutBecause: null,
  };
}

@ArgsType()
export class EventEvaluationArgs extends ThemeSourceArgs {
  @Field(() => ID, { description: 'Id of the event.' })
  event!: string;
}

@Resolver()
export class EventEvaluationResolver {
  /**
   * @throws Problem NOT_FOUND, NOT_ENOUGH_DATA (days that were not delivered), NOT_SUPPORTED_FOR_SOURCE (sources that give
   *   only the month), FORBIDDEN (closed sources below record-level access).
   */
  @Analytic(() => EventEvaluation, {
    description:
      'Evaluation of a calendar event: incidents of its themes in its days, against the number expected ' +
      'from the same days of the week around it. Needs sources that record the day, and for closed ' +
      'sources a key of the role ANALYST.',
    needs: Needs.EVENT_DAYS,
    kept: false, // the event is read anew
  })
  async eventEvaluation(context: AnalyticContext, args: EventEvaluationArgs): Promise<EventEvaluation> {
    const id = await context.request.idOf('CalendarEvent', args.event, 'event');
    const { event, partnership } = await context.session(async (session) => {
      const { partnershipId, found: event } = found(await findEvent(session, id), 'event');
      return { event, partnership: await partnershipById(session, partnershipId) };
    });
    const counted = await count(context, partnership, event, args.sources ?? null);
    const { selection, comparedWith, others, withoutOthers } = counted;
    const listed = others.slice(0, MAX_LISTED).join(', ');
    return {
      event,
      rows: event.themes.map((theme) => rowOf(theme, event, counted)),
      comparedWith,
      parameters: [
        ...listParameters({
          partnership: partnership.code,
          event: span(event),
          weeksAround: WEEKS_AROUND,
          comparedWith: comparedWith.map(span).join(','),
          confidence: 0.95,
        }),
        sourceParameter(selection),
      ],
      ...countedFrom(selection),
      caveats: [
        ...selection.caveats,
        ...caveatIf(
          daysIn(event) > WEEKS_AROUND * WEEK,
          CaveatCode.METHOD,
          'So long an event is compared with other times of the year: the season is part of the difference.',
        ),
        ...caveatIf(
          others.length > 0,
          CaveatCode.OTHER_EVENTS,
          withoutOthers
            ? `The days of other events were left out of the comparison: ${listed}.`
            : `Other events lie in all the days compared with: ${listed}.`,
        ),
        caveat(
          CaveatCode.METHOD,
          'Incidents count on the day on which they began; more of them may mean more people, or more police.',
        ),
      ],
    };
  }
}
