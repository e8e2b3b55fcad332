import { ValidateNested } from 'class-validator';
import { ArgsType, Field, Resolver } from 'type-graphql';
import { CaveatCode, caveatIf, numberOf } from '../../domain/caveats';
import { IncidentFilter, Needs } from '../../domain/incidents';
import { unpackFloats, unpackIntegers } from '../../platform/database';
import type { TimeWindows } from '../../platform/statistics';
import { compute } from '../../platform/threads';
import {
  Analytic,
  type AnalyticContext,
  countedFrom,
  filterParameters,
  listParameters,
  queryOf,
} from '../analytic';
import { WeekGrid } from './week-grid.type';

const SECOND = 1000;

/** Time windows of incidents, packed, and the number of incidents with only a month. */
interface TimesRow {
  starts: Buffer | null;
  lengths: Buffer | null;
  counts: Buffer | null;
  excluded: number;
}

const selectTimeWindows = queryOf<TimesRow>(__dirname, 'select_time_windows');

/** Merges windows at equal times of different weeks, which limits their number to minutes of the week × lengths. */
function windowsOf({ starts, lengths, counts }: TimesRow): TimeWindows {
  const from = unpackFloats(starts).map((seconds) => seconds * SECOND);
  const to = unpackFloats(lengths).map((seconds, i) => from[i] + seconds * SECOND);
  return { starts: from, ends: to, counts: Float64Array.from(unpackIntegers(counts)) };
}

const TIME_ZONE = 'Europe/London';
const METHOD = `Aoristic weights (Ratcliffe 2000) by the minute, on the clocks of ${TIME_ZONE}`;
const HOURS = 24;
/** Number of windows up to which the computation takes a few milliseconds. */
const LIGHT = 2_000;

@ArgsType()
export class WeekGridArgs {
  @ValidateNested()
  @Field(() => IncidentFilter, { description: 'Incidents to analyse.' })
  where!: IncidentFilter;
}

@Resolver()
export class WeekGridResolver {
  @Analytic(() => WeekGrid, {
    description:
      'Incidents of a filter by hour of the week, with aoristic weights (Ratcliffe 2000). Sources that ' +
      'record only the month are excluded, and counted as excluded. Closed sources need a key of the role ' +
      'ANALYST.',
    cost: 1000,
    needs: Needs.TIMES,
    exports: [{ rows: 'cells', columns: 'dayOfWeek hour weight' }],
  })
  async weekGrid(context: AnalyticContext, { where }: WeekGridArgs): Promise<WeekGrid> {
    const { selection, row } = await context.session(async (session) => {
      const selection = await context.select(session, where);
      const incidents = selection.rows.records(selection.period);
      const [row] = await selectTimeWindows(session, { incidents });
      return { selection, row };
    });
    const { excluded } = row;
    const windows = windowsOf(row);
    const light = windows.starts.length < LIGHT;
    const weights = await compute('aoristicWeek', [windows, TIME_ZONE], context, light);
    const incidents = windows.counts.reduce((sum, count) => sum + count, 0);
    return {
      cells: Array.from(weights, (weight, i) => ({
        dayOfWeek: Math.floor(i / HOURS) + 1,
        hour: i % HOURS,
        weight,
      })),
      method: METHOD,
      incidents,
      excluded,
      parameters: [...listParameters({ timeZone: TIME_ZONE }), ...filterParameters(where, selection)],
      ...countedFrom(selection),
      caveats: [
        ...selection.caveats,
        ...caveatIf(
          excluded > 0,
          CaveatCode.TIME_NOT_RECORDED,
          `Left out, because only the month is known: ${numberOf(excluded, 'incident')}` +
            `${incidents === 0 ? '. No hour is known, so all weights are 0' : ''}.`,
        ),
        ...caveatIf(
          incidents + excluded === 0,
          CaveatCode.NOT_ENOUGH_DATA,
          'There are no incidents, so all weights are 0.',
        ),
      ],
    };
  }
}

/** The hours of the week of a filter, for other analytics. */
export const { weekGrid } = WeekGridResolver.prototype;
