import { ValidateNested } from 'class-validator';
import { ArgsType, Field, Resolver } from 'type-graphql';
import { type Caveat, CaveatCode, caveat, caveatIf } from '../../domain/caveats';
import { fitSources, IncidentFilter, Needs, type Selection } from '../../domain/incidents';
import type { EthnicityBasis } from '../../domain/vocabulary';
import type { Session } from '../../platform/database';
import { orRefusal, Problem } from '../../platform/errors';
import type { ExportDefinition } from '../../platform/exports';

import { compute } from '../../platform/threads';
import { Analytic, type AnalyticContext, countedFrom, filterParameters, listParameters } from '../analytic';

import { type Leading, type LeadingSegment, leadingSegments } from './leading';
import {
  compareSystems,
  DIMENSIONS,
  isKnown,
  type ProfiledPerson,
  profiled,
  total,
  usualBasis,
} from './people';
import { populationOf } from './population';
import {
  EthnicityWords,
  type JourneyToCrime,
  type MetresRange,
  OffenderProfile,
  type PersonProfile,
  type Residence,
  ResidenceCategory,
  SearchedProfile,
  VictimProfile,
} from './profile.type';
import {
  type CountedPeople,
  countOffenders,
  countPeople,
  type Homes,
  hasPeople,
  type PeopleAsked,
  type Role,
  selectHomes,
} from './profiles.queries';

/** Minimum number of journeys for a median. */
const FEWEST_JOURNEYS = 10;
/** Number of journeys up to which quantiles take less time than handing them to a thread. */
const LIGHT_JOURNEYS = 200;

const NAMES: Record<Role, string> = { VICTIM: 'victims', OFFENDER: 'offenders', SEARCHED: 'people searched' };

/** Only source that records people who were searched. */
const SEARCHES = 'police-uk-stop-search';

/** Reason why a source can never contain people of this role; null where it can. */
function withoutPeople({ code, access }: Selection['recordSources'][number], role: Role): string | null {
  if (role === 'SEARCHED') return code === SEARCHES ? null : 'it tells nobody who was searched';
  return access === 'OPEN' ? `as open data it tells no ${NAMES[role]}` : null;
}

/** Role and filter to profile. */
export interface PeopleQuestion {
  where: IncidentFilter;
  role: Role;
}

/** People of a role, counted from the incidents alone. */
interface Told extends CountedPeople {
  role: Role;
  selection: Selection;
  ethnicity: EthnicityBasis;
  persons: ProfiledPerson[];
  organisations: number;
  leading: Leading;
}

async function selectFor(
  session: Session,
  context: AnalyticContext,
  { where, role }: PeopleQuestion,
): Promise<Selection> {
  const named = role === 'SEARCHED' && !where.sources?.length ? { ...where, sources: [SEARCHES] } : where;
  return fitSources(await context.select(session, named), (source) => withoutPeople(source, role), {
    question: `A profile of ${NAMES[role]}`,
    advice:
      role === 'SEARCHED' ? `Name the source ${SEARCHES}.` : 'Name sources of the partnership’s agencies.',
  });
}

function notDelivered(role: Role): Problem {
  return new Problem(
    'NOT_ENOUGH_DATA',
    `No ${NAMES[role]} have been imported for these sources. ${
      role === 'SEARCHED'
        ? 'Import stop-and-search files with: csg import police-uk.'
        : 'Import them with: csg import people.'
    }`,
  );
}

/**
 * Counts the people of each question, in a fixed number of statements; the refusal of one question leaves the others.
 *
 * @param questions about one partnership.
 */
async function tell(
  session: Session,
  context: AnalyticContext,
  questions: PeopleQuestion[],
  asked: EthnicityBasis | null,
): Promise<(Told | Problem)[]> {
  const selected: ((PeopleAsked & { where: IncidentFilter }) | Problem)[] = [];
  for (const question of questions)
    selected.push(
      await orRefusal(
        selectFor(session, context, question).then((selection) => ({ ...question, selection })),
      ),
    );
  const good = selected.flatMap((each) => (each instanceof Problem ? [] : [each]));
  const counted = await countPeople(session, good);
  const empty = good.filter((_, i) => counted[i].covered === 0);
  const delivered = await hasPeople(session, empty);
  return selected.map((each) => {
    if (each instanceof Problem) return each;
    const { role, selection } = each;
    const { people, incidents, covered } = counted[good.indexOf(each)];
    if (covered === 0 && !delivered[empty.indexOf(each)]) return notDelivered(role);
    const ethnicity = asked ?? usualBasis(people);
    const persons = profiled(people, ethnicity);
    const organisations = total(people.filter(({ organisation }) => organisation));
    const leading = leadingSegments(persons, organisations);
    return { role, selection, people, incidents, covered, ethnicity, persons, organisations, leading };
  });
}

/** Caveats on the people counted. */
function toldCaveats({ role, selection, incidents, covered, persons }: Told): Caveat[] {
  return [
    ...selection.caveats,
    ...caveatIf(
      covered < incidents,
      CaveatCode.PEOPLE_NOT_RECORDED,
      `Incidents with ${NAMES[role]} on record: ${covered} of ${incidents}. Those of the others are not known.`,
    ),
    ...systemCaveats(persons),
  ];
}

/** People most affected, with caveats. */
export interface LeadingPeople {
  segments: LeadingSegment[];
  caveats: Caveat[];
}

/**
 * Leading segments of each question, as in a profile, or the reason why they cannot be given; in a fixed number of
 * statements.
 *
 * @param questions about one partnership.
 */
export async function leadingPeople(
  context: AnalyticContext,
  questions: PeopleQuestion[],
): Promise<(LeadingPeople | Problem)[]> {
  const told = await context.session((session) => tell(session, context, questions, null));
  return told.map((each) =>
    each instanceof Problem ? each : { segments: each.leading.segments, caveats: toldCaveats(each) },
  );
}

@ArgsType()
export class ProfileArgs {
  @ValidateNested()
  @Field(() => IncidentFilter, { description: 'Incidents to analyse.' })
  where!: IncidentFilter;

  @Field(() => EthnicityWords, {
    nullable: true,
    description: 'Kind of classification of ethnicities. Default: the one in which more are known.',
  })
  ethnicity?: EthnicityWords | null;
}

/** Profile, with the selection that it was made from. */
interface Drawn {
  selection: Selection;
  profile: PersonProfile;
}

async function draw(
  session: Session,
  context: AnalyticContext,
  { where, ethnicity: asked = null }: ProfileArgs,
  role: Role,
): Promise<Drawn> {
  const [told] = await tell(session, context, [{ where, role }], asked);
  if (told instanceof Problem) throw told;
  const { selection, incidents, covered, ethnicity, persons, organisations, leading } = told;
  const everybody = total(persons);
  const population = await populationOf(session, where, selection);
  const years = new Set((population.figures ?? []).map(({ year }) => year));
  return {
    selection,
    profile: {
      role,
      profiled: persons,
      population,
      incidents,
      incidentsWithPeople: covered,
      people: everybody,
      organisations,
      leadingSegments: leading.segments,
      unknown: DIMENSIONS.map((field) => ({
        field,
        share: everybody === 0 ? 0 : total(persons.filter((person) => !isKnown(person, field))) / everybody,
      })),
      parameters: [
        ...listParameters({
          role,
          ethnicity,
          leadingBy: leading.dimensions.join(','),
          leadingShare: 0.5,
          populationYear: years.size > 0 ? [...years].sort().join(',') : null,
        }),
        ...filterParameters(where, selection),
      ],
      ...countedFrom(selection),
      caveats: [
        ...toldCaveats(told),
        ...caveatIf(
          population.figures?.some(({ estimated }) => estimated) ?? false,
          CaveatCode.ESTIMATED,
          'The population was summed from smaller areas that fit best.',
        ),
      ],
    },
  };
}

/** Caveats where people are recorded in several systems, since shares within one system do not describe all. */
function systemCaveats(persons: ReturnType<typeof profiled>): Caveat[] {
  const systems = (codes: ({ system: string } | null)[]) =>
    [...new Set(codes.flatMap((code) => (code ? [code.system] : [])))].sort(compareSystems);
  const several = [
    { what: 'Ages', systems: systems(persons.map(({ ageBand }) => ageBand)) },
    { what: 'Ethnicities', systems: systems(persons.map(({ ethnicity }) => ethnicity)) },
  ].filter(({ systems: found }) => found.length > 1);
  return several.map(({ what, systems: found }) =>
    caveat(
      CaveatCode.METHOD,
      `${what} are recorded in several systems (${found.join(', ')}), which are not mapped onto each other; the ` +
        'leading segments are made of the one with most people.',
    ),
  );
}

function residenceOf({ sameWard, neighbouringWard, elsewhere, outside }: Homes): Residence[] {
  const known = sameWard + neighbouringWard + elsewhere + outside;
  const at = (category: ResidenceCategory, count: number): Residence => ({
    category,
    count,
    share: known === 0 ? null : count / known,
  });
  return [
    at(ResidenceCategory.SAME_WARD, sameWard),
    at(ResidenceCategory.NEIGHBOURING_WARD, neighbouringWard),
    at(ResidenceCategory.ELSEWHERE_IN_PARTNERSHIP, elsewhere),
    at(ResidenceCategory.OUTSIDE, outside),
  ];
}

/** Distances of all pairs; those in one area are bounded by 0 and the largest distance within it. */
async function journeyOf(
  { distances, withinArea }: Homes,
  context: AnalyticContext,
): Promise<JourneyToCrime> {
  const pairs = distances.length + withinArea.length;
  const enough = pairs >= FEWEST_JOURNEYS;
  const lower = new Float64Array(pairs);
  const upper = new Float64Array(pairs);
  lower.set(distances);
  upper.set(distances);
  upper.set(withinArea, distances.length);
  const light = pairs <= LIGHT_JOURNEYS;
  const shares = [0.25, 0.5, 0.75];
  const [first, median, third] =
    (enough && (await compute('intervalCensoredQuantiles', [lower, upper, shares], context, light))) || [];
  const known = (range: MetresRange | undefined) =>
    range && range.lower === range.upper ? range.lower : null;
  return {
    sameAreaShare: enough ? withinArea.length / pairs : null,
    medianMetres: known(median),
    medianRange: median ?? null,
    lowerQuartileMetres: known(first),
    lowerQuartileRange: first ?? null,
    upperQuartileMetres: known(third),
    upperQuartileRange: third ?? null,
    pairs,
  };
}

function homeCaveats({ unknown, distances, withinArea }: Homes, offenders: number): Caveat[] {
  const unmeasured = offenders - distances.length - withinArea.length;
  return [
    ...caveatIf(
      unknown > 0,
      CaveatCode.PEOPLE_NOT_RECORDED,
      `Of ${unknown} of ${offenders} offenders it is not known how near to the incident they live.`,
    ),
    ...caveatIf(
      unmeasured > 0,
      CaveatCode.PEOPLE_NOT_RECORDED,
      `The journeys of ${unmeasured} offenders are not measured: home or place is not known, or has no boundary here.`,
    ),
  ];
}

const CLOSED = 'People of closed sources are for keys of the role ANALYST (FORBIDDEN).';

/** The people of a profile as flat rows. */
const EXPORTS: ExportDefinition[] = [
  {
    rows: 'segments',
    columns:
      'label ageBand ageBandSystem sex ethnicity ethnicitySystem count share shareLower shareUpper populationShare ' +
      'rateRatio rateRatioLower rateRatioUpper withoutRatioBecause',
  },
];

@Resolver()
export class ProfileResolver {
  @Analytic(() => VictimProfile, {
    description: `Profile of the victims of the incidents of a filter. ${CLOSED} data.police.uk does not record victims.`,
    cost: 1000,
    needs: Needs.PEOPLE,
    exports: EXPORTS,
  })
  victimProfile(context: AnalyticContext, args: ProfileArgs): Promise<VictimProfile> {
    return context.session(async (session) => (await draw(session, context, args, 'VICTIM')).profile);
  }

  @Analytic(() => OffenderProfile, {
    description:
      `Profile of the known offenders of the incidents of a filter, with where they live. ${CLOSED} ` +
      'data.police.uk does not record offenders.',
    cost: 1000,
    needs: Needs.PEOPLE,
    exports: EXPORTS,
  })
  async offenderProfile(context: AnalyticContext, args: ProfileArgs): Promise<OffenderProfile> {
    const { profile, homes, offendersPerIncident } = await context.session(async (session) => {
      const { selection, profile } = await draw(session, context, args, 'OFFENDER');
      return {
        profile,
        homes: await selectHomes(session, selection),
        offendersPerIncident: await countOffenders(session, selection),
      };
    });
    return {
      ...profile,
      residence: residenceOf(homes),
      journeyToCrime: await journeyOf(homes, context),
      offendersPerIncident,
      caveats: [...profile.caveats, ...homeCaveats(homes, profile.people)],
    };
  }

  @Analytic(() => SearchedProfile, {
    description:
      'Profile of people who were stopped and searched, kept apart from offenders, since most searches ' +
      'find nothing. Made from the open data of data.police.uk.',
    cost: 1000,
    needs: Needs.PEOPLE,
    exports: EXPORTS,
  })
  searchedProfile(context: AnalyticContext, args: ProfileArgs): Promise<SearchedProfile> {
    return context.session(async (session) => (await draw(session, context, args, 'SEARCHED')).profile);
  }
}
