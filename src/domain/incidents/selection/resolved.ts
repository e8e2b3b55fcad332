import { sharedStretches } from '../../../platform/calendar';
import { type Caveat, distinctCaveats } from '../../caveats';
import { type SourceEntity, type Vocabulary } from '../../vocabulary';
import { daysWithAreas, type FilterAreas } from './areas.queries';
import { type FilterCodes } from './codes';
import { type Conditions, offencesOf } from './conditions.queries';
import { whyUncountable } from './countable';
import { coverageCaveats, deliveredAmong } from './coverage';
import { type DeliveredTo } from './delivery';
import { countsThroughout, daysShared, type Feed, feedsOf, knownDays } from './feeds';
import {
  changeCaveats,
  doubleCaveats,
  type Publication,
  publicationsAmong,
  supersededRows,
} from './publications';
import { releaseCaveats } from './releases';
import { type Rights } from './rights';
import { type Holders, type Placeless, SelectedRows } from './rows.queries';
import type { Selection } from './selection';
import { categoryCaveats, seesTheme, tellThroughout, unseenCaveats } from './themes';
import { offenceCaveats } from './unrecorded';

/** Longer than any delivery. */
const ALL_DAYS = { from: '0001-01-01', to: '9999-12-31' };

/** Resolved filter, before it is decided which of its sources count. */
export interface Resolved extends Pick<Selection, 'partnership' | 'period' | 'sourcesNamed' | 'areasAsOf'> {
  delivery: DeliveredTo;
  vocabulary: Vocabulary;
  codes: FilterCodes;
  /** Caveats on months that were never delivered. */
  holes: Caveat[];
  /** Caveats on shapes outside the partnership. */
  outside: Caveat[];
  holders: Holders;
  areas: FilterAreas;
  conditions: Conditions;
  placeless: Placeless;
}

/** Ids of the offences that a filter names, or else that belong to its themes; null: it narrows by neither. */
export function askedOffences({ offences, themes }: FilterCodes, vocabulary: Vocabulary): number[] | null {
  if (offences.length > 0) return offences.map(({ id }) => id);
  return themes.length > 0 ? offencesOf(themes, vocabulary) : null;
}

/** Offences, publications and feeds by which each event is counted from one source. */
export function countedEvents(
  { codes, vocabulary, delivery, sourcesNamed }: Omit<Resolved, 'holes'>,
  counted: readonly SourceEntity[],
): { offenceIds: number[]; pairs: Publication[]; publications: Publication[]; feeds: Feed[] } {
  const offenceIds = askedOffences(codes, vocabulary) ?? [];
  const pairs = publicationsAmong(counted, offenceIds, vocabulary);
  const publications = sourcesNamed ? [] : pairs;
  return {
    offenceIds,
    pairs,
    publications,
    feeds: feedsOf(counted, publications, offenceIds, delivery, vocabulary),
  };
}

/** The selection of the sources that count. */
export function selectionOf(resolved: Resolved, allRights: Rights): Selection {
  const { delivery, codes, holes, outside, holders, areas, conditions, placeless, ...shared } = resolved;
  const { partnership, period, vocabulary } = shared;
  const { bridge, caveats, ...rights } = allRights;
  const counted = [...rights.recordSources, ...rights.cellSources];
  const { offenceIds, pairs, publications, feeds } = countedEvents(resolved, counted);
  const counting = { sources: counted, publications, delivery, vocabulary };
  const byFlagTheme = codes.themes.some(({ flags }) => flags !== 0);
  const superseded = supersededRows(publications, delivery.coverage);
  return {
    ...shared,
    ...rights,
    offenceIds,
    byFlagTheme,
    byOutcomeOrFlag: byFlagTheme || codes.flags !== 0 || codes.outcomes.length > 0,
    areaIds: areas.ids,
    delivered: daysWithAreas(daysShared(feeds), areas),
    known: {
      stretches: sharedStretches(knownDays(feeds), [daysWithAreas(ALL_DAYS, areas)]),
      monthsOnly:
        rights.cellSources.length > 0 ||
        rights.recordSources.some(({ resolution }) => resolution === 'MONTH'),
    },
    uncountable: whyUncountable(feeds, period, daysWithAreas(period, areas), delivery),
    switchesSource: superseded.length > 0,
    dataVersion: `${partnership.code}-${partnership.dataVersion}`,
    caveats: distinctCaveats([
      ...coverageCaveats(deliveredAmong(counted, delivery)!, feeds, period, delivery),
      ...releaseCaveats(rights, period, delivery),
      ...holes,
      ...(shared.sourcesNamed ? doubleCaveats(pairs, period, delivery) : []),
      ...changeCaveats(publications, delivery.coverage, period, partnership),
      ...unseenCaveats(codes.themes, period, counting),
      ...categoryCaveats(codes.themes, period, counting),
      ...offenceCaveats(codes.recorded, counted),
      ...outside,
      ...areas.caveats,
      ...caveats,
    ]),
    rows: new SelectedRows({ ...rights, superseded, holders, conditions, placeless, bridge, byFlagTheme }),
    tellsOf: (theme, days, sources = counted) =>
      (theme.inCells || !seesTheme(theme, rights.cellSources, vocabulary)) &&
      days.every((each) => tellThroughout(theme, each, { ...counting, sources })),
    countsFrom: (source, days, offenceId) =>
      days.every((each) => countsThroughout({ source, offenceId }, each, feeds, publications, delivery)),
    categoryCaveats: (themes, days) => categoryCaveats(themes, days, counting),
    sourceChanges: (days) => changeCaveats(publications, delivery.coverage, days, partnership),
    keeping: (recordSources) => selectionOf(resolved, { ...allRights, recordSources }),
  };
}
