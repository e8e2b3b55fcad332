import { canReadRecords } from '../../access';
import { holdersOf } from '../../domain/areas';
import { deliveryOf, type IncidentFilter, type Selection } from '../../domain/incidents';
import { requireNamed, type SourceEntity, vocabularyAt } from '../../domain/vocabulary';
import { cutAtMonths, intersection, type Period } from '../../platform/calendar';
import { Problem } from '../../platform/errors';
import {
  type AnalyticContext,
  countedFrom,
  listParameters,
  prefixed,
  sourceParameter,
  span,
} from '../analytic';
import { countOnDistricts, groundOn, kindsOn } from './ground';
import { compareDistricts, type TriangulationCounts } from './triangulated-districts';
import { HealthView, type Triangulation } from './triangulation.type';
import { chooseSources, SIDES, type SideName } from './triangulation-sources';
import { triangulationCaveats, triangulationMethod } from './triangulation-words';

/** Arguments of a triangulation. */
export interface TriangulationQuestion {
  /** Code of the partnership. */
  partnership: string;
  period: Period;
  /** Code of the theme. */
  theme: string;
  /** Minimum share of a district's extent inside the partnership for it to be compared, 0 to 1. */
  leastInside: number;
  /** Maximum ratio, in either direction, of the risk in part of a ward to that in the rest; 1 or more. */
  riskRatio: number;
}

/**
 * Days of the period that all sides have delivered; whole months where one of them gives no days.
 *
 * @throws Problem NOT_ENOUGH_DATA where there are none.
 */
function windowOf(period: Period, selections: readonly Selection[]): Period {
  const shared = selections.reduce<Period | null>(
    (window, { delivered }) => window && intersection(window, delivered),
    period,
  );
  const monthly = selections.some(({ recordSources, cellSources }) =>
    [...recordSources, ...cellSources].some(({ resolution }) => resolution === 'MONTH'),
  );
  const window = shared && monthly ? cutAtMonths(shared).whole : shared;
  if (window) return window;
  const spans = selections.map(
    ({ recordSources, cellSources, delivered }) =>
      `${[...recordSources, ...cellSources].map(({ name }) => name).join(', ')} ${span(delivered)}`,
  );
  throw new Problem(
    'NOT_ENOUGH_DATA',
    `The sides share no days (or whole months) of the period: ${spans.join('; ')}.`,
  );
}

async function count(
  context: AnalyticContext,
  question: TriangulationQuestion,
): Promise<TriangulationCounts> {
  const { partnership: code, period } = question;
  return context.session(async (session) => {
    const { partnership, coverage } = await deliveryOf(session, context.viewer, code);
    const vocabulary = await vocabularyAt(session, partnership);
    const theme = requireNamed('themes', 'theme', question.theme, vocabulary);
    const { ids } = holdersOf(partnership);
    const isDelivered = ({ id }: SourceEntity) => coverage.some(({ sourceId }) => sourceId === id);
    const sources = chooseSources(theme, vocabulary, isDelivered);
    if (theme.sensitive && !canReadRecords(context.viewer, partnership.id))
      throw new Problem(
        'FORBIDDEN',
        'This theme is counted for the partnership as a whole only, below the role ANALYST of the partnership.',
      );
    const ground = await groundOn(session, ids, period.to);
    if (ground.districts.length === 0)
      throw new Problem(
        'NOT_ENOUGH_DATA',
        'The partnership has no postcode districts on the last day of the period. Import their outlines with csg import ' +
          'boundaries --kind postcode-district, or make them of postcodes with csg import postcodes.',
      );
    const kinds = await kindsOn(session, ids, period.to);
    const choose = (name: SideName, themes?: string[]) => {
      const where: IncidentFilter = {
        partnership: code,
        period,
        // Police records are counted from the default sources, so that each event counts once.
        sources: name === 'police' ? null : sources[name].map((source) => source.code),
        themes,
      };
      return context.select(session, where, kinds, period.to);
    };
    const chosen: [SideName, Selection][] = [];
    for (const name of SIDES)
      if (sources[name].length > 0) chosen.push([name, await choose(name, [theme.code])]);
    const window = windowOf(
      period,
      chosen.map(([, selection]) => selection),
    );
    const sides: TriangulationCounts['sides'] = {};
    for (const [name, selection] of chosen)
      sides[name] = { selection, counts: await countOnDistricts(session, selection, window) };
    const policed = await countOnDistricts(session, await choose('police'), window);
    return { theme, sides, ground, window, policed };
  });
}

/** Police, hospital and ambulance records of a theme by postcode district. */
export async function triangulate(
  context: AnalyticContext,
  question: TriangulationQuestion,
): Promise<Triangulation> {
  const counted = await count(context, question);
  const { sides, theme, window } = counted;
  const { districts, ratio } = compareDistricts(counted, question);
  const selections = SIDES.flatMap((name) => sides[name] ?? []).map(({ selection }) => selection);
  const { partnership, period, leastInside, riskRatio } = question;
  return {
    theme: { code: theme.code, name: theme.name },
    window,
    districts,
    healthSeesMore: districts
      .filter(({ view }) => view === HealthView.HEALTH_SEES_MORE)
      .map(({ code, name }) => ({ code, name })),
    ratio,
    method: triangulationMethod(counted),
    parameters: [
      ...listParameters({
        partnership,
        theme: theme.code,
        period: span(period),
        window: span(window),
        areasAsOf: period.to,
        leastInside,
        riskRatio,
        confidence: 0.95,
      }),
      ...SIDES.flatMap((name) => {
        const side = sides[name];
        return side ? prefixed(name, [sourceParameter(side.selection)]) : [];
      }),
    ],
    ...countedFrom(selections[0], ...selections.slice(1)),
    caveats: triangulationCaveats(counted, districts),
  };
}
