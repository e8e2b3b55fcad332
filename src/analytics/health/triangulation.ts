import { canReadRecords } from '../../access';
import { findPartnership, holdersOf } from '../../domain/areas';
import { type IncidentFilter, type Selection, SourceCoverageEntity, seesTheme } from '../../domain/incidents';
import { type SourceEntity, type ThemeEntity, type Vocabulary, vocabularyAt } from '../../domain/vocabulary';
import { cutAtMonths, intersection, type Period } from '../../platform/calendar';
import { Problem, requireCode } from '../../platform/errors';
import {
  benjaminiHochberg,
  type CarriedCount,
  carryCounts,
  countRatio,
  countRatioTest,
} from '../../platform/statistics';
import { type AnalyticContext, filterParameters, listParameters, prefixed, span } from '../analytic';
import {
  carriageToDistricts,
  countOnDistricts,
  type Ground,
  groundOn,
  kindsOn,
  type PlacedCounts,
} from './ground';
import { isAmbulance, isHospital, isOpenPolice, isPolice } from './sources';
import { HealthView, type TriangulatedDistrict, type Triangulation } from './triangulation.type';

/** What is asked. */
export interface TriangulationQuestion {
  /** Code of the partnership. */
  partnership: string;
  period: Period;
  /** Code of the theme. */
  theme: string;
  /** Share of a district's ground that must lie in the partnership for it to be compared. */
  leastInside: number;
  /** How many times greater or less the risk of part of a ward may be than that of its rest. */
  riskRatio: number;
}

/** A difference is told where chance makes one as large in fewer than so many cases, over all districts. */
const SIGNIFICANT = 0.05;

const SIDES = ['police', 'hospital', 'ambulance'] as const;
type SideName = (typeof SIDES)[number];

/** The delivered sources of each side that see the theme. */
type SideSources = Record<SideName, SourceEntity[]>;

interface Side {
  selection: Selection;
  counts: PlacedCounts;
}

const IS_SIDE: Record<SideName, (source: SourceEntity) => boolean> = {
  police: (source) => isPolice(source) || isOpenPolice(source),
  hospital: isHospital,
  ambulance: isAmbulance,
};

/**
 * The delivered sources that see a theme.
 *
 * @throws Problem NOT_SUPPORTED_FOR_SOURCE where no health source, or none of the police, can see the theme;
 *   NOT_ENOUGH_DATA where those that can have delivered nothing.
 */
function sourcesOf(
  theme: ThemeEntity,
  vocabulary: Vocabulary,
  held: (source: SourceEntity) => boolean,
): SideSources {
  const able = (side: SideName, of: ThemeEntity) =>
    vocabulary.sources.all.filter((source) => IS_SIDE[side](source) && seesTheme(of, [source], vocabulary));
  const ofHealth = (of: ThemeEntity) => [...able('hospital', of), ...able('ambulance', of)];
  if (ofHealth(theme).length === 0 || able('police', theme).length === 0) {
    const themes = vocabulary.themes.all.filter(
      (each) => ofHealth(each).length > 0 && able('police', each).length > 0,
    );
    throw new Problem(
      'NOT_SUPPORTED_FOR_SOURCE',
      'Hospital or ambulance records do not cover this theme as police records do. Themes that both cover: ' +
        `${themes.map(({ code }) => code).join(', ')}.`,
      { field: 'theme' },
    );
  }
  const sources: SideSources = {
    police: able('police', theme).filter(held),
    hospital: able('hospital', theme).filter(held),
    ambulance: able('ambulance', theme).filter(held),
  };
  const missing = [
    ...(sources.police.length === 0 ? able('police', theme) : []),
    ...(sources.hospital.length + sources.ambulance.length === 0 ? ofHealth(theme) : []),
  ];
  if (missing.length > 0)
    throw new Problem(
      'NOT_ENOUGH_DATA',
      `Two sides are needed, and none of these has been delivered: ${missing.map(({ code }) => code).join(', ')}.`,
    );
  return sources;
}

/**
 * The days of the period that all sides have delivered, whole months where one of them tells no days.
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

interface Counted {
  theme: ThemeEntity;
  sides: Partial<Record<SideName, Side>>;
  ground: Ground;
  window: Period;
  /** Everything that the police have located, whatever its theme. */
  policed: PlacedCounts;
}

async function count(context: AnalyticContext, question: TriangulationQuestion): Promise<Counted> {
  const { partnership: code, period } = question;
  return context.session(async (session) => {
    const partnership = await findPartnership(session, code);
    const vocabulary = await vocabularyAt(session, `${partnership.id} ${partnership.dataVersion}`);
    const theme = requireCode('theme', question.theme, vocabulary.themes.all);
    const { ids } = holdersOf(partnership);
    const coverage = await session.manager.findBy(
      SourceCoverageEntity,
      ids.map((partnershipId) => ({ partnershipId })),
    );
    const held = ({ id }: SourceEntity) => coverage.some(({ sourceId }) => sourceId === id);
    const sources = sourcesOf(theme, vocabulary, held);
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
        areasAsOf: period.to,
        // Of the police the sources that count by default, so that each event counts once.
        sources: name === 'police' ? null : sources[name].map((source) => source.code),
        themes,
      };
      return context.select(session, where, kinds);
    };
    const chosen: [SideName, Selection][] = [];
    for (const name of SIDES)
      if (sources[name].length > 0) chosen.push([name, await choose(name, [theme.code])]);
    const window = windowOf(
      period,
      chosen.map(([, selection]) => selection),
    );
    const sides: Counted['sides'] = {};
    for (const [name, selection] of chosen)
      sides[name] = { selection, counts: await countOnDistricts(session, selection, window) };
    const policed = await countOnDistricts(session, await choose('police'), window);
    return { theme, sides, ground, window, policed };
  });
}

/** What a side comes to in each district; null where nothing has been delivered. */
function carried(side: Side | undefined, ground: Ground, riskRatio: number): CarriedCount[] | null {
  if (!side) return null;
  const { counts, parts } = carriageToDistricts(side.counts, ground);
  return carryCounts(counts, parts, ground.districts.length, { riskRatio }).areas;
}

/** The sum of both sides of health; null where there is neither. */
function healthOf(
  hospital: CarriedCount[] | null,
  ambulance: CarriedCount[] | null,
  i: number,
): Pick<CarriedCount, 'estimate' | 'least' | 'greatest'> {
  const sum = (field: 'estimate' | 'least' | 'greatest') =>
    (hospital?.[i][field] ?? 0) + (ambulance?.[i][field] ?? 0);
  return { estimate: sum('estimate'), least: sum('least'), greatest: sum('greatest') };
}

/** p of the part of the difference that carrying counts leaves, whatever the shares. */
function pValueOf(
  health: Pick<CarriedCount, 'estimate' | 'least' | 'greatest'>,
  police: CarriedCount,
  ratio: number,
): number {
  const more = health.estimate > ratio * police.estimate;
  const [few, many] = more ? [health.least, police.greatest] : [health.greatest, police.least];
  // At the other end of the shares the difference may turn round: then there is none to tell.
  if (few > ratio * many !== more) return 1;
  return countRatioTest(few, many, ratio);
}

function districtsOf(
  { sides, ground, policed }: Counted,
  { leastInside, riskRatio }: TriangulationQuestion,
): { districts: TriangulatedDistrict[]; ratio: number | null } {
  const [police, hospital, ambulance] = SIDES.map((name) => carried(sides[name], ground, riskRatio));
  const everything = carriageToDistricts(policed, ground);
  const known = carryCounts(everything.counts, everything.parts, ground.districts.length).areas;
  const perturbed = Object.values(sides).some(
    ({ selection }) => selection.cellSources.length > 0 && !selection.exactCells,
  );
  const estimated = (i: number) =>
    [police, hospital, ambulance].some((side) => side !== null && side[i].greatest > side[i].least);
  const rows = ground.districts.map((district, i) => {
    const isKnown = known[i].estimate > 0;
    const health = healthOf(hospital, ambulance, i);
    const inside = (district.inside ?? 1) >= leastInside;
    return { district, health, police: police![i], isKnown, compared: isKnown && inside };
  });
  const compared = rows.filter((row) => row.compared && row.health.estimate + row.police.estimate > 0);
  const total = (of: (row: (typeof rows)[number]) => number) =>
    compared.reduce((sum, row) => sum + of(row), 0);
  const allPolice = total((row) => row.police.estimate);
  const ratio = allPolice > 0 ? total((row) => row.health.estimate) / allPolice : null;
  const tested = ratio ? compared : [];
  const adjusted = benjaminiHochberg(
    Float64Array.from(tested, (row) => pValueOf(row.health, row.police, ratio!)),
  );
  const districts = rows.map((row, i): TriangulatedDistrict => {
    const { district, health, isKnown } = row;
    const { least, greatest } = row.police;
    const own = row.police.estimate > 0 ? health.estimate / row.police.estimate : null;
    const at = tested.indexOf(row);
    const p = at < 0 ? null : adjusted[at];
    return {
      code: district.code,
      name: district.name,
      police: isKnown ? row.police.estimate : null,
      hospital: hospital?.[i].estimate ?? null,
      ambulance: ambulance?.[i].estimate ?? null,
      ratio: isKnown ? own : null,
      ratioLower: isKnown ? (countRatio(health.least, greatest)?.lower ?? null) : null,
      ratioUpper: isKnown ? (countRatio(health.greatest, least)?.upper ?? null) : null,
      relativeRatio: isKnown && own !== null && ratio ? own / ratio : null,
      adjustedPValue: p,
      view: viewOf(p, own, ratio),
      inside: district.inside,
      estimated: estimated(i),
      perturbed,
    };
  });
  return { districts, ratio };
}

/** @param own ratio of the district; null: the police have none, so that it is above every other */
function viewOf(p: number | null, own: number | null, ratio: number | null): HealthView {
  if (p === null || ratio === null) return HealthView.NOT_COMPARED;
  if (p >= SIGNIFICANT) return HealthView.NO_DIFFERENCE;
  return own === null || own > ratio ? HealthView.HEALTH_SEES_MORE : HealthView.POLICE_SEE_MORE;
}

function methodOf({ sides }: Counted): string {
  const health = (['hospital', 'ambulance'] as const).filter((name) => sides[name]).join(' and ');
  return (
    `Ratio: ${health} records for each police record, with the exact 95% interval of the ratio of two Poisson counts ` +
    '(conditional binomial, Clopper and Pearson 1934). A district differs where the exact binomial test against the ratio ' +
    'of all compared districts together has p below 0.05 after Benjamini and Hochberg (1995).'
  );
}

function caveatsOf({ sides, ground, policed }: Counted, districts: TriangulatedDistrict[]): string[] {
  const health = [sides.hospital, sides.ambulance].filter((side) => side !== undefined);
  const codes = new Set(ground.districts.map(({ code }) => code));
  const beyond = health.reduce(
    (sum, { counts }) =>
      sum +
      counts.unplaced +
      [...counts.byDistrict].reduce((others, [code, n]) => others + (codes.has(code) ? 0 : n), 0),
    0,
  );
  const lost = policed.byWard.size > 0 && ground.shared.length === 0;
  const some = (condition: boolean, text: string) => (condition ? [text] : []);
  const unknown = districts.filter(({ police }) => police === null).map(({ code }) => code);
  return [
    ...new Set(Object.values(sides).flatMap(({ selection }) => selection.caveats)),
    ...some(
      sides.hospital !== undefined,
      'Hospitals tell where a patient lives, the police and ambulances where something happened: a town centre has many ' +
        'incidents and few residents.',
    ),
    ...some(
      sides.hospital !== undefined && sides.ambulance !== undefined,
      'One event may be an ambulance call-out and an admission, and then counts twice; where that differs between ' +
        'districts the limits are too narrow.',
    ),
    ...some(
      districts.some(({ inside }) => inside !== null && inside < 0.999),
      'Health counts all of a district, the police the part of it that lies in the partnership.',
    ),
    ...some(
      unknown.length > 0,
      `The police have located nothing at all in ${unknown.join(', ')}: unknown, not zero.`,
    ),
    ...some(
      beyond > 0,
      `${beyond} health records are in no row: they have no district, or one that is none of the partnership's.`,
    ),
    ...some(
      districts.some(({ estimated }) => estimated),
      'Counts of wards were carried to districts by where people live. The limits allow for risk that differs within a ' +
        'ward by the factor riskRatio.',
    ),
    ...some(
      lost,
      'This key reads police counts by ward, and without a population of wards or LSOAs they cannot be carried to ' +
        'districts: import one with csg import population.',
    ),
  ];
}

/** Police, hospital and ambulance records of a theme by postcode district. */
export async function triangulate(
  context: AnalyticContext,
  question: TriangulationQuestion,
): Promise<Triangulation> {
  const counted = await count(context, question);
  const { sides, theme, window } = counted;
  const { districts, ratio } = districtsOf(counted, question);
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
    method: methodOf(counted),
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
        const used = side ? filterParameters({ partnership }, side.selection) : [];
        return prefixed(
          name,
          used.filter((parameter) => parameter.name === 'sources'),
        );
      }),
    ],
    dataVersion: selections[0].dataVersion,
    caveats: caveatsOf(counted, districts),
  };
}
