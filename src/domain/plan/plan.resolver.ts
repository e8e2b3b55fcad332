import { IsInt, IsOptional, Min, ValidateNested } from 'class-validator';
import { Arg, Args, ArgsType, Ctx, Field, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../../access';
import { checkPeriod, IsoDate, PeriodInput } from '../../platform/calendar';
import { findPartnership } from '../areas';
import { selectActivities } from './activities.queries';
import { Activity, ActivityInput } from './activity.type';
import { addActivity, addEvent, closeActivity, dropEvent } from './calendar';
import { selectEvents } from './calendar.queries';
import { CalendarEvent, CalendarEventInput } from './calendar-event.type';
import { act, findTheme, found, recommend, report, reviseRecommendation } from './plan';
import {
  Action,
  ActionInput,
  ActionProgress,
  ActionStatus,
  Recommendation,
  RecommendationChange,
  RecommendationInput,
  RecommendationStatus,
} from './recommendation.type';
import { findAction, findRecommendation, selectRecommendations } from './recommendations.queries';

const EDITORS = 'Needs a key of the partnership with the role ADMIN or the scope edit.';

@ArgsType()
class OfPartnership {
  @Field(() => ID, { description: 'Code of the partnership.' })
  partnership!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'Code of a theme, to list only its entries. Default: all.',
  })
  theme?: string | null;
}

@ArgsType()
class RecommendationArgs extends OfPartnership {
  @Field(() => RecommendationStatus, {
    nullable: true,
    description: 'Status of the recommendations to list. Default: all.',
  })
  status?: RecommendationStatus | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'true for strategic recommendations only, which have no theme; false for those with a theme only. ' +
      'Default: both.',
  })
  strategic?: boolean | null;
}

@ArgsType()
class ActionArgs extends OfPartnership {
  @Field(() => ActionStatus, { nullable: true, description: 'Status of the actions to list. Default: all.' })
  status?: ActionStatus | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Code of an agency, to list only its actions. Default: all.',
  })
  owner?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'true for overdue actions only, false for the others only. Default: both.',
  })
  overdue?: boolean | null;
}

@ArgsType()
class TimedArgs extends OfPartnership {
  @IsOptional()
  @ValidateNested()
  @Field(() => PeriodInput, {
    nullable: true,
    description: 'Days to list entries of, on at least one of which an entry falls. Default: all.',
  })
  period?: PeriodInput | null;
}

/** Period to list entries of; null for all. Problem BAD_USER_INPUT (period) where it ends before it begins. */
function periodOf({ period }: TimedArgs): PeriodInput | null {
  if (!period) return null;
  checkPeriod(period, 'period');
  return period;
}

@ArgsType()
class EndArgs {
  @Field(() => ID, { description: 'Id of the activity.' })
  id!: string;

  @IsInt()
  @Min(1)
  @Field(() => Int, {
    description: 'Version of the activity as it was read; CONFLICT where it has changed since.',
  })
  version!: number;

  @Field(() => IsoDate, { description: 'Last day of the activity.' })
  to!: string;
}

/** Entries of a partnership for a theme; all entries without one. Problem BAD_USER_INPUT (theme). */
function ofTheme<T>(
  context: RequestContext,
  { partnership: code, theme }: OfPartnership,
  list: (
    session: Parameters<Parameters<RequestContext['session']>[0]>[0],
    partnershipId: number,
  ) => Promise<T[]>,
  isOf: (thing: T, theme: string) => boolean,
): Promise<T[]> {
  return context.session(async (session) => {
    const partnership = await findPartnership(session, code);
    if (theme == null) return list(session, partnership.id);
    await findTheme(session, partnership, theme, 'theme');
    return (await list(session, partnership.id)).filter((each) => isOf(each, theme));
  });
}

@Resolver()
export class PlanResolver {
  @Query(() => [Recommendation], {
    description:
      'Recommendations to a partnership with their actions, in the order in which they were added.',
  })
  async recommendations(
    @Ctx() context: RequestContext,
    @Args() args: RecommendationArgs,
  ): Promise<Recommendation[]> {
    const { status, strategic } = args;
    const all = await ofTheme(
      context,
      args,
      selectRecommendations,
      (each, theme) => each.theme?.code === theme,
    );
    return all
      .filter((each) => status == null || each.status === status)
      .filter((each) => strategic == null || (each.theme === null) === strategic);
  }

  @Query(() => [Action], { description: 'Actions of all recommendations, the next due first.' })
  async actions(@Ctx() context: RequestContext, @Args() args: ActionArgs): Promise<Action[]> {
    const { status, owner, overdue } = args;
    const all = await ofTheme(
      context,
      args,
      selectRecommendations,
      (each, theme) => each.theme?.code === theme,
    );
    return all
      .flatMap(({ actions }) => actions)
      .filter((each) => status == null || each.status === status)
      .filter((each) => owner == null || each.owner.code === owner)
      .filter((each) => overdue == null || each.overdue === overdue)
      .sort((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : a.id - b.id));
  }

  @Query(() => Recommendation, {
    nullable: true,
    description: 'Recommendation with an id, with its actions; NOT_FOUND where there is none.',
  })
  async recommendation(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the recommendation.' }) id: string,
  ): Promise<Recommendation> {
    const number = await context.idOf('Recommendation', id, 'recommendation');
    const row = await context.session((session) => findRecommendation(session, number));
    return found(row, 'recommendation').found;
  }

  @Query(() => Action, {
    nullable: true,
    description: 'Action with an id; NOT_FOUND where there is none.',
  })
  async action(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the action.' }) id: string,
  ): Promise<Action> {
    const number = await context.idOf('Action', id, 'action');
    return found(await context.session((session) => findAction(session, number)), 'action').found;
  }

  @Query(() => [Activity], {
    description: 'Schemes, campaigns and services of a partnership, in the order in which they were added.',
  })
  activities(@Ctx() context: RequestContext, @Args() args: TimedArgs): Promise<Activity[]> {
    return ofTheme(
      context,
      args,
      (session, id) => selectActivities(session, id, periodOf(args)),
      (each, theme) => each.theme.code === theme,
    );
  }

  @Query(() => [CalendarEvent], { description: 'Calendar events of a partnership, by time.' })
  calendarEvents(@Ctx() context: RequestContext, @Args() args: TimedArgs): Promise<CalendarEvent[]> {
    return ofTheme(
      context,
      args,
      (session, id) => selectEvents(session, id, periodOf(args)),
      (each, theme) => each.themes.some(({ code }) => code === theme),
    );
  }

  @Mutation(() => Recommendation, { description: `Adds a recommendation. ${EDITORS}` })
  addRecommendation(
    @Ctx() context: RequestContext,
    @Arg('input', () => RecommendationInput, { description: 'Recommendation to add.' })
    input: RecommendationInput,
  ): Promise<Recommendation> {
    return recommend(context, input);
  }

  @Mutation(() => Recommendation, {
    description: `Changes a recommendation, or closes it as completed or rejected. ${EDITORS}`,
  })
  updateRecommendation(
    @Ctx() context: RequestContext,
    @Arg('input', () => RecommendationChange, { description: 'Change to make.' }) input: RecommendationChange,
  ): Promise<Recommendation> {
    return reviseRecommendation(context, input);
  }

  @Mutation(() => Action, { description: `Adds an action to a recommendation. ${EDITORS}` })
  addAction(
    @Ctx() context: RequestContext,
    @Arg('input', () => ActionInput, { description: 'Action to add.' }) input: ActionInput,
  ): Promise<Action> {
    return act(context, input);
  }

  @Mutation(() => Action, { description: `Records the progress of an action as a new revision. ${EDITORS}` })
  updateAction(@Ctx() context: RequestContext, @Args() progress: ActionProgress): Promise<Action> {
    return report(context, progress);
  }

  @Mutation(() => Activity, { description: `Adds a scheme, a campaign or a service. ${EDITORS}` })
  addActivity(
    @Ctx() context: RequestContext,
    @Arg('input', () => ActivityInput, { description: 'Activity to add.' }) input: ActivityInput,
  ): Promise<Activity> {
    return addActivity(context, input);
  }

  @Mutation(() => Activity, { description: `Sets the last day of an activity. ${EDITORS}` })
  endActivity(@Ctx() context: RequestContext, @Args() ended: EndArgs): Promise<Activity> {
    return closeActivity(context, ended);
  }

  @Mutation(() => CalendarEvent, { description: `Adds a calendar event. ${EDITORS}` })
  addCalendarEvent(
    @Ctx() context: RequestContext,
    @Arg('input', () => CalendarEventInput, { description: 'Event to add.' }) input: CalendarEventInput,
  ): Promise<CalendarEvent> {
    return addEvent(context, input);
  }

  @Mutation(() => CalendarEvent, {
    description: `Removes a calendar event, and returns it. ${EDITORS}`,
  })
  removeCalendarEvent(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'Id of the event.' }) id: string,
  ): Promise<CalendarEvent> {
    return dropEvent(context, id);
  }
}
