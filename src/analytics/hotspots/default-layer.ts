import { ArgsType, Field, ID, Resolver } from 'type-graphql';
import { type IncidentFilter, Needs, type Selection } from '../../domain/incidents';
import { holdsPeriod, type Period, stepsIn, TimeStep } from '../../platform/calendar';
import {
  GROUND_SIDE,
  gridOf,
  PREDICTORS,
  type Predictor,
  type SearchComparison,
} from '../../platform/statistics';
import { compute } from '../../platform/threads';
import {
  Analytic,
  type AnalyticContext,
  countedFrom,
  filterParameters,
  listParameters,
  type Parameter,
  placeCaveats,
  span,
} from '../analytic';
import { DEFAULT_CELL_SIZE } from './cell-size.input';
import { layCells } from './cells';
import { DefaultLayer, type LayerAccuracy } from './default-layer.type';
import { selectPlaceSteps } from './emerging.queries';
import { keptSearch, predictionParameters, predictionSettings } from './predictors';
import { selectStudyArea } from './study-area.queries';

/** Months that are tested, and months before each from which it is predicted. */
const TESTED_MONTHS = 12;
const TRAINING_MONTHS = 12;
/** Share of the area that is searched. */
const SEARCHED = 0.02;
const GRID = gridOf('SQUARE', DEFAULT_CELL_SIZE);
const FIRST_CHOICE: Predictor = 'CLUSTERS';

const NAMES: Record<Predictor, string> = {
  CLUSTERS: 'Hotspot clusters',
  KDE: 'Density',
  GI_STAR: 'The Gi* grid',
  LAST_PERIOD: 'Counts by cell',
};

@ArgsType()
export class DefaultLayerArgs {
  @Field(() => ID, { description: 'Code of the partnership.' })
  partnership!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'Code of the theme that the map shows, such as domestic-burglary. Default: all incidents.',
  })
  theme?: string | null;
}

const percent = (share: number) => `${Math.round(share * 100)}%`;

/** The layer in use until another is better, and the reason in a sentence. */
function choose(found: SearchComparison): Pick<DefaultLayer, 'layer' | 'because' | 'rows'> {
  const layer = keptSearch(found, FIRST_CHOICE);
  const chosen = PREDICTORS.indexOf(layer);
  const first = PREDICTORS.indexOf(FIRST_CHOICE);
  const rows = PREDICTORS.map((predictor, nth): LayerAccuracy => {
    const hitRate = found.found[nth] / found.observed;
    return {
      predictor,
      hitRate,
      pai: hitRate / found.share,
      pValue: nth === chosen ? null : found.p[nth][chosen],
    };
  });
  const held = `${NAMES[layer]} held ${percent(rows[chosen].hitRate)} of the next month's incidents on ${percent(SEARCHED)} of the area`;
  const p = found.p[first][chosen];
  return {
    layer,
    rows,
    because:
      layer === FIRST_CHOICE
        ? `${held}, month by month for a year; no other layer held more beyond chance.`
        : `${held}, month by month for a year, and ${NAMES[FIRST_CHOICE].toLowerCase()} ` +
          `${percent(rows[first].hitRate)}: a difference beyond chance (p ${p < 0.001 ? '< 0.001' : `= ${p.toFixed(3)}`}).`,
  };
}

/** The first choice, for want of a test. */
const untested = (why: string): Pick<DefaultLayer, 'layer' | 'because' | 'rows'> => ({
  layer: FIRST_CHOICE,
  because: `${NAMES[FIRST_CHOICE]} unless another layer is proved better: ${why}`,
  rows: [],
});

/** The last delivered months, as many as a test takes. */
function lastMonths({ delivered, known }: Selection): Period[] {
  const months = stepsIn(delivered, TimeStep.MONTH).filter((month) => holdsPeriod(known.stretches, month));
  return months.slice(-(TRAINING_MONTHS + TESTED_MONTHS));
}

/** The layers, tested on the last year. */
async function testLayers(context: AnalyticContext, where: IncidentFilter) {
  const { selection, months, area, read } = await context.session(async (session) => {
    const selection = await context.select(session, where);
    const months = lastMonths(selection);
    const enough = months.length === TRAINING_MONTHS + TESTED_MONTHS;
    return {
      selection,
      months,
      area: await selectStudyArea(session, selection),
      read: enough ? await selectPlaceSteps(session, selection, months, TimeStep.MONTH) : null,
    };
  });
  const cells = await layCells(context, GRID, area);
  const settings = predictionSettings(GRID, cells);
  const told = { selection, settings, months, unlocated: read?.unlocated ?? 0 };
  if (!read)
    return {
      ...told,
      ...untested(
        `${TRAINING_MONTHS + TESTED_MONTHS} delivered months are needed to compare layers, and there are ${months.length}.`,
      ),
    };
  const found = await compute('rollingSearches', [read.places, TRAINING_MONTHS, SEARCHED, settings], context);
  return {
    ...told,
    ...(found ? choose(found) : untested('no incident of the last 12 delivered months has a place.')),
  };
}

@Resolver()
export class DefaultLayerResolver {
  @Analytic(() => DefaultLayer, {
    description:
      'Layer of hotspots with which a map of a theme opens, chosen once for a partnership and theme by the ' +
      'accuracy with which each layer predicted the last 12 delivered months, each from the 12 delivered ' +
      'months before it, on 2% of the area. Closed sources need a key of the role ANALYST.',
    cost: 20_000,
    needs: Needs.PLACES,
  })
  async defaultLayer(context: AnalyticContext, args: DefaultLayerArgs): Promise<DefaultLayer> {
    const { partnership, theme } = args;
    const where: IncidentFilter = { partnership, ...(theme ? { themes: [theme] } : {}) };
    const { selection, settings, months, unlocated, ...chosen } = await testLayers(context, where);
    const tested = chosen.rows.length > 0 ? months.slice(TRAINING_MONTHS) : [];
    return {
      ...chosen,
      months: tested.length,
      parameters: [
        ...listParameters({
          ...predictionParameters(settings),
          areaPercent: SEARCHED * 100,
          trainingMonths: TRAINING_MONTHS,
          comparedBy: `squares of ${GROUND_SIDE} m`,
        }),
        ...monthsTested(tested),
        ...filterParameters(where, selection),
      ],
      ...countedFrom(selection),
      caveats: [...selection.caveats, ...placeCaveats(selection, unlocated, 'they lie in no layer')],
    };
  }
}

function monthsTested(months: Period[]): Parameter[] {
  if (months.length === 0) return [];
  return [{ name: 'testedMonths', value: span({ from: months[0].from, to: months.at(-1)!.to }) }];
}
